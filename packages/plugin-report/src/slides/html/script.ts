/** The deck's one script. Without it all slides stand below each other, and so they do when printed. */
import { actionOf, paceOf, swipeOf } from './state.js'

export function deckScript(): string {
  // Named here: a bundler may call them something else.
  return `'use strict';
const actionOf = ${actionOf};
const paceOf = ${paceOf};
const swipeOf = ${swipeOf};
(() => {
const query = new URLSearchParams(location.search);
if (query.has('print')) { document.documentElement.classList.add('print'); return; }
const $ = (id) => document.getElementById(id);
const pages = [...document.querySelectorAll('.page')];
const plan = JSON.parse($('deck-plan').dataset.plan);
const isPresenter = query.has('presenter');
let at = 0, digits = '', other = isPresenter ? window.opener : null;
let startedAt = 0, before = 0, isBlack = false;
const elapsed = () => before + (startedAt ? (Date.now() - startedAt) / 1000 : 0);

const fromHash = () => { const found = /^#(?:page-)?([0-9]+)$/.exec(location.hash); return found ? Math.max(1, Math.min(pages.length, Number(found[1]))) - 1 : 0; };
function mark() {
  const all = document.documentElement.classList.contains('overview');
  pages.forEach((page, i) => {
    page.classList.toggle('now', i === at);
    page.inert = !all && i !== at;
    page.setAttribute('aria-hidden', String(!all && i !== at));
  });
}
function show(to, isTold) {
  if (to > 0 && !startedAt && before === 0) startedAt = Date.now();
  at = to;
  mark();
  const page = pages[at];
  $('deck-live').textContent = 'Slide ' + (at + 1) + ' of ' + pages.length + ': ' + page.getAttribute('aria-label');
  try { history.replaceState(null, '', location.search + '#' + (at + 1)); } catch { /* some browsers forbid it for files */ }
  if (isPresenter) fillPresenter();
  if (!isTold) tell();
}
function fillPresenter() {
  const next = $('deck-next');
  next.replaceChildren();
  if (pages[at + 1]) {
    const copy = pages[at + 1].cloneNode(true);
    copy.removeAttribute('id'); copy.classList.add('now'); copy.inert = true; copy.setAttribute('aria-hidden', 'true');
    next.append(copy);
  } else next.textContent = 'The end.';
  const notes = pages[at].querySelector('.notes');
  $('deck-notes').replaceChildren(...(notes ? [...notes.children].map((p) => p.cloneNode(true)) : []));
  if (!notes) $('deck-notes').textContent = 'No notes.';
  $('deck-place').textContent = (at + 1) + ' / ' + pages.length + (pages[at].hasAttribute('data-hidden') ? ' (hidden)' : '');
  tick();
}
function tick() {
  if (!isPresenter) return;
  const timed = plan.slides[at];
  const pace = timed ? paceOf(elapsed(), timed[0], timed[1]) : paceOf(elapsed(), 0, plan.slot);
  $('deck-elapsed').textContent = pace.elapsed;
  $('deck-left').textContent = pace.left;
  $('deck-budget').textContent = timed ? 'of ' + paceOf(timed[1], 0, 0).elapsed + ' for this slide' : 'of the slot';
  $('deck-clock').textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  $('deck-pace').dataset.tone = pace.tone;
  $('deck-pause').textContent = startedAt ? 'Pause' : 'Start';
}
function pause() { if (startedAt) { before = elapsed(); startedAt = 0; } else startedAt = Date.now(); tell(); }
function reset() { before = 0; startedAt = 0; tell(); }
function tell() { tick(); if (other && !other.closed) other.postMessage({ deck: plan.id, at, startedAt, before, black: isBlack }, '*'); }
/** The audience's window goes black; the speaker keeps the slide, with a red edge. */
function blacken(on) { isBlack = on; document.documentElement.classList.toggle('black', on); }
function act(action) {
  digits = action.do === 'type' ? action.digits : '';
  const root = document.documentElement.classList;
  if (action.do === 'go') { root.remove('overview'); blacken(false); show(action.to); }
  else if (action.do === 'presenter' && !isPresenter) { other = window.open(location.pathname + '?presenter#' + (at + 1), 'presenter', 'width=1200,height=760'); if (!other) location.search = '?presenter'; }
  else if (action.do === 'overview') { root.toggle('overview'); mark(); }
  else if (action.do === 'black') { blacken(!isBlack); tell(); }
  else if (action.do === 'help') $('deck-help').toggleAttribute('hidden');
  else if (action.do === 'fullscreen') { if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.(); }
  else if (action.do === 'pause') pause();
  else if (action.do === 'reset') reset();
  else if (action.do === 'close') { root.remove('overview'); blacken(false); tell(); mark(); $('deck-help').hidden = true; }
}
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
  const action = actionOf(event.key, at, pages.length, digits);
  if (action) { event.preventDefault(); act(action); }
});
addEventListener('message', ({ data, source }) => {
  if (!data || data.deck !== plan.id) return;
  other = source;
  if (data.hello) { tell(); return; }
  before = data.before; startedAt = data.startedAt;
  blacken(Boolean(data.black));
  show(data.at, true);
});
let touch;
addEventListener('touchstart', ({ changedTouches: [t] }) => { touch = [t.clientX, t.clientY]; }, { passive: true });
addEventListener('touchend', ({ changedTouches: [t] }) => {
  if (!touch || document.documentElement.classList.contains('overview')) return;
  const way = swipeOf(t.clientX - touch[0], t.clientY - touch[1]);
  if (way) act({ do: 'go', to: Math.max(0, Math.min(pages.length - 1, at + (way === 'next' ? 1 : -1))) });
}, { passive: true });
document.querySelector('.pages').addEventListener('click', (event) => {
  const answer = event.target.closest('[data-goto]');
  if (answer) return act({ do: 'go', to: Number(answer.dataset.goto) - 1 });
  if (event.target.closest('a')) return;
  if (document.documentElement.classList.contains('overview')) {
    const page = event.target.closest('.page');
    if (page) act({ do: 'go', to: pages.indexOf(page) });
  } else act(actionOf(event.clientX < innerWidth / 4 ? 'ArrowLeft' : 'ArrowRight', at, pages.length, ''));
});
for (const [id, kind] of [['deck-pause', 'pause'], ['deck-reset', 'reset']]) $(id).addEventListener('click', () => act({ do: kind }));
$('deck-back').addEventListener('click', () => act(actionOf('ArrowLeft', at, pages.length, '')));
$('deck-on').addEventListener('click', () => act(actionOf('ArrowRight', at, pages.length, '')));
addEventListener('hashchange', () => show(fromHash()));
document.documentElement.classList.add('deck');
if (isPresenter) { document.documentElement.classList.add('presenter'); setInterval(tick, 250); }
for (const row of pages[plan.questions]?.querySelectorAll('tbody tr') ?? []) row.dataset.goto = row.lastElementChild.textContent.trim();
show(fromHash(), true);
if (isPresenter && other) other.postMessage({ deck: plan.id, hello: true }, '*');
})();
`
}
