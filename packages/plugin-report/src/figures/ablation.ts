/** An ablation table: the full model first, then what each change does to every score. */
import type { Table } from '@phd/core'
import type { TableContent, TableKind } from './kind.js'
import { cell, counted, decimal, listed } from './numbers.js'
import { type FigureOptions, namedIn } from './options.js'
import { labelColumn, numericColumns, numericKeys } from './table.js'

const mostColumns = 3

export const ablation: TableKind = {
  about: 'a table of scores and their change against one row',
  options: { columns: { namesOf: numericKeys }, reference: 'text' },
  draws: (result) => result.shape === 'table' && result.rows.length > 1 && labelColumn(result) !== undefined && numericColumns(result).length > 0,
  table: ({ result }, options) => ablationContent(result as Table, options),
  alt({ result }, options) {
    const table = result as Table
    const { label, columns, reference } = chosen(table, options)
    const first = columns[0]
    const rows = table.rows.filter((row) => row !== reference).map((row) => `${row[label]} ${signed(difference(row, reference, first.key), first.digits)}`)
    return `Ablation table. ${reference[label]} has ${first.label} ${cell(reference[first.key], first.digits)}; against it, ${listed(rows)}. ${counted(columns.length, 'score')} in all.`
  },
}

function chosen(table: Table, options: FigureOptions) {
  const label = labelColumn(table)?.key ?? table.columns[0].key
  const numeric = numericColumns(table)
  const wanted = namedIn(
    'columns',
    options.columns,
    numeric.map(({ key }) => key),
  )
  const columns = wanted ? wanted.flatMap((key) => numeric.find((column) => column.key === key) ?? []) : numeric.slice(0, mostColumns)
  const reference = table.rows.find((row) => String(row[label]) === String(options.reference)) ?? table.rows[0]
  return { label, columns, reference }
}

function ablationContent(table: Table, options: FigureOptions): TableContent {
  const { label, columns, reference } = chosen(table, options)
  const labelText = table.columns.find(({ key }) => key === label)?.label ?? label
  return {
    columns: [
      { label: labelText, align: 'left' },
      ...columns.flatMap(({ label: text, unit }) => [
        { label: unit ? `${text} (${unit})` : text, align: 'right' as const },
        { label: 'Δ', align: 'right' as const },
      ]),
    ],
    rows: table.rows.map((row) => ({
      strong: row === reference,
      cells: [
        String(row[label]),
        ...columns.flatMap(({ key, digits }) => [cell(row[key], digits), row === reference ? '' : signed(difference(row, reference, key), digits)]),
      ],
    })),
    note: `Δ is the change against ${reference[label]}.`,
  }
}

function difference(row: Table['rows'][number], reference: Table['rows'][number], key: string): number {
  return typeof row[key] === 'number' && typeof reference[key] === 'number' ? row[key] - reference[key] : Number.NaN
}

function signed(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return '–'
  const text = digits === undefined && Number.isInteger(value) ? cell(value) : decimal(value, digits ?? 3)
  return value > 0 && Number(text) !== 0 ? `+${text}` : text.replace(/^−(?=0(\.0*)?$)/, '')
}
