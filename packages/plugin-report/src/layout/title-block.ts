/** Title, names and logos in a narrow column, on the page itself. */
import type { PosterDocument } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import { type Placed, sizeFor } from './header.js'
import { logosBeside } from './logos.js'
import type { Box } from './model.js'
import { balancedBox, plain, textBox } from './paragraphs.js'
import type { StyleSheet } from './style-sheet.js'

export function layoutTitleBlock(document: PosterDocument, xMm: number, widthMm: number, topMm: number, sheet: StyleSheet, metrics: FontMetrics): Placed {
  const { em, bodyPt, colours } = sheet
  const { title, byline, logos } = document
  const background = colours.page
  const sizePt = sizeFor(title, widthMm, [4, bodyPt * 1.5, bodyPt * 2], [7, bodyPt * 1.3], metrics)
  const box = balancedBox(plain(title), widthMm, { role: 'title', sizePt, weight: 'bold', colour: colours.heading, background }, metrics)
  const lines = byline.map((line) => textBox(plain(line), widthMm, { role: 'byline', sizePt: sheet.labelPt, colour: colours.text, background }, metrics))
  const boxes: Box[] = [{ ...box, xMm, yMm: topMm }]
  let yMm = topMm + box.heightMm + em * 0.4
  for (const line of lines) {
    boxes.push({ ...line, xMm, yMm })
    yMm += line.heightMm + em * 0.1
  }
  if (logos.length === 0) return { boxes, bottomMm: yMm }
  const ownMm = -logosBeside(logos, 0, em * 4, widthMm, em).leftMm
  const placed = logosBeside(logos, xMm + ownMm, em * 4, widthMm, em)
  return { boxes: [...boxes, ...placed.place(yMm + em * 0.4, 0)], bottomMm: yMm + em * 0.4 + placed.heightMm }
}
