/** What is said in spans and blocks of the source. */
import type { Block, NumberOrigin, Span } from './model.js'

export function textOf(spans: Span[]): string {
  return spans.map(({ text }) => text).join('')
}

export function numbersIn(paragraphs: (Span[] | undefined)[]): NumberOrigin[] {
  return paragraphs.flatMap((spans = []) => spans.flatMap(({ number }) => number ?? []))
}

/** The texts of a block that can be styled; none of a figure, whose caption stands with the figure. */
export function spansOfBlock(block: Block | { kind: 'figure' | 'todo' }): Span[][] {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return [block.spans]
    case 'list':
      return block.items
    case 'table':
      return [...block.header, ...block.rows.flat()]
    default:
      return []
  }
}
