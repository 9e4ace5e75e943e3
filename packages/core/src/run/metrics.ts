/** metrics.jsonl: one JSON object a line. A last line without its end was cut by a crash and does not count. */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { PhdError } from '../errors.js'

type Metrics = Record<string, number>

/** All lines in order; METRICS_UNREADABLE names the line that is no JSON object of numbers. */
export function readMetrics(file: string): Metrics[] {
  if (!existsSync(file)) return []
  return wholeLines(readFileSync(file, 'utf8')).map((line, i) => parse(line, file, i + 1))
}

const tailBytes = 65_536

/** The last whole line, read from the end of the file; undefined where there is none. METRICS_UNREADABLE as above. */
export function readLastMetrics(file: string): Metrics | undefined {
  if (!existsSync(file)) return undefined
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const tail = Buffer.alloc(Math.min(size, tailBytes))
    readSync(handle, tail, 0, tail.length, size - tail.length)
    const line = wholeLines(tail.toString('utf8')).at(-1)
    return line === undefined ? undefined : parse(line, file)
  } finally {
    closeSync(handle)
  }
}

function wholeLines(text: string): string[] {
  return text.split('\n').slice(0, -1)
}

function parse(line: string, file: string, number?: number): Metrics {
  const unreadable = (cause?: unknown) =>
    new PhdError('METRICS_UNREADABLE', `${number ? `Line ${number}` : 'The last line'} of ${file} is no line of metrics.`, {
      expected: 'a JSON object of numbers',
      received: line.slice(0, 80),
      remedy: 'mend or remove the line',
      cause,
    })
  let values: unknown
  try {
    values = JSON.parse(line, (_, value) => (value === null ? Number.NaN : value))
  } catch (cause) {
    throw unreadable(cause)
  }
  if (typeof values !== 'object' || Array.isArray(values) || Object.values(values as object).some((value) => typeof value !== 'number')) throw unreadable()
  return values as Metrics
}
