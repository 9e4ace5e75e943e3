/** CSV (RFC 4180), TSV and semicolon-separated files with a header line. */

import type { LogRow } from './log.js'
import { unreadable } from './unreadable.js'

export interface DelimitedTable {
  header: string[]
  rows: (string | number | null)[][]
  /** All numbers, over a step: a training log. */
  isLog: boolean
  log: LogRow[]
}

export function readDelimited(text: string, path: string): DelimitedTable {
  const plain = text.replace(/^\ufeff/, '')
  const [firstLine = ''] = plain.split(/\r?\n/, 1)
  const separator = ['\t', ';', ','].find((mark) => firstLine.includes(mark)) ?? ','
  const [header = [], ...cells] = fields(plain, separator).filter((row) => row.some((one) => one.trim() !== ''))
  if (header.length < 2 || cells.length === 0) throw unreadable(path, header.length < 2 ? `the header "${firstLine.slice(0, 60)}"` : 'no rows')
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined) throw unreadable(path, `the column "${twice}" twice`)
  const uneven = cells.findIndex((row) => row.length !== header.length)
  if (uneven >= 0) throw unreadable(path, `row ${uneven + 1} with ${cells[uneven].length} values under ${header.length} names`)
  const rows = cells.map((row) => row.map(value))
  const isNumeric = rows.every((row) => row.every((one) => typeof one !== 'string'))
  const log = rows.map((row) => Object.fromEntries(header.flatMap((name, i) => (typeof row[i] === 'number' ? [[name, row[i]]] : [])))) as LogRow[]
  return {
    header: header.map((name) => name.trim()),
    rows,
    isLog: isNumeric && header.some((name) => /^(epochs?|step|global_step|iter(ation)?|batch)$/i.test(name.trim())),
    log,
  }
}

function value(text: string): string | number | null {
  const trimmed = text.trim()
  if (trimmed === '' || /^(na|nan|null|none|-?inf(inity)?)$/i.test(trimmed)) return null
  const number = Number(trimmed)
  return Number.isFinite(number) ? number : trimmed
}

function fields(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (quoted) {
      if (character !== '"') field += character
      else if (text[i + 1] === '"') field += text[++i]
      else quoted = false
    } else if (character === '"' && field === '') quoted = true
    else if (character === separator) {
      rows[rows.length - 1].push(field)
      field = ''
    } else if (character === '\n') {
      rows[rows.length - 1].push(field.replace(/\r$/, ''))
      field = ''
      rows.push([])
    } else field += character
  }
  if (field !== '' || rows[rows.length - 1].length > 0) rows[rows.length - 1].push(field)
  return rows
}
