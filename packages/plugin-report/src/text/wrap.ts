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
  const words = collapse(text)
  return breakLines(words, widthEm, (from, to) => metrics.widthEm(words.slice(from, to), weight)).map(([from, to]) => words.slice(from, to))
}

/** The lines of a text of several styles; joined, the spans of a line are the line. */
export function wrapSpans(spans: Span[], widthEm: number, metrics: FontMetrics, weight: Weight = 'regular'): { lines: string[]; spans: Span[][] } {
  const styled = styledText(spans)
  const ranges = breakLines(styled.text, widthEm, (from, to) => widthOfSpans(styled, from, to, metrics, weight))
  return { lines: ranges.map(([from, to]) => styled.text.slice(from, to)), spans: ranges.map(([from, to]) => lineOf(styled, from, to)) }
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

/** Ranges of `text`, whose words are one space apart. */
function breakLines(text: string, widthEm: number, width: (from: number, to: number) => number): Range[] {
  const lines: Range[] = []
  let line: Range | undefined
  let used = 0
  for (const [from, to] of pieces(text)) {
    const own = width(from, to)
    const apart = line && from > line[1] ? width(line[1], from) : 0
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

/** One paragraph is broken again and again, for each size that a layout tries. */
const known = new Map<string, Range[]>()
const mostKnown = 5_000

/** Words, and the parts of words that a line may end after. */
function pieces(text: string): Range[] {
  const found = known.get(text) ?? split(text)
  if (known.size > mostKnown) known.clear()
  known.set(text, found)
  return found
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
