/**
 * A table of results, printed as a table (not as a picture).
 *
 * Columns whose values equal another column's in every row are shown once (CSI is IoU where there are two classes);
 * the note says so. `columns` in the options chooses and orders them by key.
 */
import type { Result, Table } from '@phd/core'
import type { TableContent, TableKind } from './kind.js'
import { cell, counted, decimal, listed } from './numbers.js'
import { type FigureOptions, namedIn } from './options.js'

const mostRows = 12

export const table: TableKind = {
  about: 'a table',
  options: { columns: { namesOf: columnKeys }, most: 'count', highlight: 'text' },
  draws: (result) => result.shape === 'table' && result.rows.length > 0,
  table: ({ result }, options) => tableContent(result as Table, options),
  alt: ({ result }) => {
    const { columns: all, rows } = result as Table
    const bounds = boundKeys(all)
    const columns = all.filter(({ key }) => !bounds.has(key))
    return `Table of ${counted(rows.length, 'row')} and ${counted(columns.length, 'column')}: ${listed(columns.map(({ label }) => label))}.`
  },
}

/** The column that names the rows: the first whose values are all text. */
export function labelColumn({ columns, rows }: Table): Table['columns'][number] | undefined {
  return columns.find(({ key }) => rows.length > 0 && rows.every((row) => typeof row[key] === 'string'))
}

/** Names that an option may give. */
export function columnKeys(result: Result): string[] {
  return result.shape === 'table' ? result.columns.map(({ key }) => key) : []
}

export function numericKeys(result: Result): string[] {
  return result.shape === 'table' ? numericColumns(result).map(({ key }) => key) : []
}

/** Columns of numbers, without those that bound another (`iou` has `iouLow` and `iouHigh`). */
export function numericColumns({ columns, rows }: Table): Table['columns'] {
  const bounds = boundKeys(columns)
  return columns.filter(({ key }) => !bounds.has(key) && rows.some((row) => typeof row[key] === 'number') && rows.every((row) => typeof row[key] !== 'string'))
}

function boundKeys(columns: Table['columns']): Set<string> {
  const keys = new Set(columns.map(({ key }) => key))
  return new Set(columns.flatMap(({ key }) => (keys.has(`${key}Low`) && keys.has(`${key}High`) ? [`${key}Low`, `${key}High`] : [])))
}

/** The interval of a value, where the row has one. */
export function boundsOf(row: Table['rows'][number], key: string): { low: number; high: number } | undefined {
  const [low, high] = [row[`${key}Low`], row[`${key}High`]]
  return typeof low === 'number' && typeof high === 'number' ? { low, high } : undefined
}

/** `0.544 ± 0.032`, or `0.544 [0.501, 0.560]` where the interval is not even, or the value alone. */
export function cellWithBounds(row: Table['rows'][number], key: string, digits?: number): string {
  const [value, bounds] = [row[key], boundsOf(row, key)]
  if (!bounds || typeof value !== 'number') return cell(value, digits)
  const places = digits || 3
  const half = decimal(bounds.high - value, places)
  if (half === decimal(value - bounds.low, places)) return `${cell(value, digits)} ± ${half}`
  return `${cell(value, digits)} [${decimal(bounds.low, places)}, ${decimal(bounds.high, places)}]`
}

/** A column of missing values stands like one of numbers. */
function holdsNumbers({ rows }: Table, key: string): boolean {
  return rows.every((row) => typeof row[key] === 'number' || row[key] === null || row[key] === undefined)
}

function tableContent(result: Table, options: FigureOptions): TableContent {
  const known = result.columns.map(({ key }) => key)
  const wanted = namedIn('columns', options.columns, known)
  const asked = wanted ? wanted.flatMap((key) => result.columns.find((column) => column.key === key) ?? []) : result.columns
  const twins = wanted ? new Map<string, string>() : identicalColumns(result)
  const bounds = boundKeys(result.columns)
  const columns = asked.filter(({ key }) => !twins.has(key) && !(bounds.has(key) && !wanted))
  const most = typeof options.most === 'number' ? options.most : mostRows
  const rows = result.rows.slice(0, most)
  const label = labelColumn(result)
  const notes = [...twins].map(([key, twin]) => `${labelOf(result, key)} equals ${labelOf(result, twin)}.`)
  const unseen = wanted ? result.columns.filter(({ key }) => !wanted.includes(key)) : []
  if (rows.length < result.rows.length) notes.push(`The first ${rows.length} of ${result.rows.length} rows.`)
  return {
    columns: columns.map(({ key, label: text, unit }) => ({ label: unit ? `${text} (${unit})` : text, align: holdsNumbers(result, key) ? 'right' : 'left' })),
    rows: rows.map((row) => ({
      cells: columns.map(({ key, digits }) => cellWithBounds(row, key, digits)),
      strong: options.highlight !== undefined && label !== undefined && String(row[label.key]) === String(options.highlight),
    })),
    note: notes.join(' ') || undefined,
    unseen: unseen.map(({ label: text }) => text),
  }
}

/** Later numeric column -> earlier column with the same values. */
function identicalColumns(result: Table): Map<string, string> {
  const twins = new Map<string, string>()
  const numeric = numericColumns(result).filter(({ key }) => result.rows.every((row) => typeof row[key] === 'number'))
  if (result.rows.length < 2) return twins
  numeric.forEach(({ key, digits }, j) => {
    const twin = numeric
      .slice(0, j)
      .find((other) => other.digits === digits && !twins.has(other.key) && result.rows.every((row) => row[other.key] === row[key]))
    if (twin) twins.set(key, twin.key)
  })
  return twins
}

function labelOf({ columns }: Table, key: string): string {
  return columns.find((column) => column.key === key)?.label ?? key
}
