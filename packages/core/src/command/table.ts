/** A plain text table: left-aligned text, right-aligned numbers, one space of padding. */
export function formatTable(columns: { key: string; label: string; digits?: number }[], rows: Record<string, unknown>[]): string {
  const text = (value: unknown, digits?: number) => {
    if (value === null || value === undefined) return '–'
    if (typeof value === 'number') return digits === undefined ? String(value) : Number.isFinite(value) ? value.toFixed(digits) : '–'
    return String(value)
  }
  const cells = rows.map((row) => columns.map(({ key, digits }) => text(row[key], digits)))
  const numeric = columns.map(({ key }) => rows.some((row) => typeof row[key] === 'number'))
  const widths = columns.map(({ label }, i) => Math.max(label.length, ...cells.map((row) => row[i].length)))
  const line = (row: string[]) =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ label }) => label)), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n')
}
