/** Rows of rain as the clock needs them: a few in memory, however long the file. */
import { PhdError } from '@phd/core'

export interface RainFeed {
  has(row: number): boolean
  /** Reads up to `row`, or to the end of the rain. */
  load(row: number): Promise<void>
  /** RADAR_HAIL_CAESAR_RAIN beyond the end. Rows before it are forgotten. */
  row(row: number): Float64Array
}

export function rainFeed(rain: (fromRow: number) => AsyncIterable<ArrayLike<number>>, fromRow: number, zones: number, minutesPerRow: number): RainFeed {
  const rows = new Map<number, Float64Array>()
  const source = rain(fromRow)[Symbol.asyncIterator]()
  let next = fromRow
  let ended = false
  return {
    has: (row) => ended || row < next,
    async load(row) {
      while (!ended && next <= row) {
        const { value, done } = await source.next()
        if (done) ended = true
        else rows.set(next, checkedRow(value, next, zones))
        if (!done) next++
      }
    },
    row(row) {
      const found = rows.get(row)
      if (!found) {
        throw new PhdError('RADAR_HAIL_CAESAR_RAIN', `The rain ends at minute ${next * minutesPerRow} and the run does not.`, {
          expected: `at least ${row + 1} rows of ${minutesPerRow} minutes`,
          received: `${next} rows`,
          remedy: 'add rows, zeros where it is dry, or shorten max_run_duration: a run of N hours needs rain for N hours and two minutes',
        })
      }
      for (const old of rows.keys()) if (old < row) rows.delete(old)
      return found
    },
  }
}

function checkedRow(given: ArrayLike<number>, row: number, zones: number): Float64Array {
  if (given.length < zones) throw wrong(row, `${zones} zones`, `${given.length} values`)
  const values = new Float64Array(zones)
  for (let zone = 0; zone < zones; zone++) {
    const value = given[zone]
    if (!(value >= 0 && value < 10_000)) throw wrong(row, 'mm/h from 0 to 10,000', `${value} in zone ${zone + 1}`)
    values[zone] = value
  }
  return values
}

function wrong(row: number, expected: string, received: string): PhdError {
  return new PhdError('RADAR_HAIL_CAESAR_RAIN', `Row ${row + 1} of the rain is not what the model takes.`, { expected, received })
}
