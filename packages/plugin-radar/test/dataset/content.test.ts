import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readResult } from '@phd/core'
import { type BuildOptions, buildDataset, type DatasetSplit, lossWeights, openDataset } from '@phd/plugin-radar'
import { beforeAll, describe, expect, test } from 'vitest'
import { removeIsolated } from '../../lib/dataset/build/cut.js'
import { temporaryFolder } from '../cli.js'
import { plant } from './planted.js'

const folder = temporaryFolder()
const pairs = join(folder, 'pairs')
let count = 0

async function built(options: Partial<BuildOptions> = {}) {
  const out = join(folder, `out-${count++}`)
  const metadata = await buildDataset({ pairs, out, validate: ['south'], pattern: [1, 2], ...options })
  const dataset = await openDataset(out)
  const read = async (split: DatasetSplit) => Promise.all(dataset.samples(split).map(async (index) => ({ ...index, ...(await dataset.readSample(index)) })))
  return { out, metadata, dataset, read }
}

beforeAll(async () => {
  // Still weather: all dry samples of a place are equal. Water at minutes 100 and 105 is equal as well.
  await plant(pairs, { place: 'north', wetMinutes: [100, 105], rainFrames: { 10: 30 } })
  await plant(pairs, { place: 'south', wetMinutes: [50], rainFrames: { 3: 7 }, heightOf: (y) => y })
  await plant(pairs, { place: 'west', wetMinutes: [150, 155, 160], rainFrames: { 20: 12 }, heightOf: (_y, x) => x })
})

describe('dedupe', () => {
  test('the first of each group stays, in order; the number is recorded', async () => {
    const [all, once] = [await built({ seed: 2 }), await built({ seed: 2, dedupe: true })]
    const key = (sample: { place: string; rain: Float32Array; depthMetres: Float32Array }) =>
      JSON.stringify([sample.place, [...sample.rain], [...sample.depthMetres]])
    for (const split of ['train', 'validate'] as const) {
      const seen = new Set<string>()
      const expected = (await all.read(split)).filter((sample) => !seen.has(key(sample)) && seen.add(key(sample))).map(({ place, minute }) => [place, minute])
      expect((await once.read(split)).map(({ place, minute }) => [place, minute])).toEqual(expected)
    }
    const lost =
      all.dataset.samples('train').length +
      all.dataset.samples('validate').length -
      once.dataset.samples('train').length -
      once.dataset.samples('validate').length
    expect(lost).toBeGreaterThan(80)
    expect([all.metadata.counts?.duplicatesRemoved, once.metadata.counts?.duplicatesRemoved]).toEqual([null, lost])
  })
})

describe('dry samples', () => {
  test('a share of the dry training samples stays, the same for one seed; wet and validation samples all stay', async () => {
    const [all, half, again] = [await built(), await built({ dryKeep: 0.5 }), await built({ dryKeep: 0.5 })]
    const wet = (sample: { depthMetres: Float32Array }) => sample.depthMetres.some((metres) => metres >= 0.1)
    const [before, after] = [await all.read('train'), await half.read('train')]
    expect(after.filter(wet)).toEqual(before.filter(wet).map((sample) => expect.objectContaining({ place: sample.place, minute: sample.minute })))
    const [dryBefore, dryAfter] = [before, after].map((samples) => samples.filter((sample) => !wet(sample)).length)
    expect(dryAfter / dryBefore).toBeGreaterThan(0.3)
    expect(dryAfter / dryBefore).toBeLessThan(0.7)
    expect(half.metadata.counts?.dryDropped).toBe(dryBefore - dryAfter)
    expect(half.dataset.samples('validate').length).toBe(all.dataset.samples('validate').length)
    expect(again.metadata).toEqual(half.metadata)
    expect((await built({ dryKeep: 0 })).metadata.counts?.dryDropped).toBe(dryBefore)
  })
})

