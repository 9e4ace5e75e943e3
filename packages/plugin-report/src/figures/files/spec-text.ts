/** JSON to edit by hand: what fits stands in one line, and so does each row of data. */
const mostColumns = 120

export function specText(value: unknown): string {
  return `${written(value, '', '')}\n`
}

function written(value: unknown, indent: string, key: string, isRow = false): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  if (isRow || typeof value !== 'object' || value === null || (key !== '' && indent.length + key.length + line.length < mostColumns)) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[\n${value.map((one) => inner + written(one, inner, '-', key === 'values')).join(',\n')}\n${indent}]`
  }
  // The rows of named data stand one level below.
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const lines = entries.map(([name, one]) => `${inner}${JSON.stringify(name)}: ${written(one, inner, key === 'datasets' ? 'values' : name)}`)
  return entries.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}
