/** Key numbers beside each other: large, with what each is below. */
import type { KeyNumber } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import type { Box } from './model.js'
import { styled, textBox } from './paragraphs.js'
import { type Part, stack } from './part.js'
import { ptToMm, type StyleSheet } from './style-sheet.js'

export interface NumberLook {
  number: string
  label: string
  background: string
}

/** In as few rows as hold `mostInRow` each, as long as each other, with values of one size. */
export function numbersRows(numbers: KeyNumber[], mostInRow: number, widthMm: number, sheet: StyleSheet, look: NumberLook, metrics: FontMetrics): Part {
  const inRow = Math.ceil(numbers.length / Math.ceil(numbers.length / mostInRow))
  const rows = Array.from({ length: Math.ceil(numbers.length / inRow) }, (_, i) => numbers.slice(i * inRow, (i + 1) * inRow))
  return stack(rows.map((row) => ({ ...numbersRow(row, widthMm, sheet, look, metrics, inRow), gapMm: sheet.em * 0.5 })))
}

export function numbersRow(numbers: KeyNumber[], widthMm: number, sheet: StyleSheet, look: NumberLook, metrics: FontMetrics, columns = numbers.length): Part {
  const gutterMm = sheet.em
  const eachMm = (widthMm - gutterMm * (columns - 1)) / columns
  const sizePt = valueSize(numbers, eachMm, sheet, metrics)
  const { background } = look
  const cells = numbers.map(({ value, label }) => [
    textBox(styled(value), eachMm, { role: 'number', sizePt, weight: 'bold', colour: look.number, background }, metrics),
    textBox(styled(label), eachMm, { role: 'numberLabel', sizePt: sheet.labelPt, colour: look.label, background }, metrics),
  ])
  return {
    gapMm: 0,
    hasPicture: false,
    heightMm: () => Math.max(...cells.map(([value, label]) => value.heightMm + label.heightMm)),
    place: (xMm, yMm) =>
      cells.flatMap(([value, label], i): Box[] => {
        const left = xMm + i * (eachMm + gutterMm)
        return [
          { ...value, xMm: left, yMm },
          { ...label, xMm: left, yMm: yMm + value.heightMm },
        ]
      }),
  }
}

/** All values in one size, each on one line where possible. */
function valueSize(numbers: KeyNumber[], widthMm: number, { numberPt, bodyPt }: StyleSheet, metrics: FontMetrics): number {
  const widest = Math.max(...numbers.map(({ value }) => metrics.widthEm(value.map(({ text }) => text).join(''), 'bold')), 0.1)
  return Math.max(bodyPt, Math.min(numberPt, Math.floor((widthMm * 0.99) / ptToMm / widest)))
}