describe('water', () => {
  test('isolated wet cells become dry: no wet cell among the eight around them, edges and corners too', () => {
    const depth = Float32Array.from(
      [
        [1, 0, 0, 0, 0.2],
        [0, 0, 0, 0.2, 0],
        [0, 0.05, 0, 0, 0],
        [0, 0.5, 0, 0, 0.3],
        [0, 0, 0, 0, 0.3],
      ].flat(),
    )
    expect(removeIsolated(depth, 5, 0.1)).toBe(2)
    expect([...depth.keys()].filter((cell) => depth[cell] >= 0.1)).toEqual([4, 8, 19, 24])
    expect(depth[11]).toBe(Math.fround(0.05))
  })

  test('it is stored, counted, and only where asked for; binary water is 1 and 0', async () => {
    const alone = await built({ removeIsolated: true, allowLeakage: true })
    expect((await alone.read('train')).every(({ depthMetres }) => depthMetres.every((metres) => metres === 0))).toBe(true)
    expect(alone.metadata).toMatchObject({ counts: { isolatedCells: 6 }, water: { isolatedRemoved: true, unit: 'metres' } })
    const binary = await built({ binary: true, wetThresholdMetres: 0.4 })
    const values = new Set((await binary.read('train')).flatMap(({ depthMetres }) => [...depthMetres]))
    expect([[...values].sort(), binary.metadata.water?.unit, binary.metadata.wetThresholdMetres]).toEqual([[0, 1], 'wet', 0.4])
    const deep = await built({ binary: true, wetThresholdMetres: 0.6 })
    expect((await deep.read('train')).every(({ depthMetres }) => depthMetres.every((value) => value === 0))).toBe(true)
  })
})

describe('statistics', () => {
  test('class balance, histograms, scatter and weights agree with the samples', async () => {
    const { out, metadata, read } = await built({ test: ['west'] })
    const train = await read('train')
    const balance = readResult(out, 'balance', 'table')
    expect(balance.rows.map(({ split, samples }) => [split, samples])).toEqual([
      ['training', 40],
      ['validation', 40],
      ['test', 40],
    ])
    expect(balance.rows[0].wetPercent).toBeCloseTo((100 * 2) / (40 * 64), 10)
    const rain = readResult(out, 'rain-values', 'curves')
    const values = train.flatMap(({ rain: shares }) => [...shares].map((share) => share * 100))
    const [training] = rain.series
    training.x.forEach((edge, bin) => {
      const [low, high] = [bin === 0 ? -1 : 10 ** training.x[bin - 1], 10 ** edge]
      const share = values.filter((value) => value >= low * 0.99999 && value < high * 0.99999).length / values.length
      if (share === 0) expect(training.y[bin]).toBeNaN()
      else expect(10 ** training.y[bin]).toBeCloseTo(share, 10)
    })
    const points = readResult(out, 'rain-water-points', 'embedding').points
    expect(points.length).toBe(120)
    const sums = train.map(({ rain: shares, depthMetres }) => [
      shares.reduce((sum, share) => sum + share * 100, 0),
      depthMetres.reduce((sum, metres) => sum + metres, 0),
    ])
    const sorted = (pairsOf: number[][]) => pairsOf.map(([x, y]) => `${x.toFixed(4)} ${y.toFixed(4)}`).sort()
    expect(sorted(points.filter(({ label }) => label === 'training').map(({ x, y }) => [x, y]))).toEqual(
      sorted(sums.map(([x, y]) => [Math.log10(1 + x), Math.log10(1 + y)])),
    )
    const [medians] = readResult(out, 'rain-water', 'curves').series
    medians.x.forEach((x, i) => {
      const inBin = points.filter((point) => point.label === 'training' && Math.abs(point.x - x) <= 0.125).map(({ y }) => y)
      expect([
        Math.min(...inBin) <= medians.y[i],
        Math.max(...inBin) >= medians.y[i],
        medians.low![i] <= medians.y[i],
        medians.high![i] >= medians.y[i],
      ]).toEqual(Array(4).fill(true))
    })
    expect(readResult(out, 'loss-weights', 'table').rows.length).toBe(100)
    for (const split of ['train', 'validate', 'test']) {
      const files = metadata.places.flatMap(({ shards }) => shards.filter((shard) => shard.split === split).map(({ file }) => file))
      expect(
        readFileSync(join(out, `${split}.txt`), 'utf8')
          .trim()
          .split('\n'),
      ).toEqual(files)
    }
  })

  test('loss weights: the fullest bin weighs 0.1, an empty one 1, in float64 and a sample at a time', () => {
    const weights = lossWeights(
      new Map([
        [0, 900],
        [50, 90],
        [115_000, 9],
      ]),
    )
    expect(weights.length).toBe(100)
    expect([weights[0].samples, weights[99].samples, weights[50].samples]).toEqual([990, 9, 0])
    expect([weights[0].weight, weights[50].weight]).toEqual([0.1, 1])
    expect(weights[99].weight).toBeCloseTo(0.1 + 0.9 * (1 - 9 / 990), 12)
    expect([weights[0].from, weights[99].to]).toEqual([0, 115_000])
    expect(lossWeights(new Map())).toEqual([])
  })
})
