/**
 * The time series as HAIL-CAESAR writes it: means over an interval.
 *
 * A step that reaches beyond the end of an interval is shared between the two by the rate of that step. The discharge has
 * its share carried over; the runoff of the published program has not, so that its means are up to one step too low.
 */
import type { HydrographRow } from './model.js'

export interface Series {
  add(row: { minute: number; dtSeconds: number; discharge: number; runoff: number }): void
  take(): HydrographRow[]
  numbers(): Float64Array
  restore(numbers: Float64Array): void
}

export function createSeries(intervalMinutes: number): Series {
  let count = 0
  let outflow = 0
  let carried = 0
  let runoffVolume = 0
  let rows: HydrographRow[] = []
  return {
    add({ minute, dtSeconds, discharge, runoff }) {
      outflow += discharge * dtSeconds
      runoffVolume += runoff * dtSeconds
      const end = (count + 1) * intervalMinutes
      if (minute < end) return
      count++
      const beyond = (minute - end) * 60
      const seconds = intervalMinutes * 60
      rows.push({
        index: count,
        dischargeCubicMetresPerSecond: (outflow - discharge * beyond + carried) / seconds,
        runoffCubicMetresPerSecond: (runoffVolume - runoff * beyond) / seconds,
      })
      carried = discharge * beyond
      outflow = 0
      runoffVolume = 0
    },
    take() {
      const taken = rows
      rows = []
      return taken
    },
    numbers: () =>
      Float64Array.from([
        count,
        outflow,
        carried,
        runoffVolume,
        ...rows.flatMap((row) => [row.index, row.dischargeCubicMetresPerSecond, row.runoffCubicMetresPerSecond]),
      ]),
    restore(numbers) {
      ;[count, outflow, carried, runoffVolume] = numbers
      rows = []
      for (let k = 4; k + 2 < numbers.length; k += 3)
        rows.push({ index: numbers[k], dischargeCubicMetresPerSecond: numbers[k + 1], runoffCubicMetresPerSecond: numbers[k + 2] })
    },
  }
}
