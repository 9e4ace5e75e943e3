/**
 * A section in pieces that stay whole: heading, text and first figure; then each further figure.
 *
 * Pieces of one section in one column share a card; a section that goes on in the next column goes on in a card without
 * a heading. Heights depend on one number, `stretch`: pictures take their ideal height times it, within their limits.
 */
import type { DocFigure, DocSection } from '../document/poster-document.js'
import { figureStyle, isTableKind } from '../figures/index.js'
import type { FontMetrics } from '../text/index.js'
import type { Box, PictureBox, Rect, TableBox, TextBox } from './model.js'
import { plain, textBox } from './paragraphs.js'
import { layoutTable } from './table.js'
import { colours, type TypeScale } from './theme.js'

/** `gapMm` lies above it, unless it is the first of its card. */
export interface Piece {
  section: number
  gapMm: number
  hasPicture: boolean
  heightMm(stretch: number): number
  place(xMm: number, yMm: number, stretch: number): Box[]
}

export interface Card {
  heightMm(stretch: number): number
  /** `rect` may be taller than the card, what is left over stays empty below. */
  place(rect: Rect, stretch: number): Box[]
}

/** Consecutive pieces of one section become one card. */
export function cardsOf(pieces: Piece[], { em }: TypeScale): Card[] {
  const groups: Piece[][] = []
  for (const piece of pieces) {
    const last = groups[groups.length - 1]
    if (last && last[0].section === piece.section) last.push(piece)
    else groups.push([piece])
  }
  return groups.map((group) => cardOf(stack(group), paddingOf(em), em))
}

export function measureSection(section: DocSection, number: number, widthMm: number, scale: TypeScale, metrics: FontMetrics): Piece[] {
  const { em } = scale
  const innerMm = widthMm - 2 * paddingOf(em)
  const gapMm = em * 0.55
  const heading = textBox(
    plain(section.heading),
    innerMm,
    { role: 'heading', sizePt: scale.headingPt, weight: 'bold', colour: colours.heading, background: colours.card },
    metrics,
  )
  const body = textBox(section.paragraphs, innerMm, { role: 'body', sizePt: scale.bodyPt, background: colours.card }, metrics)
  const words: Part[] = [...(section.heading ? [fixedPart(heading, 0)] : []), ...(section.paragraphs.length ? [fixedPart(body, em * 0.3)] : [])]
  const figures =
    section.wide && section.figures.length > 1
      ? [beside(section.figures, innerMm, scale, metrics)]
      : section.figures.map((figure) => figurePart(figure, innerMm, scale, metrics))
  const first = stack([...words, ...figures.slice(0, 1).map((part) => ({ ...part, gapMm }))])
  const rest = figures.slice(1)
  return [first, ...rest].map((part) => ({ ...part, section: number, gapMm }))
}

function paddingOf(em: number): number {
  return em * 0.65
}

type Part = Omit<Piece, 'section'>

/** Parts below each other as one. */
function stack(parts: Part[]): Part {
  return {
    gapMm: 0,
    hasPicture: parts.some((part) => part.hasPicture),
    heightMm: (stretch) => parts.reduce((sum, part, i) => sum + (i ? part.gapMm : 0) + part.heightMm(stretch), 0),
    place(xMm, yMm, stretch) {
      let top = yMm
      return parts.flatMap((part, i) => {
        const boxes = part.place(xMm, top + (i ? part.gapMm : 0), stretch)
        top += (i ? part.gapMm : 0) + part.heightMm(stretch)
        return boxes
      })
    },
  }
}

function cardOf(content: Part, paddingMm: number, em: number): Card {
  return {
    heightMm: (stretch) => content.heightMm(stretch) + 2 * paddingMm,
    place: (rect, stretch) => [
      { kind: 'panel', ...rect, colour: colours.card },
      { kind: 'panel', ...rect, heightMm: em * 0.12, colour: colours.accent },
      ...content.place(rect.xMm + paddingMm, rect.yMm + paddingMm, stretch),
    ],
  }
}

function fixedPart(box: TextBox, gapMm: number): Part {
  return { gapMm, hasPicture: false, heightMm: () => box.heightMm, place: (xMm, yMm) => [{ ...box, xMm, yMm }] }
}

/** A picture or table with its caption. */
function figurePart(figure: DocFigure, widthMm: number, scale: TypeScale, metrics: FontMetrics): Part {
  const { kind, source, options } = figure
  const style = figureStyle(scale.figurePt)
  const captionGapMm = scale.em * 0.3
  let note = ''
  let table: TableBox | undefined
  if (isTableKind(kind)) {
    const content = kind.table(source, options)
    const laid = layoutTable(figure, content, widthMm, [scale.floorPt, scale.captionPt], metrics)
    const unseen = [...laid.dropped, ...(content.unseen ?? [])]
    table = laid.box
    note = [content.note, unseen.length ? `Also in the run: ${unseen.join(', ')}.` : ''].filter(Boolean).join(' ')
  }
  const words = plain([figure.caption, note].filter(Boolean).join(' '))
  const caption = textBox(words, widthMm, { role: 'caption', sizePt: scale.captionPt, colour: colours.caption, background: colours.card }, metrics)
  const range = isTableKind(kind) ? undefined : kind.heights(source, widthMm, style, options, metrics)
  const bodyMm = (stretch: number) => (range ? Math.min(range.maxMm, Math.max(range.minMm, range.idealMm * stretch)) : (table?.heightMm ?? 0))
  const captionMm = caption.paragraphs.length ? captionGapMm + caption.heightMm : 0
  return {
    gapMm: 0,
    hasPicture: range !== undefined,
    heightMm: (stretch) => bodyMm(stretch) + captionMm,
    place(xMm, yMm, stretch) {
      const heightMm = bodyMm(stretch)
      const picture: PictureBox = { kind: 'picture', figure, fontPt: scale.figurePt, xMm, yMm, widthMm, heightMm }
      const body: Box = table ? { ...table, xMm, yMm } : picture
      return captionMm ? [body, { ...caption, xMm, yMm: yMm + heightMm + captionGapMm }] : [body]
    },
  }
}

function beside(figures: DocFigure[], widthMm: number, scale: TypeScale, metrics: FontMetrics): Part {
  const gutterMm = scale.em
  const eachMm = (widthMm - gutterMm * (figures.length - 1)) / figures.length
  const parts = figures.map((figure) => figurePart(figure, eachMm, scale, metrics))
  return {
    gapMm: 0,
    hasPicture: parts.some((part) => part.hasPicture),
    heightMm: (stretch) => Math.max(...parts.map((part) => part.heightMm(stretch))),
    place: (xMm, yMm, stretch) => parts.flatMap((part, i) => part.place(xMm + i * (eachMm + gutterMm), yMm, stretch)),
  }
}
