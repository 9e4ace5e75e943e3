/**
 * The talk as one HTML file: a slide at a time by key, click or touch, an overview, the presenter's view with notes, the
 * next slide and a clock. `?presenter` opens that view, `?print` shows every slide; it works from a file, offline.
 */
import { type Drawings, renderHtml } from '../../backends/index.js'
import type { LaidDocument } from '../../layout/index.js'
import type { FontMetrics } from '../../text/index.js'
import type { Theme } from '../../themes/theme.js'
import type { TimeTable } from '../time-table.js'
import { deckScript } from './script.js'
import { deckStyle } from './style.js'

interface DeckSettings {
  metrics: FontMetrics
  theme: Theme
  table: TimeTable
  /** From 0; -1 for none: its rows lead to the slides that they name. */
  questionPage: number
}

export function renderDeck(document: LaidDocument, drawings: Drawings, { metrics, theme, table, questionPage }: DeckSettings): string {
  const [{ widthMm, heightMm }] = document.pages
  const plan = {
    id: document.title,
    slot: table.slotSeconds,
    questions: questionPage,
    slides: document.pages.map((_, i) => table.slides.find(({ number }) => number === i + 1)).map((row) => row && [row.startSeconds, row.seconds]),
  }
  return renderHtml(document, drawings, {
    metrics,
    theme,
    extraHead: deckStyle(widthMm, heightMm, theme),
    extraBody: bodyHtml(JSON.stringify(plan)),
    script: deckScript(),
  })
}

const keys = [
  ['→ ← space', 'next, previous'],
  ['12 Enter', 'go to slide 12'],
  ['p', "presenter's view"],
  ['o', 'overview'],
  ['f', 'full screen'],
  ['b', 'black'],
  ['t, r', 'clock: start or pause, reset'],
  ['?', 'these keys'],
]

function bodyHtml(plan: string): string {
  return `<div id="deck-plan" hidden data-plan="${attribute(plan)}"></div>
<div id="deck-live" role="status" aria-live="polite"></div>
<div id="deck-help" hidden>${keys.map(([key, about]) => `<div><kbd>${key}</kbd> ${about}</div>`).join('')}</div>
<div id="deck-presenter">
<div id="deck-bar"><div id="deck-pace"><span id="deck-elapsed" role="timer">0:00</span><span id="deck-left"></span><span id="deck-budget"></span></div>
<button type="button" id="deck-pause">Start</button><button type="button" id="deck-reset">Reset</button>
<button type="button" id="deck-back">Previous</button><button type="button" id="deck-on">Next</button>
<span id="deck-place"></span><span id="deck-clock"></span></div>
<div id="deck-side"><div id="deck-next"></div><div id="deck-notes"></div></div>
</div>
`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
