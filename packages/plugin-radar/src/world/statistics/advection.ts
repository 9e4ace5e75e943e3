/** How far the rain moved between two fields: the shift of greatest correlation, between cells by a parabola. */
import { addPairs, correlation, noCovariance } from './correlation.js'

export interface Shift {
  /** Cells. */
  east: number
  south: number
  correlation: number
}

const coarse = 6
const fine = 2

/** Shifts up to `reach` cells each way. Undefined where the best one is at the end of the reach, or nothing is there. */
export function shiftBetween(before: Float32Array, after: Float32Array, columns: number, reach: number): Shift | undefined {
  const at = (south: number, east: number, stride: number) => {
    const pairs = noCovariance()
    addPairs(pairs, before, after, columns, south, east, stride)
    return correlation(pairs)
  }
  const bestOf = (south: number, east: number, around: number, stride: number): Shift => {
    let best: Shift = { east: 0, south: 0, correlation: Number.NEGATIVE_INFINITY }
    for (let y = south - around; y <= south + around; y++) {
      for (let x = east - around; x <= east + around; x++) {
        const here = at(y, x, stride)
        if (here > best.correlation) best = { east: x, south: y, correlation: here }
      }
    }
    return best
  }
  const large = before.length > 40_000
  const rough = bestOf(0, 0, reach, large ? coarse : 1)
  if (!Number.isFinite(rough.correlation) || Math.abs(rough.east) === reach || Math.abs(rough.south) === reach) return undefined
  const stride = large ? fine : 1
  const best = bestOf(rough.south, rough.east, 1, stride)
  const { south, east, correlation: peak } = best
  return {
    east: east + vertex(at(south, east - 1, stride), peak, at(south, east + 1, stride)),
    south: south + vertex(at(south - 1, east, stride), peak, at(south + 1, east, stride)),
    correlation: peak,
  }
}

function vertex(low: number, peak: number, high: number): number {
  const bend = low - 2 * peak + high
  return bend < 0 ? (0.5 * (low - high)) / bend : 0
}
