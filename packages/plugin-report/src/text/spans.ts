/** A text of several styles as one string, with which part is of which style. */
import type { Span } from '../source/model.js'

export interface StyledText {
  /** Words one space apart, as they are printed. */
  text: string
  spans: Span[]
  /** Where each span ends in `text`. */
  ends: number[]
}

// No-break spaces stay.
const blank = /[^\S\u00a0\u202f]/

/** Words one space apart. */
export function collapse(text: string): string {
  return text
    .split(/[^\S\u00a0\u202f]+/)
    .filter(Boolean)
    .join(' ')
}

/** Spans with blanks collapsed across them as in one string. */
export function styledText(spans: Span[]): StyledText {
  let text = ''
  const ends = spans.map((span) => {
    for (const character of span.text) {
      if (!blank.test(character)) text += character
      else if (text !== '' && !text.endsWith(' ')) text += ' '
    }
    return text.length
  })
  const trimmed = text.endsWith(' ') ? text.slice(0, -1) : text
  return { text: trimmed, spans, ends: ends.map((end) => Math.min(end, trimmed.length)) }
}

/** The spans of `text.slice(from, to)`. */
export function lineOf({ text, spans, ends }: StyledText, from: number, to: number): Span[] {
  return spans.flatMap((span, i) => {
    const [start, end] = [Math.max(from, i ? ends[i - 1] : 0), Math.min(to, ends[i])]
    return end > start ? [{ ...span, text: text.slice(start, end) }] : []
  })
}

/** Only these are opened from a printed file. */
export function safeLink(href: string | undefined): string | undefined {
  return href && /^(https?:\/\/|mailto:)[^\s<>"'`{}|\\^]+$/i.test(href) ? href : undefined
}
