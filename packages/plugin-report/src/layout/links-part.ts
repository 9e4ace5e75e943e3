/** QR codes beside each other, each with its label below: what a visitor takes along. */
import type { PosterLink } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import type { Box, ImageBox } from './model.js'
import { textBox } from './paragraphs.js'
import { opened, type Part } from './part.js'
import { ptToMm, type StyleSheet } from './style-sheet.js'

/** With its quiet zone; a telephone reads it from ten times as far. */
const smallestMm = 25
const sizeEm = 6
/** Room for a label, by the code's width. */
const widestShare = 1.7
/** Codes grow by this where a column has room to fill: they are then read from further away. */
const mostGrowth = 0.6

export interface LinkLook {
  colour: string
  background: string
  align?: 'left' | 'center'
}

/** In as many rows as the width needs. */
export function linksPart(links: PosterLink[], widthMm: number, sheet: StyleSheet, look: LinkLook, metrics: FontMetrics, gapMm = 0): Part {
  const qrMm = Math.min(widthMm, Math.max(smallestMm, sizeEm * sheet.em))
  const gutterMm = sheet.em
  const perRow = Math.max(1, Math.min(links.length, Math.floor((widthMm + gutterMm) / (qrMm * 1.35 + gutterMm))))
  const eachMm = Math.min((widthMm - gutterMm * (perRow - 1)) / perRow, Math.max(qrMm * widestShare, gutterMm))
  const cells = links.map((link) => {
    const spans = [{ text: link.label, href: link.url, bold: true }]
    const style = { role: 'caption' as const, sizePt: sheet.captionPt, ...look }
    const label = textBox([{ text: link.label, bullet: false, spans }], eachMm, style, metrics)
    return { link, label, belowMm: labelGapMm(sheet) + label.heightMm }
  })
  const grown = (stretch: number) => Math.min(eachMm, qrMm * (1 + mostGrowth * opened(stretch)))
  const rows = Array.from({ length: Math.ceil(cells.length / perRow) }, (_, r) => cells.slice(r * perRow, (r + 1) * perRow))
  const rowMm = (row: typeof cells, stretch: number) => grown(stretch) + Math.max(...row.map((cell) => cell.belowMm))
  return {
    gapMm,
    hasPicture: false,
    heightMm: (stretch) => rows.reduce((sum, row, r) => sum + (r ? gutterMm : 0) + rowMm(row, stretch), 0),
    place(xMm, yMm, stretch) {
      const sizeMm = grown(stretch)
      let top = yMm
      return rows.flatMap((row) => {
        const boxes = row.flatMap(({ link, label }, c): Box[] => {
          const left = xMm + c * (eachMm + gutterMm)
          const indentMm = look.align === 'center' ? (eachMm - sizeMm) / 2 : 0
          return [qrBox(link, left + indentMm, top, sizeMm), { ...label, xMm: left, yMm: top + sizeMm + labelGapMm(sheet) }]
        })
        top += rowMm(row, stretch) + gutterMm
        return boxes
      })
    },
  }
}

export function qrBox({ qr, label, url }: PosterLink, xMm: number, yMm: number, sizeMm: number): ImageBox {
  return {
    kind: 'image',
    name: `QR code ${label}`,
    svg: qr,
    alt: `QR code that leads to ${label}: ${url}`,
    href: url,
    xMm,
    yMm,
    widthMm: sizeMm,
    heightMm: sizeMm,
  }
}

function labelGapMm({ captionPt }: StyleSheet): number {
  return captionPt * ptToMm * 0.2
}
