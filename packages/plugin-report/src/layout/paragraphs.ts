/** Paragraphs into text boxes of a given width: broken lines and the height that they take. */
import type { Paragraph } from '../document/poster-document.js'
import type { Span } from '../source/model.js'
import { type FontMetrics, isRightToLeft, type Weight, wrap, wrapSpans } from '../text/index.js'
import { styledMath } from '../text/math/index.js'
import type { LaidParagraph, TextBox, TextRole } from './model.js'
import { linesMm, ptToMm } from './style-sheet.js'

/** A hair narrower than the box, so that rounding in a viewer never makes one line more. */
const safety = 0.995
/** Bullet and the space behind it. */
export const bulletIndentEm = 0.9

export interface TextStyle {
  role: TextRole
  sizePt: number
  weight?: Weight
  colour: string
  background: string
  align?: 'left' | 'center' | 'right'
}

/** A text box of `widthMm` at the origin. */
export function textBox(paragraphs: Paragraph[], widthMm: number, style: TextStyle, metrics: FontMetrics): TextBox {
  const { role, sizePt, weight = 'regular', colour, background, align = 'left' } = style
  const afterPt = sizePt * 0.4
  const widthEm = (widthMm / (sizePt * ptToMm)) * safety
  const laid: LaidParagraph[] = paragraphs.map(({ text, bullet, spans }) => {
    const ownEm = widthEm - (bullet ? bulletIndentEm : 0)
    const broken = spans ? wrapSpans(styledMath(spans), ownEm, metrics, weight) : { lines: wrap(text, ownEm, metrics, weight) }
    return { text, ...broken, bullet, rightToLeft: isRightToLeft(text), afterPt }
  })
  return { kind: 'text', role, xMm: 0, yMm: 0, widthMm, heightMm: textHeightMm(laid, sizePt), paragraphs: laid, sizePt, weight, colour, background, align }
}

/** As narrow as it can be without a line more: the last line of a title is then about as long as the others. Wider where that leaves words whole. */
export function balancedBox(paragraphs: Paragraph[], widthMm: number, style: TextStyle, metrics: FontMetrics): TextBox {
  const whole = textBox(paragraphs, widthMm, style, metrics)
  const lines = lineCount(whole)
  if (lines <= paragraphs.length || paragraphs.some(({ text }) => isRightToLeft(text))) return whole
  let best = whole
  let [fails, fits] = [widthMm / 2, widthMm]
  for (let i = 0; i < 8; i++) {
    const middle = (fails + fits) / 2
    const box = textBox(paragraphs, middle, style, metrics)
    if (lineCount(box) > lines) fails = middle
    else {
      fits = middle
      best = box
    }
  }
  for (let share = fits / widthMm; share <= 1; share += 0.025) {
    const box = textBox(paragraphs, share * widthMm, style, metrics)
    if (lineCount(box) === lines && !box.paragraphs.some((paragraph) => paragraph.lines.some((line) => /[-/]$/.test(line)))) return box
  }
  return best
}

function lineCount({ paragraphs }: TextBox): number {
  return paragraphs.reduce((sum, { lines }) => sum + lines.length, 0)
}

/** `gaps` times as far apart as the paragraphs say. */
export function textHeightMm(paragraphs: LaidParagraph[], sizePt: number, gaps = 1): number {
  let [lines, betweenPt] = [0, 0]
  for (const [i, paragraph] of paragraphs.entries()) {
    lines += paragraph.lines.length
    if (i < paragraphs.length - 1) betweenPt += paragraph.afterPt * gaps
  }
  return linesMm(lines, sizePt) + betweenPt * ptToMm
}

export function plain(text: string): Paragraph[] {
  return text ? [{ text, bullet: false }] : []
}

/** One paragraph of several styles. */
export function styled(spans: Span[]): Paragraph[] {
  const text = spans.map((span) => span.text).join('')
  return text.trim() ? [{ text, bullet: false, spans }] : []
}
