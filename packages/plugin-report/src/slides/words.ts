/** Spans of text: joined, counted, divided into sentences. */
import { textOf } from '../source/block-text.js'
import type { Span } from '../source/model.js'
import { countWords } from '../text/index.js'

export function plainSpans(text: string): Span[] {
  return text ? [{ text }] : []
}

export function wordsIn(paragraphs: Span[][]): number {
  return paragraphs.reduce((sum, spans) => sum + countWords(textOf(spans)), 0)
}

/** A sentence ends at `.`, `!` or `?` before a space and a capital, a digit or a bracket, not after one letter (`e.g.`, `J. Smith`). */
const sentenceEnd = /(?<=(?:[\p{L}\p{N}\])%»”"]{2}|\d)[.!?]["”»)]?)\s+(?=[\p{Lu}\p{N}"“«])/gu

/** Every span keeps its style and its number; a mark like `[A]` stays with the sentence before it. */
export function sentencesOf(spans: Span[]): Span[][] {
  const text = textOf(spans)
  const ends = [...text.matchAll(sentenceEnd)].map(({ index, 0: gap }) => [index, index + gap.length])
  const ranges = [0, ...ends.map(([, after]) => after)].map((from, i) => [from, ends[i]?.[0] ?? text.length])
  return ranges.map(([from, to]) => sliceSpans(spans, from, to)).filter((part) => textOf(part).trim() !== '')
}

/** Characters `from` up to `to`. A number that is cut through is kept whole by the side where it begins. */
export function sliceSpans(spans: Span[], from: number, to: number): Span[] {
  let at = 0
  return spans.flatMap((span) => {
    const start = at
    at += span.text.length
    if (span.number) return start >= from && start < to ? [span] : []
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text ? [{ ...span, text }] : []
  })
}

/** `Yes.` -> `Yes`: a claim ends like a headline. */
export function withoutFullStop(spans: Span[]): Span[] {
  const text = textOf(spans)
  const end = /\s*\.(\s*(?:\[[A-Z–, ]+\])?\s*)$/.exec(text)
  if (!end) return spans
  const rest = end[1].trim()
  return [...sliceSpans(spans, 0, end.index), ...(rest ? [{ text: ` ${rest}` }] : [])]
}
