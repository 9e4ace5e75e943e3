/** A table as RFC 4180 CSV; a cell that a spreadsheet would run as a formula is quoted with an apostrophe. */
import type { TableContent } from '../figures/index.js'

export function toCsv({ columns, rows }: TableContent): string {
  const lines = [columns.map(({ label }) => label), ...rows.map(({ cells }) => cells)]
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('')
}

function field(text: string): string {
  const safe = /^[=+@\t]|^-(?![\d.])/.test(text) ? `'${text}` : text.replace(/^−(?=[\d.])/, '-')
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
