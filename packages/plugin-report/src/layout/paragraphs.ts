/** Paragraphs into text boxes of a given width: broken lines and the height that they take. */
import type { Paragraph } from '../document/poster-document.js'
import { type FontMetrics, isRightToLeft, type Weight, wrap, wrapSpans } from '../text/index.js'
import type { LaidParagraph, TextBox, TextRole } from './model.js'
import { colours, linesMm, ptToMm } from './theme.js'

/** A hair narrower than the box, so that rounding in a viewer never makes one line more. */
const safety = 0.995
/** Bullet and the space behind it. */
export const bulletIndentEm = 0.9

export interface TextStyle {
  role: TextRole
  sizePt: number
  weight?: Weight
  colour?: string
  background?: string
  align?: 'left' | 'center'
}

/** A text box of `widthMm` at the origin. */
export function textBox(paragraphs: Paragraph[], widthMm: number, style: TextStyle, metrics: FontMetrics): TextBox {
  const { role, sizePt, weight = 'regular', colour = colours.text, background = colours.page, align = 'left' } = style
  const afterPt = sizePt * 0.4
  const widthEm = (widthMm / (sizePt * ptToMm)) * safety
  const laid: LaidParagraph[] = paragraphs.map(({ text, bullet, spans }) => {
    const ownEm = widthEm - (bullet ? bulletIndentEm : 0)
    const broken = spans ? wrapSpans(spans, ownEm, metrics, weight) : { lines: wrap(text, ownEm, metrics, weight) }
    return { text, ...broken, bullet, rightToLeft: isRightToLeft(text), afterPt }
  })
  return { kind: 'text', role, xMm: 0, yMm: 0, widthMm, heightMm: textHeightMm(laid, sizePt), paragraphs: laid, sizePt, weight, colour, background, align }
}

export function textHeightMm(paragraphs: LaidParagraph[], sizePt: number): number {
  const lines = paragraphs.reduce((n, paragraph) => n + paragraph.lines.length, 0)
  const between = paragraphs.slice(0, -1).reduce((sum, { afterPt }) => sum + afterPt, 0)
  return linesMm(lines, sizePt) + between * ptToMm
}

export function plain(text: string): Paragraph[] {
  return text ? [{ text, bullet: false }] : []
}
