/** A table of a file as the result that its columns speak of: places, calibration, precision and recall, else a table. */
import type { Calibration, Curves, Geo, Result, Table } from '@phd/core'
import type { DelimitedTable } from './delimited.js'
import { unreadable } from './unreadable.js'

export function resultOfTable({ header, rows }: DelimitedTable, title: string, path: string): Result {
  const find = (pattern: RegExp) => header.findIndex((name) => pattern.test(name))
  const numbers = (column: number) => rows.map((row) => (typeof row[column] === 'number' ? row[column] : Number.NaN))
  const complete = (...columns: number[]) => columns.every((column) => column >= 0 && numbers(column).every(Number.isFinite))
  const [longitude, latitude, n, forecast, observed] = [/^lon(gitude)?$|^lng$/i, /^lat(itude)?$/i, /^(n|count)$/i, /^forecast$/i, /^observed$/i].map(find)
  if (complete(longitude, latitude)) {
    const name = find(/^(name|place)$/i)
    const [counts, values] = [n >= 0 ? numbers(n) : undefined, find(/^value$/i)]
    const places = rows.map((row, i) => ({
      name: String(row[name] ?? i + 1),
      longitude: Number(row[longitude]),
      latitude: Number(row[latitude]),
      n: counts?.[i] ?? 1,
      ...(complete(values) ? { value: Number(row[values]) } : {}),
    }))
    return { shape: 'geo', title, places } satisfies Geo
  }
  if (complete(forecast, observed, n)) {
    return {
      shape: 'calibration',
      title,
      bins: rows.map((row) => ({ forecast: Number(row[forecast]), observed: Number(row[observed]), n: Number(row[n]) })),
    } satisfies Calibration
  }
  const [recall, precision] = [find(/^recall$/i), find(/^precision$/i)]
  if (complete(recall, precision)) {
    const series = [{ name: 'model', x: numbers(recall), y: numbers(precision) }]
    return { shape: 'curves', title, x: { label: 'recall' }, y: { label: 'precision' }, series } satisfies Curves
  }
  if (rows.length > 2_000) throw unreadable(path, `a table of ${rows.length} rows without a column "epoch" or "step": too many for bars or a table`)
  const columns = header.map((label, i) => ({ key: label, label, ...(rows.every((row) => Number.isInteger(row[i])) ? { digits: 0 } : {}) }))
  return { shape: 'table', title, columns, rows: rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]]))) } satisfies Table
}
