/** A table as LaTeX `tabular`: rules above, under the header and below; no package but `array` where a cell is broken. */
import { type TableWidths, tableGapMm } from '../table-widths.js'

export interface TexTable {
  header: string[]
  rows: { cells: string[]; strong: boolean }[]
  aligns: ('left' | 'right')[]
}

export function tabular({ header, rows, aligns }: TexTable, { columnMm, broken }: TableWidths): string {
  const columns = aligns.map((align, i) => {
    const ragged = align === 'right' ? '\\raggedleft' : '\\raggedright'
    return broken ? `>{${ragged}\\arraybackslash}p{${columnMm[i].toFixed(1)}mm}` : align[0]
  })
  const line = (cells: string[]) => `${cells.map((cell) => guarded(cell)).join(' & ')} \\\\`
  const bold = (cells: string[]) => cells.map((cell) => (cell ? `\\textbf{${cell}}` : ''))
  return [
    `\\begin{tabular}{@{}${columns.join(`@{\\hspace{${tableGapMm}mm}}`)}@{}}`,
    '\\hline',
    line(bold(header)),
    '\\hline',
    ...rows.map(({ cells, strong }) => line(strong ? bold(cells) : cells)),
    '\\hline',
    '\\end{tabular}',
  ].join('\n')
}

/** `[` after a line's end would be read as its option. */
function guarded(cell: string): string {
  return cell.startsWith('[') || cell.startsWith('*') ? `{}${cell}` : cell
}
