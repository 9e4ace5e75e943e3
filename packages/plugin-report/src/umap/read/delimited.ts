/** Vectors as text: one a line, numbers between commas or tabs; a heading where the first line is not all numbers (RFC 4180). */
import { readFileSync, statSync } from 'node:fs'
import { PhdError } from '@phd/core'
import type { Points } from '../points.js'
import { checkSize } from './size.js'

const mostBytes = 2 ** 29 - 24

/** With `labelColumn` the heading has to name it; every other column has to hold numbers. */
export function readDelimited(file: string, separator: string, labelColumn?: string): { points: Points; columns: string[]; labels?: string[] } {
  const { size } = statSync(file)
  if (size > mostBytes)
    throw refused(file, 'at most 512 MiB of text', `${Math.round(size / 2 ** 20)} MiB`, "np.save('vectors.npy', x) is smaller and faster to read")
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
  while (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) throw refused(file, 'one vector a line', 'an empty file')
  const first = cells(lines[0], separator)
  const hasHeading = first.some((cell) => !isNumber(cell) && !/^nan$/i.test(cell.trim()))
  const names = first.map((cell, c) => (hasHeading ? cell.trim() || `${c + 1}` : `${c + 1}`))
  const labelAt = labelColumn === undefined ? -1 : hasHeading ? names.indexOf(labelColumn) : -1
  if (labelColumn !== undefined && labelAt < 0) throw noLabels(file, labelColumn, hasHeading ? names : undefined)
  const columns = names.filter((_, c) => c !== labelAt)
  const [n, d, skip] = [lines.length - (hasHeading ? 1 : 0), columns.length, hasHeading ? 1 : 0]
  if (n === 0 || d === 0) throw refused(file, 'one vector a line', n === 0 ? 'a heading only' : 'no column of numbers')
  checkSize(n, d)
  const data = new Float32Array(n * d)
  const labels: string[] = []
  for (let i = 0; i < n; i++) {
    const row = cells(lines[i + skip], separator)
    if (row.length !== names.length) throw refused(file, `${names.length} values a line`, `${row.length} in line ${i + skip + 1}`)
    let at = i * d
    for (const [c, cell] of row.entries()) {
      if (c === labelAt) labels.push(cell.trim())
      else if (isNumber(cell) || /^(nan|)$/i.test(cell.trim())) data[at++] = toNumber(cell)
      else throw notANumber(file, i + skip + 1, names[c], hasHeading)
    }
  }
  return { points: { n, d, data }, columns, labels: labelAt < 0 ? undefined : labels }
}

function isNumber(cell: string): boolean {
  return !Number.isNaN(toNumber(cell))
}

/** NaN where it is none; an empty cell is none. */
function toNumber(cell: string): number {
  const text = cell.trim()
  return text === '' ? Number.NaN : Number(text)
}

function cells(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator)
  const out: string[] = []
  let [cell, quoted] = ['', false]
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]
    if (sign === '"' && quoted && line[at + 1] === '"') {
      cell += sign
      at++
    } else if (sign === '"') quoted = !quoted
    else if (sign === separator && !quoted) {
      out.push(cell)
      cell = ''
    } else cell += sign
  }
  return [...out, cell]
}

function notANumber(file: string, line: number, column: string, hasHeading: boolean): PhdError {
  const remedy = hasHeading
    ? `--labels ${column}, if it holds the labels; else leave the column out`
    : 'give the columns a heading, and name the one with labels by --labels'
  return refused(file, 'numbers', `text in line ${line}, column "${column}"`, remedy)
}

function noLabels(file: string, asked: string, names?: string[]): PhdError {
  return new PhdError('REPORT_EMBED_LABELS', `${file} has no column "${asked}", and there is no such file.`, {
    expected: names ? `one of: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}` : 'a heading that names the columns',
    received: asked,
    usage: true,
  })
}

function refused(file: string, expected: string, received: string, remedy?: string): PhdError {
  return new PhdError('REPORT_EMBED_CSV', `${file} cannot be read as vectors.`, { expected, received, remedy })
}
