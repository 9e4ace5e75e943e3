/** A table read as groups by series: two text columns and a number, or one text column and several numbers on one scale. */
import type { Result, Table } from '@phd/core'
import { axisTitle } from './kind.js'
import { type FigureOptions, namedIn, nothingLeft, type OptionRules } from './options.js'
import { labelColumn, numericColumns, numericKeys } from './table.js'

export interface Cross {
  groups: string[]
  series: string[]
  /** Of the values, for the axis. */
  title: string
  /** What tells the series apart, where a column says it: `Replies`. */
  seriesLabel?: string
  digits?: number
  /** By group and series; NaN where there is none. */
  at(group: string, series: string): number
  /** n of a group, where the table has it. */
  n(group: string): number | undefined
}

/** `column` is the number, `columns` the numbers, `split` the second text. */
export const crossOptions: OptionRules = { column: { nameOf: numericKeys }, columns: { namesOf: numericKeys }, split: { nameOf: textKeys }, most: 'count' }

function textKeys(result: Result): string[] {
  return result.shape === 'table' ? result.columns.map(({ key }) => key).filter((key) => result.rows.every((row) => typeof row[key] === 'string')) : []
}

/** Undefined where the table is neither. */
export function crossOf(table: Table, options: FigureOptions): Cross | undefined {
  const label = labelColumn(table)
  if (!label || table.rows.length === 0) return undefined
  const named = (row: Table['rows'][number]) => String(row[label.key])
  const groups = [...new Set(table.rows.map(named))]
  const numeric = numericColumns(table)
  const nOf = (group: string) => {
    const all = table.rows.filter((row) => named(row) === group).map((row) => row.n)
    return all.every((n) => typeof n === 'number') && new Set(all).size === 1 ? Number(all[0]) : undefined
  }
  const wanted = namedIn(
    'columns',
    options.columns,
    numeric.map(({ key }) => key),
  )
  const split = wanted ? undefined : splitOf(table, label.key, options)
  if (split) {
    const value = numeric.find(({ key }) => key === options.column) ?? numeric.find(({ key }) => !['n', 'authors'].includes(key)) ?? numeric[0]
    if (!value) return undefined
    const find = (group: string, series: string) => table.rows.find((row) => named(row) === group && String(row[split.key]) === series)
    const series = [...new Set(table.rows.map((row) => String(row[split.key])))]
    if (groups.length * series.length < table.rows.length) return undefined
    return { groups, series, title: axisTitle(value), seriesLabel: split.label, digits: value.digits, at: (g, s) => numberOf(find(g, s)?.[value.key]), n: nOf }
  }
  if (groups.length < table.rows.length) return undefined
  const columns = wanted ? wanted.flatMap((key) => numeric.find((column) => column.key === key) ?? []) : onOneScale(table, numeric)
  if (columns.length < 2) return undefined
  const byLabel = new Map(columns.map((column) => [column.label, column]))
  const find = (group: string) => table.rows.find((row) => named(row) === group)
  return {
    groups,
    series: [...byLabel.keys()],
    title: columns.every(({ unit }) => unit === columns[0].unit) && columns[0].unit ? columns[0].unit : isShare(table, columns) ? 'share' : 'value',
    digits: columns[0].digits,
    at: (group, series) => numberOf(find(group)?.[byLabel.get(series)?.key ?? '']),
    n: nOf,
  }
}

/** As it is drawn: the first groups, as many as `most` says or as can be read, and series. REPORT_FIGURE_OPTION where the options leave none. */
export function drawnCross(table: Table, options: FigureOptions, mostGroups: number, mostSeries = Number.POSITIVE_INFINITY): Cross {
  const cross = crossOf(table, options)
  if (!cross) throw nothingLeft(options, 'a number by two columns of text (column, split), or several columns on one scale (columns)')
  const most = typeof options.most === 'number' ? options.most : mostGroups
  return { ...cross, groups: cross.groups.slice(0, most), series: cross.series.slice(0, mostSeries) }
}

function splitOf({ columns, rows }: Table, label: string, { split }: FigureOptions) {
  const texts = columns.filter(({ key }) => key !== label && rows.every((row) => typeof row[key] === 'string') && new Set(rows.map((row) => row[key])).size > 1)
  return texts.find(({ key }) => key === split) ?? texts[0]
}

/** Shares stand on one scale; other numbers only where they have the same unit. Counts called n are no series. */
function onOneScale(table: Table, numeric: Table['columns']): Table['columns'] {
  const shares = numeric.filter((column) => isShare(table, [column]))
  if (shares.length > 1) return shares
  const unit = numeric.find(({ unit }) => unit)?.unit
  return unit ? numeric.filter((column) => column.unit === unit) : []
}

function isShare({ rows }: Table, columns: Table['columns']): boolean {
  const values = columns.flatMap(({ key }) => rows.map((row) => row[key]))
  return values.every((value) => value === null || value === undefined || (typeof value === 'number' && value >= 0 && value <= 1))
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}
