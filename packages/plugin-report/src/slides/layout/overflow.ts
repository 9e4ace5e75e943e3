/** Slides that are too full: which, where their words stand, and how many have to go. */
import { PhdError } from '@phd/core'
import type { Rect } from '../../layout/index.js'
import { firstWords } from '../../layout/overflow.js'
import { textOf } from '../../source/block-text.js'
import { countWords } from '../../text/index.js'
import type { Slide } from '../model.js'
import { sliceSpans } from '../words.js'
import { placeContent } from './content.js'
import { claimPt, fitClaim, type Tools } from './frame.js'

export interface SlideOverflow {
  number: number
  place: string
  what: string
}

export function claimOverflow({ claim, place }: Slide, number: number, tools: Tools): SlideOverflow {
  const text = textOf(claim)
  const fits = mostWords(countWords(text), (words) => fitClaim(sliceSpans(claim, 0, lengthOfWords(text, words)), claimPt.least, tools) !== undefined)
  return { number, place, what: `its claim does not fit in two lines: drop ${countWords(text) - fits} of ${countWords(text)} words` }
}

export function contentOverflow(slide: Slide, number: number, room: Rect, tools: Tools): SlideOverflow {
  const { place, figures, paragraphs } = slide
  const total = paragraphs.reduce((sum, { text }) => sum + countWords(text), 0)
  const fits = mostWords(total, (words) => placeContent({ figures, paragraphs: firstWords(paragraphs, words) }, room, tools) !== undefined)
  if (fits < 0)
    return {
      number,
      place,
      what: `its ${figures.length === 1 ? 'figure does' : `${figures.length} figures do`} not fit even without words: take one out, or draw less`,
    }
  return { number, place, what: `its text does not fit: drop ${total - fits} of ${total} words` }
}

/** The greatest number of words that fits; -1 where not even none does. */
function mostWords(total: number, fitsWith: (words: number) => boolean): number {
  let [fits, fails] = [-1, total]
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2)
    if (fitsWith(middle)) fits = middle
    else fails = middle
  }
  return fits
}

function lengthOfWords(text: string, words: number): number {
  const ends = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => index + word.length)
  return words > 0 ? (ends[words - 1] ?? text.length) : 0
}

export function requireNoOverflow(overflows: SlideOverflow[]): void {
  if (overflows.length === 0) return
  const shown = overflows.slice(0, 6).map(({ number, place, what }) => `slide ${number}, ${place}: ${what}`)
  throw new PhdError('REPORT_SLIDE_OVERFLOW', overflows.length === 1 ? 'A slide is too full.' : `${overflows.length} slides are too full.`, {
    expected: 'a claim of at most two lines, text of at least 18 pt, figures with text of at least 12 pt',
    received: `${shown.join('; ')}${overflows.length > shown.length ? '; …' : ''}`,
    remedy: 'shorten these slides in report.md, move words to :::notes, or make two slides of one',
  })
}
