/** Running text as large as the room allows. */
import type { Paragraph } from '../../document/poster-document.js'
import type { Rect, TextBox } from '../../layout/index.js'
import { textBox } from '../../layout/paragraphs.js'
import type { Tools } from './frame.js'

export const bodyPt = { few: 32, most: 28, besideFigure: 24, least: 18 }

/** Undefined where the text is too tall even at 18 pt. */
export function fitText(paragraphs: Paragraph[], widthMm: number, heightMm: number, mostPt: number, tools: Tools): TextBox | undefined {
  for (let sizePt = mostPt; sizePt >= bodyPt.least; sizePt--) {
    const box = bodyBox(paragraphs, widthMm, sizePt, tools)
    if (box.heightMm <= heightMm) return box
  }
  return undefined
}

function bodyBox(paragraphs: Paragraph[], widthMm: number, sizePt: number, { metrics, theme }: Tools): TextBox {
  const { text: colour, page: background } = theme.colours
  return textBox(paragraphs, widthMm, { role: 'body', sizePt, colour, background }, metrics)
}

export function at<B extends Rect>(box: B, xMm: number, yMm: number): B {
  return { ...box, xMm, yMm }
}
