/** The tables of a paper, of Markdown and of figures, in one shape: spans a cell, which column is of numbers, how wide. */
import { isTableKind } from '../figures/index.js'
import { textOf } from '../source/block-text.js'
import type { Span } from '../source/model.js'
import type { PaperRules } from '../venues/venue.js'
import type { PaperBlock } from './document.js'
import { kitOf } from './kits.js'
import { columnMm, textWidthMm } from './rules.js'
import { computerModern, type TableWidths, tableWidths, times } from './table-widths.js'

export interface PaperTable {
  header: Span[][]
  rows: { cells: Span[][]; strong: boolean }[]
  aligns: ('left' | 'right')[]
  widths: TableWidths
}

/** Tables are set one point smaller than text. */
export function tablePt({ layout }: PaperRules): number {
  return layout.fontPt - 1
}

/** Undefined where the block is no table. */
export function tableOf(block: PaperBlock, rules: PaperRules): PaperTable | undefined {
  const parts = partsOf(block)
  if (!parts) return undefined
  const texts = parts.rows.map(({ cells }) => cells.map(textOf))
  const face = kitOf(rules.layout).family === 'llncs' ? computerModern : times
  const strong = parts.rows.map((row) => row.strong)
  const widths = tableWidths(parts.header.map(textOf), texts, tablePt(rules), columnMm(rules), textWidthMm(rules), face, strong)
  return { ...parts, widths }
}

function partsOf(block: PaperBlock): Omit<PaperTable, 'widths'> | undefined {
  if (block.kind === 'table') {
    const rows = block.rows.map((cells) => ({ cells, strong: false }))
    return { header: block.header, rows, aligns: block.header.map((_, i) => (block.rows.every((row) => isNumber(textOf(row[i] ?? []))) ? 'right' : 'left')) }
  }
  if (block.kind !== 'figure' || !isTableKind(block.figure.kind)) return undefined
  const { kind, source, options } = block.figure
  const { columns, rows } = kind.table(source, options)
  const spans = (text: string): Span[] => [{ text }]
  return {
    header: columns.map(({ label }) => spans(label)),
    rows: rows.map(({ cells, strong }) => ({ cells: cells.map(spans), strong })),
    aligns: columns.map(({ align }) => align),
  }
}

function isNumber(text: string): boolean {
  return /^[-−+±\d.,\s%–()]*$/.test(text)
}
