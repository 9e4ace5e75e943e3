/** UMAP part by part: against brute force, umap-js, NumPy and what must hold. */
import { execFileSync } from 'node:child_process'
import { normal, random } from '@phd/core'
import { UMAP as UmapJs } from 'umap-js'
import { describe, expect, it } from 'vitest'
import { fitCurve } from '../lib/umap/curve.js'
import { forces } from '../lib/umap/forces.js'
import type { Neighbours, Points } from '../lib/umap/index.js'
import {
  agreementTest,
  comparable,
  fuzzyGraph,
  meanSilhouette,
  nearestNeighbours,
  neighboursInPicture,
  trustworthiness,
  umap,
  umapJs,
} from '../lib/umap/index.js'
import { checkPoints } from '../lib/umap/points.js'
import { hasPython, python } from './fixtures/judge.js'

const hasRuntime = await runtimeIsThere()
const { distance } = await import('./fixtures/embedding.js')

function groups({ n, d, count, apart, seed = 1 }: { n: number; d: number; count: number; apart: number; seed?: number }): Points & { labels: Int32Array } {
  const draw = random(seed, 'groups')
  const centres = Array.from({ length: count }, () => Float64Array.from({ length: d }, () => normal(draw) * apart))
  const data = Float32Array.from({ length: n * d }, (_, at) => centres[Math.floor(at / d) % count][at % d] + normal(draw))
  return { n, d, data, labels: Int32Array.from({ length: n }, (_, i) => i % count) }
}

/** Every distance, sorted by it and then by index. */
function byBruteForce({ n, d, data }: Points, k: number, metric: 'euclidean' | 'cosine'): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => ({ j, far: distance(metric, data.subarray(i * d, (i + 1) * d), data.subarray(j * d, (j + 1) * d)) }))
      .filter(({ j }) => j !== i)
      .sort((a, b) => a.far - b.far || a.j - b.j)
      .slice(0, k)
      .map(({ j }) => j),
  )
}

const rowsOf = ({ n, k, indices }: Neighbours) => Array.from({ length: n }, (_, i) => [...indices.subarray(i * k, (i + 1) * k)])

describe('nearest neighbours', () => {
  it.each(['euclidean', 'cosine'] as const)('are exact without a runtime (%s)', async (metric) => {
    const points = groups({ n: 203, d: 17, count: 4, apart: 1 })
    const found = await nearestNeighbours(points, { k: 9, metric, device: 'plain' })
    expect(rowsOf(found)).toEqual(byBruteForce(points, 9, metric))
    expect(found.device).toBe('plain')
    const first = distance(metric, points.data.subarray(0, 17), points.data.subarray(found.indices[0] * 17, (found.indices[0] + 1) * 17))
    expect(found.distances[0]).toBeCloseTo(first, 5)
  })

  it('break ties by index: points of a grid, each of them three times', async () => {
    const data = Float32Array.from({ length: 3 * 36 * 2 }, (_, at) => (at % 2 === 0 ? Math.floor(at / 2) % 6 : Math.floor(at / 12) % 6))
    const points = { n: 108, d: 2, data }
    const found = await nearestNeighbours(points, { k: 7, metric: 'euclidean', device: 'plain' })
    expect(rowsOf(found)).toEqual(byBruteForce(points, 7, 'euclidean'))
    const often = { n: 120, d: 2, data: Float32Array.from({ length: 240 }, (_, at) => (at >> 1) % 6) }
    const searched = await nearestNeighbours(often, { k: 7, metric: 'euclidean', device: 'plain' })
    expect(rowsOf(searched)).toEqual(byBruteForce(often, 7, 'euclidean'))
    expect(searched.searchedInFull).toBe(120)
  })

  it('are all others where k is n - 1', async () => {
    const points = groups({ n: 6, d: 3, count: 1, apart: 0 })
    expect(rowsOf(await nearestNeighbours(points, { k: 5, metric: 'euclidean', device: 'plain' }))).toEqual(byBruteForce(points, 5, 'euclidean'))
  })

  it.skipIf(!hasRuntime)('are the same in the tensor runtime, ties and far offsets too (needs phd runtime install)', async () => {
    const spread = groups({ n: 700, d: 40, count: 5, apart: 2 })
    const shifted = { ...spread, data: spread.data.map((value) => Math.round(value * 2) / 2 + 1000) }
    for (const points of [spread, shifted]) {
      for (const metric of ['euclidean', 'cosine'] as const) {
        const [here, there] = [
          await nearestNeighbours(points, { k: 14, metric, device: 'plain' }),
          await nearestNeighbours(points, { k: 14, metric, device: 'cpu' }),
        ]
        expect(there.device).toBe('cpu')
        expect(there.indices).toEqual(here.indices)
        expect(there.distances).toEqual(here.distances)
      }
    }
  })

  it('stop where the callback throws', async () => {
    const points = groups({ n: 50, d: 3, count: 1, apart: 0 })
    const stop = () => {
      throw new Error('stop')
    }
    await expect(nearestNeighbours(points, { k: 3, metric: 'euclidean', device: 'plain', onRows: stop })).rejects.toThrow('stop')
  })
})

