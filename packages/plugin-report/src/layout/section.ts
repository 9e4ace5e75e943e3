/**
 * One section as a card: heading, text, then each figure with its caption below.
 *
 * Its height depends on one number, `stretch`: pictures take their ideal height times `stretch`, within their limits.
 */
import type { DocFigure, DocSection } from '../document/poster-document.js'
import { figureStyle, isTableKind } from '../figures/index.js'
import type { FontMetrics } from '../text/index.js'
import type { Box, PictureBox, Rect, TableBox, TextBox } from './model.js'
import { plain, textBox } from './paragraphs.js'
import { layoutTable } from './table.js'
import { colours, type TypeScale } from './theme.js'

export interface MeasuredSection {
  heightMm(stretch: number): number
  /** Boxes of the card; `rect` may be taller than the section, what is left over stays empty below. */
  place(rect: Rect, stretch: number): Box[]
}

/** A part of a section: `gapMm` lies above it. */
interface Part {
  gapMm: number
  heightMm(stretch: number): number
  place(xMm: number, yMm: number, stretch: number): Box[]
}

export function measureSection(section: DocSection, widthMm: number, scale: TypeScale, metrics: FontMetrics): MeasuredSection {
  const { em } = scale
  const paddingMm = em * 0.65
  const innerMm = widthMm - 2 * paddingMm
  const parts: Part[] = []
  const add = (part: Omit<Part, 'gapMm'>, gapMm: number) => parts.push({ ...part, gapMm: parts.length ? gapMm : 0 })
  const text = (paragraphs: DocSection['paragraphs'], role: 'heading' | 'body') =>
    textBox(
      paragraphs,
      innerMm,
      {
        role,
        sizePt: role === 'heading' ? scale.headingPt : scale.bodyPt,
        weight: role === 'heading' ? 'bold' : 'regular',
        colour: role === 'heading' ? colours.heading : colours.text,
        background: colours.card,
      },
      metrics,
    )

  if (section.heading) add(fixedPart(text(plain(section.heading), 'heading')), 0)
  if (section.paragraphs.length) add(fixedPart(text(section.paragraphs, 'body')), em * 0.3)
  if (section.wide && section.figures.length > 1) add(beside(section.figures, innerMm, scale, metrics), em * 0.55)
  else for (const figure of section.figures) add(figurePart(figure, innerMm, scale, metrics), em * 0.55)

  return {
    heightMm: (stretch) => parts.reduce((sum, part) => sum + part.gapMm + part.heightMm(stretch), 2 * paddingMm),
    place(rect, stretch) {
      const boxes: Box[] = [
        { kind: 'panel', ...rect, colour: colours.card },
        { kind: 'panel', ...rect, heightMm: em * 0.12, colour: colours.accent },
      ]
      let yMm = rect.yMm + paddingMm
      for (const part of parts) {
        boxes.push(...part.place(rect.xMm + paddingMm, yMm + part.gapMm, stretch))
        yMm += part.gapMm + part.heightMm(stretch)
      }
      return boxes
    },
  }
}

function fixedPart(box: TextBox): Omit<Part, 'gapMm'> {
  return { heightMm: () => box.heightMm, place: (xMm, yMm) => [{ ...box, xMm, yMm }] }
}

/** A picture or table with its caption. */
function figurePart(figure: DocFigure, widthMm: number, scale: TypeScale, metrics: FontMetrics): Omit<Part, 'gapMm'> {
  const { kind, source, options } = figure
  const style = figureStyle(scale.figurePt)
  const captionGapMm = scale.em * 0.3
  let note = ''
  let table: TableBox | undefined
  if (isTableKind(kind)) {
    const content = kind.table(source, options)
    const laid = layoutTable(figure, content, widthMm, scale.captionPt, metrics)
    table = laid.box
    note = [content.note, laid.dropped.length ? `Also in the run: ${laid.dropped.join(', ')}.` : ''].filter(Boolean).join(' ')
  }
  const caption = textBox(
    plain([figure.caption, note].filter(Boolean).join(' ')),
    widthMm,
    { role: 'caption', sizePt: scale.captionPt, colour: colours.caption, background: colours.card },
    metrics,
  )
  const range = isTableKind(kind) ? undefined : kind.heights(source, widthMm, style, options)
  const bodyMm = (stretch: number) => (range ? Math.min(range.maxMm, Math.max(range.minMm, range.idealMm * stretch)) : (table?.heightMm ?? 0))
  const captionMm = caption.paragraphs.length ? captionGapMm + caption.heightMm : 0
  return {
    heightMm: (stretch) => bodyMm(stretch) + captionMm,
    place(xMm, yMm, stretch) {
      const heightMm = bodyMm(stretch)
      const picture: PictureBox = { kind: 'picture', figure, fontPt: scale.figurePt, xMm, yMm, widthMm, heightMm }
      const body: Box = table ? { ...table, xMm, yMm } : picture
      return captionMm ? [body, { ...caption, xMm, yMm: yMm + heightMm + captionGapMm }] : [body]
    },
  }
}

function beside(figures: DocFigure[], widthMm: number, scale: TypeScale, metrics: FontMetrics): Omit<Part, 'gapMm'> {
  const gutterMm = scale.em
  const eachMm = (widthMm - gutterMm * (figures.length - 1)) / figures.length
  const parts = figures.map((figure) => figurePart(figure, eachMm, scale, metrics))
  return {
    heightMm: (stretch) => Math.max(...parts.map((part) => part.heightMm(stretch))),
    place: (xMm, yMm, stretch) => parts.flatMap((part, i) => part.place(xMm + i * (eachMm + gutterMm), yMm, stretch)),
  }
}
