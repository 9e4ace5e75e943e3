/** Candidates without the tensor runtime: dot products in typed arrays, float64. */
import { setImmediate } from 'node:timers/promises'
import { rowsAtOnce, scoresOfRows } from './products.js'
import type { Finder } from './settle.js'

const sliceMs = 50

export async function searchPlain(finder: Finder, onRows: (done: number) => void | Promise<void>): Promise<void> {
  const { n, points, squaredNorms, largestNorm, candidates } = finder
  const { d } = points
  const data = Float64Array.from(points.data)
  const scores = new Float64Array(rowsAtOnce * n)
  // As in runtime.ts, of float64: twice its unit roundoff, since both norm and product are sums.
  const unit = (d + 4) * 2 ** -52
  const nearest = new Nearest(candidates)
  let told = performance.now()
  for (let from = 0; from < n; from += rowsAtOnce) {
    const rows = Array.from({ length: rowsAtOnce }, (_, row) => Math.min(from + row, n - 1))
    scoresOfRows(data, d, squaredNorms, rows, scores)
    for (let row = 0; row < Math.min(rowsAtOnce, n - from); row++) {
      const i = from + row
      nearest.find(scores.subarray(row * n, (row + 1) * n), i)
      finder.settle(i, nearest.who, squaredNorms[i] + nearest.worst - unit * (squaredNorms[i] + 2 * largestNorm))
    }
    if (performance.now() - told < sliceMs) continue
    await onRows(Math.min(n, from + rowsAtOnce))
    await setImmediate()
    told = performance.now()
  }
  await onRows(n)
}

/** The lowest scores of a row, unordered; `worst` is the highest of them. */
export class Nearest {
  readonly who: Int32Array
  worst = 0
  private readonly values: Float64Array

  constructor(count: number) {
    this.who = new Int32Array(count)
    this.values = new Float64Array(count)
  }

  /** Of a tie at the end either may be left out. There must be more scores than are kept. */
  find(scores: Float64Array, self: number): void {
    const { values, who } = this
    const kept = values.length
    let [size, worstAt] = [0, 0]
    this.worst = Number.POSITIVE_INFINITY
    for (let j = 0; j < scores.length; j++) {
      if (j === self || (size === kept && scores[j] >= this.worst)) continue
      const at = size < kept ? size++ : worstAt
      values[at] = scores[j]
      who[at] = j
      if (size < kept) continue
      worstAt = 0
      for (let c = 1; c < kept; c++) if (values[c] > values[worstAt]) worstAt = c
      this.worst = values[worstAt]
    }
  }
}