describe('umap-js as the layout', () => {
  it('gets the exact neighbours, keeps groups apart as ours does, and gives one answer to one seed', async () => {
    const points = groups({ n: 120, d: 6, count: 3, apart: 6 })
    const found = await nearestNeighbours(points, { k: 9, metric: 'euclidean', device: 'plain' })
    const options = { metric: 'euclidean', minDist: 0.1, seed: 4, epochs: 200 } as const
    const [once, again, other] = [await umapJs(found, options), await umapJs(found, options), await umapJs(found, { ...options, seed: 5 })]
    expect(again).toEqual(once)
    expect(other).not.toEqual(once)
    const ours = await umap(points, found, options)
    const trust = async (places: Float32Array) => trustworthiness(points, await neighboursInPicture(places, 9, [...Array(120).keys()]))
    expect(Math.abs((await trust(once)) - (await trust(ours)))).toBeLessThan(0.02)
  })
})

describe('the fuzzy graph', () => {
  it("is umap-js's, from the same neighbours", async () => {
    const points = groups({ n: 150, d: 8, count: 3, apart: 2 })
    const found = await nearestNeighbours(points, { k: 9, metric: 'euclidean', device: 'plain' })
    const ours = fuzzyGraph(found)
    const peer = new UmapJs({ nNeighbors: 10, random: random(1) })
    const withSelf = (i: number, values: ArrayLike<number>, self: number) => [self, ...Array.from({ length: 9 }, (_, c) => values[i * 9 + c])]
    const all = Array.from({ length: 150 }, (_, i) => i)
    peer.setPrecomputedKNN(
      all.map((i) => withSelf(i, found.indices, i)),
      all.map((i) => withSelf(i, found.distances, 0)),
    )
    peer.initializeFit(all.map((i) => [i]))
    const theirs = (peer as unknown as { graph: { get(row: number, column: number): number; getAll(): { value: number }[] } }).graph
    expect(ours.heads.length).toBe(theirs.getAll().filter(({ value }) => value > 0).length)
    const off = ours.strengths.map((strength, edge) => Math.abs(strength - theirs.get(ours.heads[edge], ours.tails[edge])))
    expect(off.reduce((a, b) => Math.max(a, b))).toBeLessThan(1e-5)
  })

  it('joins both ways with the same strength, also points that are equal', async () => {
    const data = Float32Array.from({ length: 40 * 2 }, (_, at) => (at < 40 ? 1 : at))
    const { heads, tails, strengths } = fuzzyGraph(await nearestNeighbours({ n: 40, d: 2, data }, { k: 5, metric: 'euclidean', device: 'plain' }))
    const key = new Map([...heads].map((head, edge) => [`${head} ${tails[edge]}`, strengths[edge]]))
    for (const [edge, strength] of strengths.entries()) {
      expect(strength > 0 && strength <= 1).toBe(true)
      expect(key.get(`${tails[edge]} ${heads[edge]}`)).toBe(strength)
    }
  })
})

