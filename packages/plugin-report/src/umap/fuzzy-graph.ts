/**
 * The fuzzy graph of UMAP: how strongly two points are joined, from the nearest neighbours of each.
 *
 * McInnes, Healy & Melville 2018, arXiv:1802.03426, algorithms 2 and 3. As there, a point counts among its own k neighbours.
 */
import type { Neighbours } from './neighbours/index.js'

/** Every joined pair in both directions, by head and then tail; strengths in (0, 1]. */
export interface FuzzyGraph {
  n: number
  heads: Int32Array
  tails: Int32Array
  strengths: Float64Array
}

const bandwidthSteps = 64
const closeEnough = 1e-5
/** A bandwidth is at least this part of the mean distance. */
const leastBandwidth = 1e-3

export function fuzzyGraph(neighbours: Neighbours): FuzzyGraph {
  const { n, k, indices } = neighbours
  const { own, starts, from, back } = transposed(neighbours, memberships(neighbours))
  const heads = new Int32Array(2 * n * k)
  const tails = new Int32Array(2 * n * k)
  const strengths = new Float64Array(2 * n * k)
  let pairs = 0
  const join = (head: number, tail: number, out: number, into: number) => {
    const strength = out + into - out * into
    if (strength <= 0) return
    heads[pairs] = head
    tails[pairs] = tail
    strengths[pairs++] = strength
  }
  const order = Array.from({ length: k }, (_, c) => c)
  for (let i = 0; i < n; i++) {
    const at = i * k
    const byTail = order.slice().sort((a, b) => indices[at + a] - indices[at + b])
    let [out, into] = [0, starts[i]]
    while (out < k || into < starts[i + 1]) {
      const there = out < k ? indices[at + byTail[out]] : n
      const here = into < starts[i + 1] ? from[into] : n
      join(i, Math.min(there, here), there <= here ? own[at + byTail[out]] : 0, here <= there ? back[into] : 0)
      if (there <= here) out++
      if (here <= there) into++
    }
  }
  return { n, heads: heads.slice(0, pairs), tails: tails.slice(0, pairs), strengths: strengths.slice(0, pairs) }
}

/** What others say of point i stands at starts[i] to starts[i + 1], ordered by who says it. */
function transposed({ n, k, indices }: Neighbours, own: Float64Array) {
  const starts = new Int32Array(n + 1)
  for (const j of indices) starts[j + 1]++
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i]
  const next = starts.slice(0, n)
  const from = new Int32Array(n * k)
  const back = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let c = i * k; c < (i + 1) * k; c++) {
      const place = next[indices[c]]++
      from[place] = i
      back[place] = own[c]
    }
  }
  return { own, starts, from, back }
}

/** exp(-(distance - rho) / sigma): rho is the nearest distance above 0, sigma makes them sum to log2(k). (n, k) */
export function memberships({ n, k, distances }: Neighbours): Float64Array {
  const target = Math.log2(k + 1)
  const out = new Float64Array(n * k)
  const meanOfAll = distances.reduce((sum, value) => sum + value, 0) / (n * (k + 1))
  for (let i = 0; i < n; i++) {
    const row = distances.subarray(i * k, (i + 1) * k)
    const rho = row.find((distance) => distance > 0) ?? 0
    const mean = rho > 0 ? row.reduce((sum, value) => sum + value, 0) / (k + 1) : meanOfAll
    const sigma = Math.max(bandwidth(row, rho, target), leastBandwidth * mean)
    for (let c = 0; c < k; c++) out[i * k + c] = row[c] <= rho || sigma === 0 ? 1 : Math.exp(-(row[c] - rho) / sigma)
  }
  return out
}

function bandwidth(row: Float32Array, rho: number, target: number): number {
  let [low, high, middle] = [0, Number.POSITIVE_INFINITY, 1]
  for (let step = 0; step < bandwidthSteps; step++) {
    let sum = 0
    for (const distance of row) sum += distance > rho ? Math.exp(-(distance - rho) / middle) : 1
    if (Math.abs(sum - target) < closeEnough) break
    if (sum > target) {
      high = middle
      middle = (low + high) / 2
    } else {
      low = middle
      middle = high === Number.POSITIVE_INFINITY ? middle * 2 : (low + high) / 2
    }
  }
  return middle
}
