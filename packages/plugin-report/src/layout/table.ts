/**
 * A table laid out to a width: column widths from true text widths, cells broken into lines.
 *
 * Numbers never break. Where the table is too wide, the text columns and the headers break first; then the last columns
 * are left out, and `dropped` names them; before that, the text shrinks as far as it may.
 */
import type { DocFigure } from '../document/poster-document.js'
import type { TableContent } from '../figures/index.js'
import { type FontMetrics, wrap } from '../text/index.js'
import { defaultTheme } from '../themes/index.js'
import type { TableBox } from './model.js'
import { linesMm, ptToMm } from './style-sheet.js'

export interface LaidTable {
  box: TableBox
  dropped: string[]
}

export function layoutTable(figure: DocFigure, content: TableContent, widthMm: number, [leastPt, mostPt]: [number, number], metrics: FontMetrics): LaidTable {
  const sizePt = sizeForAll(content, widthMm, leastPt, mostPt, metrics)
  const em = sizePt * ptToMm
  const paddingMm = em * 0.3
  for (let kept = content.columns.length; ; kept--) {
    const shown = first(content, kept)
    const widths = columnWidths(shown, (widthMm - 2 * paddingMm * kept) / em, metrics)
    if (widths || kept === 1) {
      const box = tableBox(figure, shown, widths ?? [(widthMm - 2 * paddingMm) / em], widthMm, sizePt, paddingMm, metrics)
      return { box, dropped: content.columns.slice(kept).map(({ label }) => label) }
    }
  }
}

/** The largest size at which no column is left out; the smallest where there is none. */
function sizeForAll(content: TableContent, widthMm: number, leastPt: number, mostPt: number, metrics: FontMetrics): number {
  for (let sizePt = mostPt; sizePt > leastPt; sizePt--) {
    const em = sizePt * ptToMm
    if (columnWidths(content, widthMm / em - 0.6 * content.columns.length, metrics)) return sizePt
  }
  return leastPt
}

function first({ columns, rows }: TableContent, kept: number): TableContent {
  return { columns: columns.slice(0, kept), rows: rows.map(({ cells, strong }) => ({ cells: cells.slice(0, kept), strong })) }
}

/** Widths in em that fill `widthEm`; undefined where not even the narrowest fit. */
function columnWidths({ columns, rows }: TableContent, widthEm: number, metrics: FontMetrics): number[] | undefined {
  const width = (text: string) => metrics.widthEm(text, 'bold') * 1.01
  const widestWord = (text: string) => Math.max(0, ...text.split(/\s+/).map(width))
  const ranges = columns.map(({ label, align }, c) => {
    const cells = rows.map((row) => row.cells[c])
    const whole = Math.max(0, ...cells.map(width))
    const narrow = align === 'right' ? whole : Math.min(whole, Math.max(6, ...cells.map(widestWord)))
    return { least: Math.max(narrow, widestWord(label)), most: Math.max(whole, width(label)) }
  })
  const least = ranges.reduce((sum, range) => sum + range.least, 0)
  if (least > widthEm) return undefined
  const even = evenNumbers(columns, ranges, widthEm)
  if (even) return even
  const most = ranges.reduce((sum, range) => sum + range.most, 0)
  const share = most > least ? Math.min(1, (widthEm - least) / (most - least)) : 1
  const widths = ranges.map((range) => range.least + share * (range.most - range.least))
  const spare = (widthEm - widths.reduce((sum, w) => sum + w, 0)) / columns.length
  return widths.map((w) => w + spare)
}

/** All columns of numbers equally wide, the text columns share the rest; undefined where that does not fit. */
function evenNumbers(columns: TableContent['columns'], ranges: { least: number; most: number }[], widthEm: number): number[] | undefined {
  const numbers = columns.flatMap(({ align }, c) => (align === 'right' ? [ranges[c].least] : []))
  const texts = columns.flatMap(({ align }, c) => (align === 'left' ? [ranges[c]] : []))
  if (numbers.length === 0 || texts.length === 0) return undefined
  const widest = Math.max(...numbers)
  const leftEm = widthEm - widest * numbers.length
  const [least, most] = [texts.reduce((sum, range) => sum + range.least, 0), texts.reduce((sum, range) => sum + range.most, 0)]
  if (leftEm < least) return undefined
  const share = Math.min(1, (leftEm - least) / (most - least || 1))
  const spare = Math.max(0, leftEm - most) / columns.length
  return columns.map(({ align }, c) => spare + (align === 'right' ? widest : ranges[c].least + share * (ranges[c].most - ranges[c].least)))
}

function tableBox(
  figure: DocFigure,
  { columns, rows }: TableContent,
  widths: number[],
  widthMm: number,
  sizePt: number,
  paddingMm: number,
  metrics: FontMetrics,
): TableBox {
  const em = sizePt * ptToMm
  const lay = (cells: string[], strong: boolean) => {
    const lines = cells.map((cell, c) => (cell ? wrap(cell, widths[c] * 1.005, metrics, 'bold') : []))
    return { cells: lines, strong, heightMm: linesMm(Math.max(1, ...lines.map((cell) => cell.length)), sizePt) + 2 * paddingMm }
  }
  const laid = [
    lay(
      columns.map(({ label }) => label),
      true,
    ),
    ...rows.map(({ cells, strong }) => lay(cells, strong)),
  ]
  return {
    kind: 'table',
    figure,
    xMm: 0,
    yMm: 0,
    widthMm,
    heightMm: laid.reduce((sum, row) => sum + row.heightMm, 0),
    columnMm: widths.map((w) => w * em + 2 * paddingMm),
    aligns: columns.map(({ align }) => align),
    rows: laid,
    sizePt,
    paddingMm,
    colour: defaultTheme.colours.text,
    rule: defaultTheme.colours.rule,
    background: defaultTheme.colours.card,
  }
}
