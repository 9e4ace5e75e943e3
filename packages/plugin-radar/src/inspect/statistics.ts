/** Least, mean, greatest, wet and missing share of many frames. */
import type { Quantity } from '../raster/index.js'

export interface Statistics {
  min: number
  mean: number
  max: number
  /** Of the cells that have a value; undefined where wet means nothing. */
  wetShare?: number
  /** Of all cells. */
  missingShare: number
}

/** Over 0.1 mm/h of rain, from 0.1 m of water. */
const isWet: Partial<Record<Quantity, (value: number) => boolean>> = { rain_rate: (rate) => rate > 0.1, water_depth: (depth) => depth >= 0.1 }

export function statisticsCounter(quantity: Quantity) {
  const wet = isWet[quantity]
  let [min, max, sum, valid, wetCells, cells] = [Infinity, -Infinity, 0, 0, 0, 0]
  return {
    /** Gives the mean of this frame; NaN where all of it is missing. */
    add(values: Float32Array): number {
      let [frameSum, frameValid] = [0, 0]
      for (const value of values) {
        if (Number.isNaN(value)) continue
        frameValid++
        frameSum += value
        if (value < min) min = value
        if (value > max) max = value
        if (wet?.(value)) wetCells++
      }
      sum += frameSum
      valid += frameValid
      cells += values.length
      return frameSum / frameValid
    },
    whole(): Statistics {
      const known = valid > 0 ? { min, mean: sum / valid, max } : { min: Number.NaN, mean: Number.NaN, max: Number.NaN }
      return { ...known, ...(wet && valid > 0 ? { wetShare: wetCells / valid } : {}), missingShare: cells > 0 ? 1 - valid / cells : 0 }
    },
  }
}

/** Sum of rain over frames, mm. Frames that do not say how long they hold do so for the step of the series. */
export function totalCounter(cells: number) {
  const known = new Float64Array(cells)
  const perMinute = new Float64Array(cells)
  const seen = new Uint8Array(cells)
  let unknown = false
  return {
    add(mmPerHour: Float32Array, minutes: number | undefined): void {
      const onto = minutes === undefined ? perMinute : known
      const hours = (minutes ?? 1) / 60
      unknown ||= minutes === undefined
      for (let cell = 0; cell < cells; cell++) {
        if (Number.isNaN(mmPerHour[cell])) continue
        onto[cell] += mmPerHour[cell] * hours
        seen[cell] = 1
      }
    },
    whole(stepMinutes: number | undefined): Float32Array | undefined {
      if (unknown && stepMinutes === undefined) return undefined
      return Float32Array.from({ length: cells }, (_, cell) => (seen[cell] ? known[cell] + perMinute[cell] * (stepMinutes ?? 0) : Number.NaN))
    },
  }
}
