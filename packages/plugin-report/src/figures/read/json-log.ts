/** metrics.jsonl (an object of numbers a line) and Keras' `History.history` as JSON (metric -> values by epoch). */

import type { LogRow } from './log.js'
import { unreadable } from './unreadable.js'

/** A last line that a crash cut off does not count. */
export function readJsonLines(text: string, path: string): LogRow[] {
  const lines = text.split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    try {
      return [numbersOf(JSON.parse(line))]
    } catch (cause) {
      if (i === lines.length - 1) return []
      throw unreadable(path, `line ${i + 1} is no JSON object: ${line.slice(0, 60)}`, cause)
    }
  })
}

/** Also a list of rows, and the History object as a whole (`{history: {…}, epoch: […]}`). */
export function readJsonLog(text: string, path: string): LogRow[] {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/\bNaN\b|-?\bInfinity\b/g, 'null'))
  } catch (cause) {
    throw unreadable(path, 'no JSON', cause)
  }
  if (Array.isArray(value)) return value.map(numbersOf)
  const outer = (value ?? {}) as Record<string, unknown>
  const history = isLists(outer.history) ? { epoch: outer.epoch, ...outer.history } : outer
  if (!isLists(outer.history) && !isLists(outer)) throw unreadable(path, 'JSON that is no list of rows and no Keras history (metric: [values])')
  const lists = Object.entries(history).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const length = Math.max(0, ...lists.map(([, values]) => values.length))
  const named = lists.some(([key]) => key === 'epoch') ? lists : [['epoch', Array.from({ length }, (_, i) => i)] as [string, unknown[]], ...lists]
  return Array.from({ length }, (_, i) => numbersOf(Object.fromEntries(named.map(([key, values]) => [key, values[i]]))))
}

function isLists(value: unknown): value is Record<string, unknown[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).some((list) => Array.isArray(list) && list.some((one) => typeof one === 'number'))
}

function numbersOf(row: unknown): LogRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('no object')
  return Object.fromEntries(Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}
