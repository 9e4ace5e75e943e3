/** Rules about a PDF that know more than the file shows: what was recorded at its build, and the slot of the venue. */
import type { PrintedNumber } from '../../manifest/index.js'
import type { Venue } from '../../venues/venue.js'
import type { Rule } from '../check.js'
import type { PdfFile, PdfPage, PdfText } from '../read/pdf.js'
import { goneNumbers, holdsDigits, recordedNumberRule } from './recorded.js'
import { beyondSlot, venueTalkRule } from './talk.js'

export interface PdfTalk {
  file: PdfFile
  /** Of the build that it is a file of. */
  numbers?: PrintedNumber[]
  /** False where the pages of the record are not those of the file: papers, handouts. */
  paged?: boolean
  /** Set for slides alone. */
  talk?: { venue?: Venue; minutes?: number }
}

export const recordedNumber: Rule<PdfTalk> = {
  ...recordedNumberRule,
  find({ file: { pages }, numbers = [], paged = true, talk }) {
    const whole = paged ? '' : pages.map(textOfPage).join('\n')
    const textAt = (page: number, place: string) => {
      if (!paged) return page === 1 || place === 'notes' ? whole : undefined
      if (place === 'notes') return undefined
      return pages[page - 1] && textOfPage(pages[page - 1])
    }
    return goneNumbers(numbers, textAt, { word: talk ? 'slide' : 'page', holds: holdsDigits })
  },
}

export const venueTalk: Rule<PdfTalk> = {
  ...venueTalkRule,
  find({ file: { pages }, talk }) {
    if (!talk) return []
    return beyondSlot({ shown: shownIn(pages), minutes: talk.minutes, by: 'report.yaml' }, talk.venue)
  },
}

/** Numbers in the notes of a handout: it prints those of the slides that are shown, and says first how many these are. */
export function numbersOfNotes(numbers: PrintedNumber[], { pages: [first] }: PdfFile): PrintedNumber[] {
  const shown = Number(/(\d+)\s+slides?,\s+\d+:\d\d\s+of/.exec(first ? textOfPage(first) : '')?.[1] ?? Number.POSITIVE_INFINITY)
  return numbers.filter(({ place, page }) => place === 'notes' && page <= shown)
}

/** Slides of the talk are numbered `5/16`; those behind it are not of them. Without such numbers all pages count. */
function shownIn(pages: PdfPage[]): number {
  for (const [i, { texts }] of pages.entries()) {
    const numbered = texts.map(({ text }) => /^(\d+)\/(\d+)$/.exec(text.trim())).find((found) => Number(found?.[1]) === i + 1)
    if (numbered && Number(numbered[2]) <= pages.length) return Number(numbered[2])
  }
  return pages.length
}

/** Pieces of a line without a gap are one word: programs break words for their kerning. */
function textOfPage({ texts }: PdfPage): string {
  return texts.map((text, i) => `${i > 0 && follows(texts[i - 1], text) ? '' : ' '}${text.text}`).join('')
}

function follows(before: PdfText, { xMm, yMm, sizePt }: PdfText): boolean {
  const em = (sizePt * 25.4) / 72
  return Math.abs(before.yMm - yMm) < em / 10 && Math.abs(xMm - before.xMm - before.widthMm) < em / 10
}
