/** Autocorrelation of fields in space and time, on the logarithm of the rate, over pairs of cells that both have a measurement. */
import { wetMmPerHour } from './marginal.js'

/** log10 of the rate, dry cells at the threshold; NaN stays. */
export function logRate(rate: ArrayLike<number>): Float32Array {
  return Float32Array.from(rate, (value) => (value <= wetMmPerHour ? -1 : Math.log10(value)))
}

export interface Covariance {
  sum: number
  sumA: number
  sumB: number
  sumAA: number
  sumBB: number
  pairs: number
}

export const noCovariance = (): Covariance => ({ sum: 0, sumA: 0, sumB: 0, sumAA: 0, sumBB: 0, pairs: 0 })

/** Adds the pairs of `a` at a cell and `b` at the cell (down, right) of it; `stride` looks at every n-th row and column. */
export function addPairs(to: Covariance, a: Float32Array, b: Float32Array, columns: number, down: number, right: number, stride = 1): void {
  const rows = a.length / columns
  let [sum, sumA, sumB, sumAA, sumBB, pairs] = [0, 0, 0, 0, 0, 0]
  for (let y = Math.max(0, -down); y < Math.min(rows, rows - down); y += stride) {
    for (let x = Math.max(0, -right); x < Math.min(columns, columns - right); x += stride) {
      const one = a[y * columns + x]
      const other = b[(y + down) * columns + x + right]
      if (Number.isNaN(one) || Number.isNaN(other)) continue
      pairs++
      sum += one * other
      sumA += one
      sumB += other
      sumAA += one * one
      sumBB += other * other
    }
  }
  to.sum += sum
  to.sumA += sumA
  to.sumB += sumB
  to.sumAA += sumAA
  to.sumBB += sumBB
  to.pairs += pairs
}

export function correlation({ sum, sumA, sumB, sumAA, sumBB, pairs }: Covariance): number {
  const covariance = sum / pairs - (sumA / pairs) * (sumB / pairs)
  const variance = Math.sqrt((sumAA / pairs - (sumA / pairs) ** 2) * (sumBB / pairs - (sumB / pairs) ** 2))
  return variance > 0 ? covariance / variance : Number.NaN
}

/** Lag at which correlations at lags 0 (1), 1, 2, … times `spacing` fall to 1/e, between lags by a straight line; NaN where they never do. */
export function foldingLag(correlations: number[], spacing: number): number {
  let before = 1
  for (const [i, value] of correlations.entries()) {
    if (value <= 1 / Math.E) return spacing * (i + (before - 1 / Math.E) / (before - value))
    before = value
  }
  return Number.NaN
}
