/**
 * Break a paragraph into lines, greedily, as PowerPoint, LibreOffice and Typst do.
 *
 * A line may end at a space (not a no-break space) or after a hyphen or slash inside a word; a word longer than the line
 * is broken where it must be. Text of several styles is measured piece by piece, each in its own weight.
 */
import type { Span } from '../source/model.js'
import type { FontMetrics, Weight } from './fonts.js'
import { collapse, lineOf, type StyledText, styledText } from './spans.js'

/** Lines of `text` that are at most `widthEm` wide (width in points / font size in points). */
export function wrap(text: string, widthEm: number, metrics: FontMetrics, weight: Weight = 'regular'): string[] {
  const measured = measuredText(text, metrics, weight)
  return breakLines(measured, widthEm).map(([from, to]) => measured.text.slice(from, to))
}

/** The lines of a text of several styles; joined, the spans of a line are the line. */
export function wrapSpans(spans: Span[], widthEm: number, metrics: FontMetrics, weight: Weight = 'regular'): { lines: string[]; spans: Span[][] } {
  const measured = measuredSpans(spans, metrics, weight)
  const ranges = breakLines(measured, widthEm)
  return { lines: ranges.map(([from, to]) => measured.text.slice(from, to)), spans: ranges.map(([from, to]) => lineOf(measured.styled, from, to)) }
}

/** Width of a line in its styles, in em. */
export function spansWidthEm(spans: Span[], metrics: FontMetrics, weight: Weight = 'regular'): number {
  return spans.reduce((sum, span) => sum + metrics.widthEm(span.text, weightOf(span, weight)), 0)
}

function widthOfSpans(styled: StyledText, from: number, to: number, metrics: FontMetrics, weight: Weight): number {
  // Nearly every piece lies in one span.
  const only = styled.ends.findIndex((end) => end >= to)
  const start = only > 0 ? styled.ends[only - 1] : 0
  if (start <= from) return metrics.widthEm(styled.text.slice(from, to), weightOf(styled.spans[only], weight))
  return spansWidthEm(lineOf(styled, from, to), metrics, weight)
}

/** The weight of a span inside a box of weight `base`. */
export function weightOf({ bold, italic }: Pick<Span, 'bold' | 'italic'>, base: Weight): Weight {
  const isBold = bold || base === 'bold' || base === 'boldItalic'
  const isItalic = italic || base === 'italic' || base === 'boldItalic'
  if (isBold) return isItalic ? 'boldItalic' : 'bold'
  return isItalic ? 'italic' : 'regular'
}

type Range = [from: number, to: number]

/** A text with what breaking it asks for: widths in em, which are the same at every size of the letters. */
interface Measured {
  /** Words one space apart. */
  text: string
  /** Words, and the parts of words that a line may end after. */
  pieces: Range[]
  widths: number[]
  /** Width of the space before each piece. */
  gaps: number[]
  width(from: number, to: number): number
}

function measure(text: string, width: Measured['width']): Measured {
  const pieces = split(text)
  const gaps = pieces.map(([from], i) => (i > 0 && from > pieces[i - 1][1] ? width(pieces[i - 1][1], from) : 0))
  return { text, pieces, widths: pieces.map(([from, to]) => width(from, to)), gaps, width }
}

/** A layout breaks one text again and again, for each size and width that it tries. */
interface Known {
  texts: Map<string, Measured>
  spans: WeakMap<Span[], Measured & { styled: StyledText }>
}

const known = new WeakMap<FontMetrics, Record<Weight, Known>>()
const mostKnown = 5_000

function knownFor(metrics: FontMetrics, weight: Weight): Known {
  const none = (): Known => ({ texts: new Map(), spans: new WeakMap() })
  const all = known.get(metrics) ?? { regular: none(), bold: none(), italic: none(), boldItalic: none() }
  known.set(metrics, all)
  return all[weight]
}

function measuredText(text: string, metrics: FontMetrics, weight: Weight): Measured {
  const { texts } = knownFor(metrics, weight)
  const found = texts.get(text)
  if (found) return found
  const words = collapse(text)
  const measured = measure(words, (from, to) => metrics.widthEm(words.slice(from, to), weight))
  if (texts.size > mostKnown) texts.clear()
  texts.set(text, measured)
  return measured
}

function measuredSpans(parts: Span[], metrics: FontMetrics, weight: Weight): Measured & { styled: StyledText } {
  const { spans } = knownFor(metrics, weight)
  const found = spans.get(parts)
  if (found) return found
  const styled = styledText(parts)
  const measured = { ...measure(styled.text, (from, to) => widthOfSpans(styled, from, to, metrics, weight)), styled }
  spans.set(parts, measured)
  return measured
}

function breakLines({ text, pieces, widths, gaps, width }: Measured, widthEm: number): Range[] {
  const lines: Range[] = []
  let line: Range | undefined
  let used = 0
  for (const [i, [from, to]] of pieces.entries()) {
    const own = widths[i]
    const apart = line ? gaps[i] : 0
    if (line && used + apart + own > widthEm) {
      lines.push(line)
      line = undefined
      used = 0
    }
    if (!line && own > widthEm) {
      const parts = breakWord(text, [from, to], widthEm, width)
      lines.push(...parts.slice(0, -1))
      line = parts[parts.length - 1]
      used = width(...line)
      continue
    }
    used += line ? apart + own : own
    line = [line ? line[0] : from, to]
  }
  return line ? [...lines, line] : lines
}

function split(text: string): Range[] {
  return [...text.matchAll(/[^ ]+/g)].flatMap((word) => {
    let at = word.index
    return word[0].split(/(?<=[\p{L}\p{N}][-/])(?=\p{L})/u).map((piece): Range => {
      at += piece.length
      return [at - piece.length, at]
    })
  })
}

function breakWord(text: string, [from, to]: Range, widthEm: number, width: (from: number, to: number) => number): Range[] {
  const parts: Range[] = []
  let start = from
  let used = 0
  let at = from
  for (const character of text.slice(from, to)) {
    const own = width(at, at + character.length)
    if (at > start && used + own > widthEm) {
      parts.push([start, at])
      start = at
      used = 0
    }
    at += character.length
    used += own
  }
  return [...parts, [start, to]]
}
