/** Every number that is printed, with the page and the place where it stands, in reading order. */

import type { Box, LaidDocument, PictureBox, TableBox, TextBox } from '../layout/index.js'
import { spansOfBlock } from '../source/block-text.js'
import type { Block, NumberOrigin, Span } from '../source/model.js'
import type { PrintedNumber } from './model.js'

export interface PrintedAt {
  page: number
  place: string
}

export function numbersOfSpans(spans: Span[], at: PrintedAt): PrintedNumber[] {
  const origins = spans.flatMap(({ number }) => number ?? [])
  return origins.filter((origin, i) => origin !== origins[i - 1]).map((origin) => printed(origin, at))
}

/** Of text that is set by somebody else: the LaTeX of a paper, a handout. */
export function numbersOfBlocks(blocks: Block[], at: PrintedAt): PrintedNumber[] {
  return blocks.flatMap((block) => spansOfBlock(block).flatMap((spans) => numbersOfSpans(spans, at)))
}

/** Of laid pages. A number that is broken over two lines counts once; the origins of a figure are those of its caption. */
export function numbersOfPages({ pages }: Pick<LaidDocument, 'pages'>): PrintedNumber[] {
  return pages.flatMap(({ boxes }, i) => {
    const page = i + 1
    let heading = ''
    return boxes.flatMap((box): PrintedNumber[] => {
      if (box.kind === 'panel' || box.kind === 'image') return []
      if (box.kind !== 'text')
        return withoutCaption(box, boxes)
          ? (box.figure.origins ?? []).map((origin) => printed(origin, { page, place: box.kind === 'table' ? `table ${box.figure.name}` : captionOf(box) }))
          : []
      if (box.role === 'heading') heading = textOf(box)
      const place = placeOf(box, heading, boxes)
      return box.paragraphs.flatMap(({ spans }) => numbersOfSpans((spans ?? []).flat(), { page, place }))
    })
  })
}

/** True where no caption on the page tells the same numbers: they would be listed twice. */
function withoutCaption(box: PictureBox | TableBox, boxes: Box[]): boolean {
  return !boxes.some((other) => other.kind === 'text' && textOf(other) === box.figure.caption && other.paragraphs.some(({ spans }) => spans))
}

function placeOf(box: TextBox, heading: string, boxes: Box[]): string {
  const figure = boxes.find((other) => isFigure(other) && other.figure.caption === textOf(box))
  if (figure && isFigure(figure)) return captionOf(figure)
  if (box.role === 'body' || box.role === 'caption') return heading ? `section "${heading}"` : 'text'
  return {
    title: 'title',
    byline: 'byline',
    finding: 'finding',
    stamp: 'stamp',
    number: 'key number',
    numberLabel: 'key number',
    heading: `heading "${heading}"`,
    footer: 'footer',
  }[box.role]
}

function isFigure(box: Box): box is PictureBox | TableBox {
  return box.kind === 'picture' || box.kind === 'table'
}

function captionOf({ figure }: PictureBox | TableBox): string {
  return `caption of ${figure.name}`
}

function textOf(box: TextBox): string {
  return box.paragraphs.map(({ text }) => text).join(' ')
}

function printed(origin: NumberOrigin, { page, place }: PrintedAt): PrintedNumber {
  return { ...origin, page, place }
}
