/**
 * The layout of UMAP: points drawn together along the graph and pushed from random others, by stochastic gradient descent.
 *
 * arXiv:1802.03426, algorithm 5, with the sampling schedule of its implementation: an edge is drawn in proportion to its
 * strength, five random points are pushed off for each, steps shrink linearly, a step is at most 4.
 * Typed arrays and one stream of random numbers: the same graph, start and stream give the same picture.
 */
import type { Random } from '@phd/core'
import type { Curve } from './curve.js'
import { forces } from './forces.js'
import type { FuzzyGraph } from './fuzzy-graph.js'

const negativeSamples = 5
const longestStep = 4

/** Rounds over the graph: as umap-learn, more for few points. */
export function defaultEpochs(n: number): number {
  return n <= 10_000 ? 500 : 200
}

export class Layout {
  epoch = 0
  readonly places: Float64Array
  readonly epochs: number
  private readonly random: Random
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  private readonly every: Float64Array
  private readonly next: Float64Array
  private readonly nextPush: Float64Array
  private readonly forces

  /** `places` is (n, 2), moved in place. */
  constructor(places: Float64Array, graph: FuzzyGraph, curve: Curve, epochs: number, random: Random) {
    this.places = places
    this.epochs = epochs
    this.random = random
    const strongest = graph.strengths.reduce((a, b) => Math.max(a, b), 0)
    const kept: number[] = []
    graph.strengths.forEach((strength, edge) => {
      if (strength >= strongest / epochs) kept.push(edge)
    })
    this.heads = Int32Array.from(kept, (edge) => graph.heads[edge])
    this.tails = Int32Array.from(kept, (edge) => graph.tails[edge])
    this.every = Float64Array.from(kept, (edge) => strongest / graph.strengths[edge])
    this.next = this.every.slice()
    this.nextPush = this.every.map((every) => every / negativeSamples)
    this.forces = forces(curve)
  }

  /** One round over the edges that are due. */
  step(): void {
    const { heads, tails, every, next, nextPush, places, random, epoch, epochs } = this
    const { attraction, repulsion, first, shift, least, most } = this.forces
    const n = places.length / 2
    const alpha = 1 - epoch / epochs
    const single = new Float32Array(1)
    const bits = new Int32Array(single.buffer)
    const part = 2 ** -shift
    const mask = (1 << shift) - 1
    for (let edge = 0; edge < every.length; edge++) {
      if (next[edge] > epoch) continue
      const head = 2 * heads[edge]
      const tail = 2 * tails[edge]
      let x = places[head]
      let y = places[head + 1]
      const px = x - places[tail]
      const py = y - places[tail + 1]
      const near = px * px + py * py
      if (near > 0) {
        single[0] = bounded(near, least, most)
        const place = bits[0] - first
        const at = place >> shift
        const pull = attraction[at] + (attraction[at + 1] - attraction[at]) * ((place & mask) * part)
        const dx = bounded(pull * px, -longestStep, longestStep) * alpha
        const dy = bounded(pull * py, -longestStep, longestStep) * alpha
        x += dx
        y += dy
        places[tail] -= dx
        places[tail + 1] -= dy
      }
      next[edge] += every[edge]
      const gap = every[edge] / negativeSamples
      const pushes = Math.floor((epoch - nextPush[edge]) / gap)
      for (let push = 0; push < pushes; push++) {
        const other = 2 * Math.floor(random() * n)
        const qx = x - places[other]
        const qy = y - places[other + 1]
        const away = qx * qx + qy * qy
        if (other === head || away === 0) continue
        single[0] = bounded(away, least, most)
        const place = bits[0] - first
        const at = place >> shift
        const force = repulsion[at] + (repulsion[at + 1] - repulsion[at]) * ((place & mask) * part)
        x += bounded(force * qx, -longestStep, longestStep) * alpha
        y += bounded(force * qy, -longestStep, longestStep) * alpha
      }
      nextPush[edge] += pushes * gap
      places[head] = x
      places[head + 1] = y
    }
    this.epoch++
  }
}

function bounded(value: number, low: number, high: number): number {
  return value < low ? low : Math.min(value, high)
}
