/** Are those who are neighbours in the picture neighbours in the data? */
import { rowsAtOnce, scoresOfRows } from '../neighbours/products.js'
import type { Points } from '../points.js'
import type { PictureNeighbours } from './picture.js'

/**
 * 1 where every neighbour in the picture is one in the data, about 0.5 where chance decides. Venna & Kaski 2001, Neighborhood
 * Preservation in Nonlinear Projection Methods (doi:10.1007/3-540-44668-0_68): each that is not costs its rank beyond k.
 * `points` as distances are measured between (`comparable`); k under n / 2.
 */
export async function trustworthiness(
  { n, d, data }: Points,
  { rows, k, indices }: PictureNeighbours,
  onRows?: (done: number) => Promise<void>,
): Promise<number> {
  const values = Float64Array.from(data)
  const norms = Float64Array.from({ length: n }, (_, i) => values.subarray(i * d, (i + 1) * d).reduce((sum, value) => sum + value * value, 0))
  const scores = new Float64Array(rowsAtOnce * n)
  let cost = 0
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const block = Array.from({ length: rowsAtOnce }, (_, row) => rows[Math.min(from + row, rows.length - 1)])
    scoresOfRows(values, d, norms, block, scores)
    for (let row = 0; row < Math.min(rowsAtOnce, rows.length - from); row++) {
      const own = scores.subarray(row * n, (row + 1) * n)
      cost += costOfRow(own, block[row], indices.subarray((from + row) * k, (from + row + 1) * k))
    }
    await onRows?.(Math.min(rows.length, from + rowsAtOnce))
  }
  return 1 - (2 * cost) / (rows.length * k * (2 * n - 3 * k - 1))
}

/** Ranks of all k at once: sort them, count where each of the others falls. */
function costOfRow(scores: Float64Array, self: number, neighbours: Int32Array): number {
  const k = neighbours.length
  const limits = Array.from(neighbours, (j) => scores[j]).sort((a, b) => a - b)
  const nearer = new Int32Array(k + 1)
  for (let j = 0; j < scores.length; j++) {
    if (j === self || scores[j] >= limits[k - 1]) continue
    let at = 0
    while (limits[at] <= scores[j]) at++
    nearer[at]++
  }
  let [rank, cost] = [0, 0]
  for (let c = 0; c < k; c++) {
    rank += nearer[c]
    cost += Math.max(0, rank + 1 - k)
  }
  return cost
}