describe('curve and forces', () => {
  it("are fitted as the method's authors have them (minimum distance 0.1: a 1.577, b 0.895)", () => {
    const { a, b } = fitCurve(0.1)
    expect(a).toBeCloseTo(1.576943, 4)
    expect(b).toBeCloseTo(0.895061, 4)
    expect(fitCurve(0).a).toBeCloseTo(1.932808, 3)
    expect(fitCurve(0.5).b).toBeCloseTo(1.334182, 3)
  })

  it('from tables are within 5e-6 of the formulas', () => {
    const { a, b } = fitCurve(0.1)
    const table = forces({ a, b })
    const single = new Float32Array(1)
    const bits = new Int32Array(single.buffer)
    const draw = random(1, 'forces')
    let worst = 0
    for (let i = 0; i < 5000; i++) {
      single[0] = 10 ** (draw() * 14 - 9)
      const s = single[0]
      const place = bits[0] - table.first
      const [at, part] = [place >> table.shift, (place & ((1 << table.shift) - 1)) / 2 ** table.shift]
      const read = (values: Float64Array) => values[at] + (values[at + 1] - values[at]) * part
      worst = Math.max(worst, Math.abs(read(table.attraction) / ((-2 * a * b * s ** (b - 1)) / (1 + a * s ** b)) - 1))
      worst = Math.max(worst, Math.abs(read(table.repulsion) / ((2 * b) / ((0.001 + s) * (1 + a * s ** b))) - 1))
    }
    expect(worst).toBeLessThan(5e-6)
  })
})

describe('the picture', () => {
  const options = { metric: 'euclidean', minDist: 0.1, seed: 1, epochs: 200 } as const
  const points = groups({ n: 300, d: 20, count: 3, apart: 3 })
  const neighbours = nearestNeighbours(points, { k: 14, metric: 'euclidean', device: 'plain' })

  it('parts groups that are apart, and is the same for one seed and another for the next', async () => {
    const one = await umap(points, await neighbours, options)
    expect(await umap(points, await neighbours, options)).toEqual(one)
    expect(await umap(points, await neighbours, { ...options, seed: 2 })).not.toEqual(one)
    const rows = Array.from({ length: 300 }, (_, i) => i)
    expect(meanSilhouette(one, points.labels, rows)).toBeGreaterThan(0.7)
    expect(await trustworthiness(comparable(points, 'euclidean'), neighboursInPicture(one, 15, rows))).toBeGreaterThan(0.9)
  })

  it('places equal points and two dimensions without NaN', async () => {
    const data = Float32Array.from({ length: 60 * 2 }, (_, at) => (at < 60 ? 1 : at % 7))
    const few = { n: 60, d: 2, data }
    const places = await umap(few, await nearestNeighbours(few, { k: 9, metric: 'euclidean', device: 'plain' }), options)
    expect(places.every(Number.isFinite)).toBe(true)
  })

  it('tells how far it is, and stops where that throws', async () => {
    const told: number[] = []
    await umap(points, await neighbours, { ...options, onEpochs: (done) => void told.push(done) })
    expect(told.at(-1)).toBe(200)
    const stop = (done: number) => {
      if (done > 0) throw new Error('stop')
    }
    await expect(umap(points, await neighbours, { ...options, onEpochs: stop })).rejects.toThrow('stop')
  })
})

