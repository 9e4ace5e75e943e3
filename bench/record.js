// What benches share: the middle of a sample, the machine, and a CSV under bench/results.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

export function median(values) {
  return percentile(values, 0.5)
}

/** Linear between the two nearest ranks. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low])
}

export function machine() {
  return `${cpus().length} x ${cpus()[0].model.trim()}; ${Math.round(totalmem() / 2 ** 30)} GiB`
}

/** One line a row; the columns are those of the first row. */
export function writeCsv(name, rows) {
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))
  const columns = Object.keys(rows[0])
  writeFileSync(
    new URL(name, folder),
    `${[columns, ...rows.map((row) => columns.map((column) => row[column]))].map((row) => row.map(cell).join(',')).join('\n')}\n`,
  )
}
