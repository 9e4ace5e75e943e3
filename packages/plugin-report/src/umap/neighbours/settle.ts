/** From nominated candidates to exact neighbours. */
import { type Metric, type Points, squaredDistance } from '../points.js'
import type { Neighbours } from './index.js'

/** Candidates beyond k, so that rounding in a nomination rarely matters. */
const spare = 8

export class Finder {
  readonly n: number
  readonly candidates: number
  readonly squaredNorms: Float64Array
  readonly largestNorm: number
  private readonly indices: Int32Array
  private readonly distances: Float32Array
  private readonly near: Float64Array
  private readonly who: Int32Array
  private inFull = 0

  readonly points: Points
  readonly k: number
  private readonly metric: Metric

  constructor(points: Points, k: number, metric: Metric) {
    this.points = points
    this.k = k
    this.metric = metric
    this.n = points.n
    this.candidates = Math.min(points.n - 1, k + spare)
    this.indices = new Int32Array(points.n * k)
    this.distances = new Float32Array(points.n * k)
    this.near = new Float64Array(k)
    this.who = new Int32Array(k)
    this.squaredNorms = Float64Array.from({ length: points.n }, (_, i) => {
      let sum = 0
      for (let c = i * points.d; c < (i + 1) * points.d; c++) sum += points.data[c] ** 2
      return sum
    })
    this.largestNorm = this.squaredNorms.reduce((a, b) => Math.max(a, b), 0)
  }

  /**
   * Row `i` from its nominated points (itself may be among them). No point that was not nominated may lie nearer than
   * `bound`, a squared distance.
   */
  settle(i: number, nominated: ArrayLike<number>, bound: number): void {
    let [found, others] = [0, 0]
    for (let c = 0; c < nominated.length; c++) {
      if (nominated[c] === i) continue
      others++
      found = this.offer(found, squaredDistance(this.points, i, nominated[c]), nominated[c])
    }
    const complete = others === this.n - 1 || (found === this.k && this.near[this.k - 1] < bound)
    if (!complete) {
      this.inFull++
      found = 0
      for (let j = 0; j < this.n; j++) if (j !== i) found = this.offer(found, squaredDistance(this.points, i, j), j)
    }
    this.indices.set(this.who, i * this.k)
    for (let c = 0; c < this.k; c++) this.distances[i * this.k + c] = this.metric === 'cosine' ? this.near[c] / 2 : Math.sqrt(this.near[c])
  }

  answer(): Neighbours & { searchedInFull: number } {
    return { n: this.n, k: this.k, indices: this.indices, distances: this.distances, searchedInFull: this.inFull }
  }

  /** Into the sorted list of the k nearest, if it belongs there; answers how many there are. */
  private offer(found: number, distance: number, j: number): number {
    const { near, who, k } = this
    if (found === k && (distance > near[k - 1] || (distance === near[k - 1] && j > who[k - 1]))) return found
    let at = found === k ? k - 1 : found
    while (at > 0 && (near[at - 1] > distance || (near[at - 1] === distance && who[at - 1] > j))) {
      near[at] = near[at - 1]
      who[at] = who[at - 1]
      at--
    }
    near[at] = distance
    who[at] = j
    return Math.min(k, found + 1)
  }
}
