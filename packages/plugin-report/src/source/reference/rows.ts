/** Rows of a table: chosen by conditions, then one value, or `count`, `sum(COLUMN)`, `mean(COLUMN)`, `min`, `max`. */
import { PhdError } from '@phd/core'
import type { Condition } from './grammar.js'
import { missing } from './missing.js'

export type Row = Record<string, unknown>

export function isRows(value: unknown): value is Row[] {
  return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
}

export function matching(rows: Row[], conditions: Condition[], path: string): Row[] {
  const columns = columnsOf(rows)
  for (const { column } of conditions) if (!columns.includes(column)) throw missing(`column "${column}" in ${path}`, column, columns)
  const chosen = rows.filter((row) => conditions.every((condition) => holds(row, condition, columns)))
  if (chosen.length > 0 || conditions.some(({ is }) => is !== '=')) return chosen
  const { column, value } = conditions[0]
  throw missing(`row with ${conditions.map((it) => `${it.column} = ${it.value}`).join(' and ')} in ${path}`, value, [
    ...new Set(rows.map((row) => String(row[column]))),
  ])
}

export function aggregateRows(rows: Row[], what: string, [column]: string[], path: string): number {
  const columns = columnsOf(rows)
  if (!['sum', 'mean', 'min', 'max'].includes(what))
    throw missing(
      `"${what}(…)" of rows`,
      what,
      ['sum', 'mean', 'min', 'max'].map((name) => `${name}(COLUMN)`),
    )
  if (rows.length > 0 && !columns.includes(column)) throw missing(`column "${column}" in ${path}`, column ?? '', columns)
  const values = rows.map((row) => row[column]).filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  if (values.length === 0) throw new PhdError('REPORT_NUMBER_MISSING', `${path}.${what}(${column}) has no number to work on.`)
  const sum = values.reduce((a, b) => a + b, 0)
  if (what === 'sum') return sum
  if (what === 'mean') return sum / values.length
  return values.reduce((a, b) => (what === 'min' ? Math.min(a, b) : Math.max(a, b)))
}

/** The value of a condition is another column where there is one of that name, else what is written. */
function holds(row: Row, { column, is, value }: Condition, columns: string[]): boolean {
  const left = row[column]
  const right = columns.includes(value) ? row[value] : value
  if (is === '=') return String(left) === String(right)
  if (is === '!=') return String(left) !== String(right)
  const [a, b] = [Number(left), Number(right)]
  if (left === null || right === null || Number.isNaN(a) || Number.isNaN(b)) return false
  return is === '<' ? a < b : is === '<=' ? a <= b : is === '>' ? a > b : a >= b
}

function columnsOf(rows: Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))]
}
