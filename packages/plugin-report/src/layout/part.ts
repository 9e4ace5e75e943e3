/**
 * Things that stand below or beside each other, elastic by one number, `stretch`.
 *
 * Pictures take their ideal height times it, within their limits; above 1 the gaps between paragraphs and the rows of
 * tables open too, so that a column is filled without a hole.
 */
import type { Box, TableBox, TextBox } from './model.js'
import { textHeightMm } from './paragraphs.js'
import { ptToMm } from './style-sheet.js'

/** `gapMm` lies above it, unless it is the first. */
export interface Part {
  gapMm: number
  hasPicture: boolean
  heightMm(stretch: number): number
  place(xMm: number, yMm: number, stretch: number): Box[]
}

/** Gaps between paragraphs grow to 3.5 times, rows of tables by 0.7 lines. */
const widestGap = 2.5
const tallestRow = 0.7

/** 0 at their own size, 1 where gaps and codes are as large as they become. */
export function opened(stretch: number): number {
  return Math.max(0, Math.min(1, (stretch - 1) / 1.5))
}

export function textPart(box: TextBox, gapMm: number): Part {
  const gaps = (stretch: number) => 1 + widestGap * opened(stretch)
  const heightMm = (stretch: number) => textHeightMm(box.paragraphs, box.sizePt, gaps(stretch))
  return {
    gapMm,
    hasPicture: false,
    heightMm,
    place(xMm, yMm, stretch) {
      const paragraphs = box.paragraphs.map((paragraph) => ({ ...paragraph, afterPt: paragraph.afterPt * gaps(stretch) }))
      return [{ ...box, paragraphs, heightMm: heightMm(stretch), xMm, yMm }]
    },
  }
}

export function tablePart(box: TableBox, gapMm: number): Part {
  const moreMm = (stretch: number) => tallestRow * box.sizePt * ptToMm * opened(stretch)
  const heightMm = (stretch: number) => box.heightMm + moreMm(stretch) * box.rows.length
  return {
    gapMm,
    hasPicture: false,
    heightMm,
    place(xMm, yMm, stretch) {
      const rows = box.rows.map((row) => ({ ...row, heightMm: row.heightMm + moreMm(stretch) }))
      return [{ ...box, rows, heightMm: heightMm(stretch), xMm, yMm }]
    },
  }
}

/** Parts below each other as one. */
export function stack(parts: Part[], gapMm = 0): Part {
  return {
    gapMm,
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

/** Parts beside each other, each `eachMm` wide. */
export function beside(parts: Part[], eachMm: number, gutterMm: number, gapMm = 0): Part {
  return {
    gapMm,
    hasPicture: parts.some((part) => part.hasPicture),
    heightMm: (stretch) => Math.max(...parts.map((part) => part.heightMm(stretch))),
    place: (xMm, yMm, stretch) => parts.flatMap((part, i) => part.place(xMm + i * (eachMm + gutterMm), yMm, stretch)),
  }
}