describe('scores', () => {
  const points = groups({ n: 120, d: 6, count: 4, apart: 1.5 })
  const draw = random(3, 'places')
  const places = Float32Array.from({ length: 240 }, (_, at) => points.data[Math.floor(at / 2) * 6 + (at % 2)] + normal(draw))
  const rows = Array.from({ length: 120 }, (_, i) => i)
  const near = neighboursInPicture(places, 10, rows)

  it.skipIf(!hasPython)('trustworthiness is the formula in NumPy (needs .oracle or PHD_ORACLE_PYTHON)', async () => {
    const script = `
import json, sys
import numpy as np
x, y, k = json.load(sys.stdin); x, y = np.array(x).reshape(120, -1), np.array(y).reshape(120, -1)
dist = lambda v: np.sqrt(((v[:, None] - v[None]) ** 2).sum(-1))
dx, dy = dist(x), dist(y); n = len(x)
np.fill_diagonal(dx, np.inf); np.fill_diagonal(dy, np.inf)
rank = dx.argsort(1, kind='stable').argsort(1) + 1
near = dy.argsort(1, kind='stable')[:, :k]
cost = np.maximum(0, np.take_along_axis(rank, near, 1) - k).sum()
print(1 - 2 * cost / (n * k * (2 * n - 3 * k - 1)))`
    const theirs = Number(execFileSync(python, ['-c', script], { input: JSON.stringify([[...points.data], [...places], 10]), encoding: 'utf8' }))
    expect(await trustworthiness(points, near)).toBeCloseTo(theirs, 10)
  })

  it('trustworthiness is 1 for the data itself and about a half for chance', async () => {
    const flat = groups({ n: 200, d: 2, count: 3, apart: 2 })
    const all = Array.from({ length: 200 }, (_, i) => i)
    expect(await trustworthiness(flat, neighboursInPicture(flat.data, 12, all))).toBe(1)
    const chance = Float32Array.from({ length: 400 }, () => draw())
    expect(Math.abs((await trustworthiness(flat, neighboursInPicture(chance, 12, all))) - 0.5)).toBeLessThan(0.06)
  })

  it('label agreement: all of it, none of it, and p by hand', () => {
    const [left, right] = [Int32Array.from(rows, (i) => Number(places[2 * i] > 0)), Int32Array.from(rows, () => 0)]
    expect(agreementTest(right, near, random(1), 9)).toEqual({ agreement: 1, shuffled: 1, p: 1, shuffles: 9 })
    const found = agreementTest(left, near, random(1), 99)
    expect(found.agreement).toBeGreaterThan(0.8)
    expect(found.p).toBe(0.01)
    const share = left.reduce((sum, label) => sum + label, 0) / 120
    expect(found.shuffled).toBeCloseTo(share ** 2 + (1 - share) ** 2, 1)
  })

  it('labels that mean nothing are found out', () => {
    const dealt = Int32Array.from(rows, () => Math.floor(random(5, 'dealt')() * 2) + (draw() < 0.5 ? 1 : 0))
    expect(agreementTest(dealt, near, random(2), 199).p).toBeGreaterThan(0.05)
  })
})

describe('points that cannot be used', () => {
  const message = (data: number[], metric: 'euclidean' | 'cosine' = 'euclidean') => {
    try {
      checkPoints({ n: data.length / 2, d: 2, data: Float32Array.from(data) }, metric)
      return ''
    } catch (error) {
      return `${(error as { code: string }).code} ${(error as Error).message}`
    }
  }

  it('are named by row', () => {
    expect(message([1, 2, Number.NaN, 3, 4, Number.POSITIVE_INFINITY])).toBe('REPORT_EMBED_VALUES Rows 1, 2 (from 0) hold NaN or infinity.')
    expect(message([1, 2, 0, 0], 'cosine')).toBe('REPORT_EMBED_VALUES Row 1 (from 0) holds only zeros, which have no direction.')
    expect(message([1, 2, 0, 0])).toBe('')
    expect(message([1, 2, 1, 2, 1, 2])).toBe('REPORT_EMBED_VALUES All rows are the same.')
    expect(message([1, 2, 1, 3])).toBe('')
  })
})

async function runtimeIsThere(): Promise<boolean> {
  const { checkTensorFlow } = await import('@phd/core/tensor')
  try {
    checkTensorFlow('cpu')
    return true
  } catch {
    return false
  }
}
