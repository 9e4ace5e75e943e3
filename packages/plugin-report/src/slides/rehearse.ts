/** A rehearsal in words: what each slide took beside its budget, and how fast this speaker speaks. */
import { paceOfRehearsal, type Rehearsal } from './pace-file.js'
import { clock, type TimedSlide } from './time-table.js'

export interface Rehearsed {
  rehearsal: Rehearsal
  totalSeconds: number
  /** Undefined where too little was said to tell. */
  learnedWordsPerMinute?: number
  slides: { number: number; id: string; claim: string; budgetSeconds: number; seconds: number }[]
}

/** `seconds` of the slides that were shown, in order; a rehearsal may end before the last. */
export function rehearsed(slides: TimedSlide[], seconds: number[]): Rehearsed {
  const shown = slides.slice(0, seconds.length)
  const learned = paceOfRehearsal(shown.map(({ noteWords }, i) => ({ words: noteWords, seconds: seconds[i] })))
  return {
    rehearsal: { wordsPerMinute: learned, seconds: Object.fromEntries(shown.map(({ id }, i) => [id, Math.round(seconds[i])])) },
    totalSeconds: Math.round(seconds.reduce((sum, value) => sum + value, 0)),
    learnedWordsPerMinute: learned,
    slides: shown.map(({ number, id, claim, seconds: budgetSeconds }, i) => ({ number, id, claim, budgetSeconds, seconds: Math.round(seconds[i]) })),
  }
}

/** `took 0:50, 0:05 over its budget`. */
export function tookText(seconds: number, budgetSeconds: number): string {
  const over = Math.round(seconds) - budgetSeconds
  return `took ${clock(seconds)}, ${over > 0 ? `${clock(over)} over its budget` : `${clock(-over)} to spare`}`
}
