/** A sentence as large as its space allows. */
import type { Paragraph } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import type { TextBox } from './model.js'
import { balancedBox, type TextStyle, textBox } from './paragraphs.js'
import { ptToMm, type StyleSheet } from './style-sheet.js'

/** Of the width, so that no line holds fewer than about ten letters. */
const largestShare = 0.2

/** Not smaller than a heading; undefined where it does not fit. */
export function hugeBox(
  words: Paragraph[],
  widthMm: number,
  heightMm: number,
  style: Omit<TextStyle, 'sizePt'>,
  { headingPt }: StyleSheet,
  metrics: FontMetrics,
): TextBox | undefined {
  let [low, high] = [headingPt, Math.max(headingPt, Math.floor((widthMm * largestShare) / ptToMm))]
  const fits = (sizePt: number) => {
    const box = textBox(words, widthMm, { ...style, sizePt }, metrics)
    const longest = Math.max(0, ...words.flatMap(({ text }) => text.split(/\s+/).map((word) => metrics.widthEm(word, style.weight))))
    return box.heightMm <= heightMm && (sizePt === headingPt || longest * sizePt * ptToMm * 1.01 <= widthMm)
  }
  if (!fits(low)) return undefined
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return balancedBox(words, widthMm, { ...style, sizePt: low }, metrics)
}
