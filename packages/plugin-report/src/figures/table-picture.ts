/** A table as a picture: rules above, below the head and below, columns as wide as their words, heads in lines. */
import { PhdError } from '@phd/core'
import { type FontMetrics, wrap } from '../text/index.js'
import type { TableContent } from './kind.js'
import { type FigureStyle, figureStyle, ink, ptPerMm } from './style.js'
import { fixed, svgDocument, svgText } from './svg.js'

const lineEm = 1.2
const padEm = 0.9

interface TableLayout {
  widths: number[]
  heads: string[][]
  rows: { cells: string[][]; heightPt: number; strong: boolean }[]
  noteLines: string[]
  headPt: number
  heightPt: number
}

/** Numbers never wrap; text columns and heads do. REPORT_FIGURE_SIZE where the words do not fit. */
function layoutTable({ columns, rows, note }: TableContent, widthPt: number, { fontPt }: FigureStyle, metrics: FontMetrics): TableLayout {
  const em = (text: string, bold = false) => metrics.widthEm(text, bold ? 'bold' : 'regular')
  const word = (text: string, bold = false) => Math.max(0, ...text.split(/\s+/).map((one) => em(one, bold)))
  const natural = columns.map(({ label }, i) => Math.max(em(label, true), ...rows.map(({ cells, strong }) => em(cells[i], strong))))
  const least = columns.map(({ label, align }, i) =>
    Math.max(
      word(label, true),
      ...rows.map(({ cells, strong }) => (align === 'right' ? em(cells[i], strong) : Math.min(em(cells[i], strong), word(cells[i], strong)))),
    ),
  )
  const room = widthPt / fontPt - padEm * (columns.length - 1)
  const [wanted, needed] = [natural, least].map((all) => all.reduce((sum, width) => sum + width, 0))
  if (needed > room * 1.001) {
    throw new PhdError('REPORT_FIGURE_SIZE', `A table of ${columns.length} columns does not fit into ${Math.round(widthPt / ptPerMm)} mm.`, {
      expected: `${Math.ceil(((needed + padEm * (columns.length - 1)) * fontPt) / ptPerMm)} mm, or fewer columns`,
      received: columns.map(({ label }) => label).join(', '),
      remedy: '--width text, or --option columns=KEY,KEY',
    })
  }
  const share = wanted > room ? (room - needed) / (wanted - needed) : 1
  const widths = columns.map((_, i) => (least[i] + (natural[i] - least[i]) * share + 1e-6) * fontPt)
  const heads = columns.map(({ label }, i) => wrap(label, widths[i] / fontPt, metrics, 'bold'))
  const laid = rows.map(({ cells, strong }) => {
    const lines = cells.map((text, i) => (columns[i].align === 'right' ? [text] : wrap(text, widths[i] / fontPt, metrics, strong ? 'bold' : 'regular')))
    return { cells: lines, strong, heightPt: fontPt * (Math.max(1, ...lines.map(({ length }) => length)) * lineEm + 0.35) }
  })
  const headPt = fontPt * (Math.max(...heads.map(({ length }) => length)) * lineEm + 0.5)
  const noteLines = note ? wrap(note, widthPt / fontPt, metrics) : []
  const heightPt = headPt + laid.reduce((sum, row) => sum + row.heightPt, 0) + fontPt * (0.4 + (noteLines.length ? noteLines.length * lineEm + 0.3 : 0))
  return { widths, heads, rows: laid, noteLines, headPt, heightPt }
}

/** The style in which the table fits: smaller by half points down to `floorPt` where it is too wide; REPORT_FIGURE_SIZE else. */
export function tableStyle(content: TableContent, widthMm: number, { fontPt }: FigureStyle, floorPt: number, metrics: FontMetrics): FigureStyle {
  for (let tried = fontPt; ; tried -= 0.5) {
    const style = figureStyle(Math.max(tried, floorPt))
    try {
      layoutTable(content, widthMm * ptPerMm, style, metrics)
      return style
    } catch (error) {
      if (tried <= floorPt) throw error
    }
  }
}

export function tableHeightMm(content: TableContent, widthMm: number, style: FigureStyle, metrics: FontMetrics): number {
  return layoutTable(content, widthMm * ptPerMm, style, metrics).heightPt / ptPerMm
}

export function drawTable(content: TableContent, widthMm: number, style: FigureStyle, metrics: FontMetrics): string {
  const { fontPt, linePt } = style
  const widthPt = widthMm * ptPerMm
  const layout = layoutTable(content, widthPt, style, metrics)
  const used = layout.widths.reduce((sum, width) => sum + width, 0)
  const gap = (widthPt - used) / Math.max(1, content.columns.length - 1)
  const capped = Math.min(gap, fontPt * 3)
  const starts = layout.widths.map((_, i) => layout.widths.slice(0, i).reduce((sum, width) => sum + width + capped, 0))
  const right = starts[starts.length - 1] + layout.widths[layout.widths.length - 1]
  const parts: string[] = []
  const cell = (lines: string[], column: number, top: number, bold: boolean) => {
    const isRight = content.columns[column].align === 'right'
    const x = starts[column] + (isRight ? layout.widths[column] : 0)
    lines.forEach((line, i) => {
      if (line) parts.push(svgText(line, x, top + fontPt * (0.95 + i * lineEm), fontPt, { anchor: isRight ? 'end' : 'start', bold }))
    })
  }
  const rule = (y: number, weight: number) =>
    parts.push(`<line x1="0" y1="${fixed(y)}" x2="${fixed(right)}" y2="${fixed(y)}" stroke="${ink}" stroke-width="${fixed(weight)}"/>`)
  rule(linePt * 0.4, linePt * 0.8)
  const deepest = Math.max(...layout.heads.map(({ length }) => length))
  layout.heads.forEach((lines, i) => {
    cell(lines, i, fontPt * (0.2 + (deepest - lines.length) * lineEm), true)
  })
  rule(layout.headPt, linePt * 0.5)
  let top = layout.headPt
  for (const row of layout.rows) {
    row.cells.forEach((lines, i) => {
      cell(lines, i, top + fontPt * 0.2, row.strong)
    })
    top += row.heightPt
  }
  rule(top + fontPt * 0.1, linePt * 0.8)
  layout.noteLines.forEach((line, i) => {
    parts.push(svgText(line, 0, top + fontPt * (1.3 + i * lineEm), fontPt))
  })
  return svgDocument(widthPt, layout.heightPt, parts.join(''))
}
