/**
 * The check list of a talk: what the tool can tell it tells, from the rules of `phd report check`; the rest is for people.
 */
import type { Check } from '../check/index.js'
import type { ChecklistItem } from './model.js'

interface Entry {
  id: string
  text: string
  /** Rules that decide; none where only a person can. */
  rules: string[]
}

const entries: Entry[] = [
  { id: 'time', text: 'The talk fits its time', rules: ['time-budget', 'time'] },
  { id: 'contribution', text: 'The first slide says what is new', rules: [] },
  { id: 'related', text: 'Work of others is told apart from my own', rules: [] },
  { id: 'units', text: 'Every axis and every number has its unit', rules: ['units'] },
  { id: 'sample', text: 'n and seeds are stated, with an interval', rules: ['sample-size', 'seeds', 'interval'] },
  { id: 'chance', text: 'The chance level or a baseline stands beside every score', rules: ['baseline'] },
  { id: 'stale', text: 'Every number is that of the runs as they are now', rules: [] },
  { id: 'fonts', text: 'Everything can be read from the back', rules: ['font-size', 'contrast'] },
  { id: 'alt', text: 'Every figure has an alt text', rules: ['alt-text', 'alt-words'] },
  { id: 'whole', text: 'No slide is empty or forgotten', rules: ['empty-slide', 'numbering', 'prompts'] },
  // No rule finds a licence that nobody wrote down.
  { id: 'licence', text: 'Data and pictures may be shown', rules: [] },
  { id: 'backup', text: 'Backup slides are there for the questions', rules: [] },
  { id: 'demo', text: 'There is something to show if the demo fails', rules: [] },
  { id: 'tool', text: 'The conferencing tool was tried on this machine', rules: [] },
  { id: 'zone', text: 'The time of the talk is written down in my own zone', rules: [] },
  { id: 'copy', text: 'A PDF of the slides is on a stick and on the web', rules: [] },
]

/** `backupSlides` are those behind the questions; `stamp` says what is provisional. */
export function checklistOf(checks: Check[], { backupSlides, stamp }: { backupSlides: number; stamp: string }): ChecklistItem[] {
  return entries.map(({ id, text, rules }) => {
    if (id === 'stale') return { id, text, state: 'yes', found: 'the slides were built from them for this pack' }
    if (id === 'sample' && stamp) return { id, text, state: 'no', found: stamp }
    if (id === 'backup') return { id, text, state: backupSlides > 0 ? 'yes' : 'no', found: `${backupSlides} of them` }
    const asked = checks.filter(({ rule }) => rules.includes(rule))
    const places = asked.filter(({ ok }) => !ok).flatMap(({ places: own }) => own)
    if (asked.length === 0) return { id, text, state: 'you', found: '' }
    if (places.length === 0) return { id, text, state: 'yes', found: '' }
    return { id, text, state: 'no', found: places.length === 1 ? places[0] : `${places[0]}, and ${places.length - 1} more` }
  })
}
