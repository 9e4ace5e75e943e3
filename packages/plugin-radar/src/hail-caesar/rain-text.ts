/** HAIL-CAESAR's rain: a line a time step, mm/h by zone, parted by spaces. Read and written as a stream. */
import { createReadStream } from 'node:fs'
import { PhdError } from '@phd/core'

/** Longest line that is read, in characters. */
const longestLine = 2 ** 26

/** Rows from `fromRow` on, the first `zones` values of each. RADAR_RAIN_TEXT with the line where something is wrong. */
export async function* readRainText(path: string, zones: number, fromRow = 0): AsyncGenerator<Float64Array> {
  let row = 0
  let line = 0
  for await (const text of linesOf(path)) {
    line++
    if (text.trim() === '') continue
    if (row++ < fromRow) continue
    yield rowOf(path, line, text, zones)
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 2 ** 18 })) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop()!
      if (rest.length > longestLine) throw wrong(path, 0, `lines of at most ${longestLine} characters`, 'a longer one')
      yield* lines
    }
  } catch (cause) {
    if (cause instanceof PhdError) throw cause
    throw new PhdError('RADAR_RAIN_TEXT', `The rain ${path} cannot be read.`, { expected: 'a text file of rain in mm/h', received: String(cause), cause })
  }
  yield rest
}

function rowOf(path: string, line: number, text: string, zones: number): Float64Array {
  const parts = text.trim().split(/\s+/)
  if (parts.length < zones) throw wrong(path, line, `${zones} values, one a zone`, `${parts.length}`)
  const values = new Float64Array(zones)
  for (let zone = 0; zone < zones; zone++) {
    const value = Number(parts[zone])
    if (!(value >= 0 && value < 10_000)) throw wrong(path, line, 'mm/h from 0 to 10,000', `${parts[zone].slice(0, 40)} in column ${zone + 1}`)
    values[zone] = value
  }
  return values
}

function wrong(path: string, line: number, expected: string, received: string): PhdError {
  return new PhdError('RADAR_RAIN_TEXT', `Line ${line} of the rain ${path} is not what was expected.`, { expected, received })
}

/** A line of `readRainText`: five decimals, as the published export has them. RADAR_RAIN_TEXT where a value is missing or negative. */
export function rainTextLine(rainMmPerHour: ArrayLike<number>, row: number): string {
  const parts = new Array<string>(rainMmPerHour.length)
  for (let zone = 0; zone < parts.length; zone++) {
    const value = rainMmPerHour[zone]
    if (!(value >= 0 && value < 10_000)) {
      throw new PhdError('RADAR_RAIN_TEXT', `Step ${row + 1} of the rain has no value in zone ${zone + 1} that HAIL-CAESAR can take.`, {
        expected: 'mm/h from 0 to 10,000; HAIL-CAESAR has no missing values',
        received: String(value),
        remedy: 'fill the gaps when the rain is imported (--gaps)',
      })
    }
    parts[zone] = value === 0 ? '0' : value.toFixed(5)
  }
  return `${parts.join(' ')}\n`
}
