import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@phd/core'
import { buildWorld, climates, createRainField, openRasterStore, rainStatistics } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { createTransform } from '../../lib/world/fft.js'
import { exceedance, quantile } from '../../lib/world/rain-field.js'
import { stormOfKind } from '../../lib/world/rain-kinds.js'
import { shiftBetween } from '../../lib/world/statistics/advection.js'
import { addPairs, correlation, foldingLag, logRate, noCovariance } from '../../lib/world/statistics/correlation.js'
import { syntheticTerrain } from '../../lib/world/synthetic-terrain.js'
import { phd, temporaryFolder } from '../cli.js'

const contents = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name).slice(dir.length), readFileSync(join(entry.parentPath, entry.name)).toString('base64')])
    .sort()

test('the transform is the sum that it says', () => {
  const n = 8
  const draw = random(3, 'transform')
  const real = Float64Array.from({ length: n * n }, draw)
  const imaginary = Float64Array.from({ length: n * n }, draw)
  const [re, im] = [real.slice(), imaginary.slice()]
  createTransform(n).inverse(re, im)
  for (const [y, x] of [
    [0, 0],
    [1, 2],
    [7, 3],
    [5, 5],
  ]) {
    let [a, b] = [0, 0]
    for (let ky = 0; ky < n; ky++) {
      for (let kx = 0; kx < n; kx++) {
        const turn = (2 * Math.PI * (ky * y + kx * x)) / n
        a += real[ky * n + kx] * Math.cos(turn) - imaginary[ky * n + kx] * Math.sin(turn)
        b += real[ky * n + kx] * Math.sin(turn) + imaginary[ky * n + kx] * Math.cos(turn)
      }
    }
    expect(re[y * n + x]).toBeCloseTo(a, 10)
    expect(im[y * n + x]).toBeCloseTo(b, 10)
  }
})

test('the normal distribution is that of the tables', () => {
  for (const [z, above] of [
    [0, 0.5],
    [1, 0.158655],
    [1.959964, 0.025],
    [-1, 0.841345],
    [3, 0.0013499],
    [6, 9.8659e-10],
  ])
    expect(exceedance(z) / above).toBeCloseTo(1, 3)
  expect(quantile(0.975)).toBeCloseTo(1.959964, 4)
})

describe('statistics of rain', () => {
  test('find the drift, the lengths and the rates that were put in', async () => {
    const n = 64
    const blob = (east: number, south: number) =>
      Float32Array.from({ length: n * n }, (_, i) => 20 * Math.exp(-(((i % n) - 20 - east) ** 2 + (Math.floor(i / n) - 40 - south) ** 2) / 50))
    const moving = Array.from({ length: 4 }, (_, k) => blob(2.5 * k, -1.5 * k))
    const shift = shiftBetween(logRate(moving[0]), logRate(moving[1]), n, 6)!
    expect(shift.east).toBeCloseTo(2.5, 0)
    expect(shift.south).toBeCloseTo(-1.5, 0)
    const statistics = await rainStatistics(moving, n, 1000, 5)
    expect(statistics.advectionMetresPerSecond).toBeCloseTo(Math.hypot(2.5, 1.5) * (1000 / 300), 0)
    expect(Math.abs(statistics.advectionFromDegrees - 239)).toBeLessThan(8) // to the east-north-east
    expect(statistics.maximumMmPerHour).toBe(20)
    const even = Float32Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0 : i === 999 ? Number.NaN : (i - 499) / 10))
    const marginal = await rainStatistics([even], 1000, 1000, 5)
    expect(marginal.wetShare).toBeCloseTo(499 / 999, 3)
    expect(marginal.wetMeanMmPerHour).toBeCloseTo(25, 3)
    expect(marginal.p95MmPerHour / 47.4).toBeCloseTo(1, 2)
    expect(foldingLag([0.8, 0.5, 0.2], 3)).toBeCloseTo(3 * (2 + (0.5 - 1 / Math.E) / 0.3), 12)
    const pairs = noCovariance()
    addPairs(pairs, Float32Array.of(1, 2, 3, 4, Number.NaN), Float32Array.of(2, 4, 6, 8, 1), 5, 0, 0)
    expect(correlation(pairs)).toBeCloseTo(1, 12)
  })
})

describe('rain of a kind', () => {
  test('has the wet share, the rates and the drift of its climate, over eight seeds', async () => {
    for (const [kind, mean, p99] of [
      ['convective', [1.2, 2.8], [10, 24]],
      ['stratiform', [0.9, 1.8], [4, 11]],
    ] as const) {
      let [wet, wetMean, top] = [0, 0, 0]
      for (let seed = 1; seed <= 8; seed++) {
        const field = createRainField(climates[kind], random(seed, 'rain'), 128, 4000, 5)
        const { wetShare, wetMeanMmPerHour, p99MmPerHour } = await rainStatistics([field.next()], 128, 4000, 5)
        wet += wetShare / 8
        wetMean += wetMeanMmPerHour / 8
        top += p99MmPerHour / 8
      }
      expect(Math.abs(wet - climates[kind].wetShare)).toBeLessThan(0.07)
      expect(wetMean).toBeGreaterThan(mean[0])
      expect(wetMean).toBeLessThan(mean[1])
      expect(top).toBeGreaterThan(p99[0])
      expect(top).toBeLessThan(p99[1])
    }
    const still = { ...climates.stratiform, areaMinutes: 1e9, cellMinutes: 1e9, slowestMetresPerSecond: 10, fastestMetresPerSecond: 10 }
    const field = createRainField(still, random(2, 'rain'), 128, 1000, 5)
    const { advectionMetresPerSecond, movedCorrelation } = await rainStatistics([field.next(), field.next(), field.next()], 128, 1000, 5)
    expect(Math.abs(advectionMetresPerSecond - 10)).toBeLessThan(0.7)
    expect(movedCorrelation).toBeGreaterThan(0.95)
  })

  test('comes over the tile, ends in time, and one seed gives one storm', () => {
    const storm = (kind: 'convective' | 'stratiform' | 'mixed', seed: number) => stormOfKind(kind, random(seed, 'storm'), 24, 5, 6, 1000)
    for (const kind of ['convective', 'stratiform', 'mixed'] as const) {
      const rain = storm(kind, 1)
      expect(storm(kind, 1)).toEqual(rain)
      expect(storm(kind, 2)).not.toEqual(rain)
      expect(rain.reduce((sum, rate) => sum + rate, 0) / 12 / 36).toBeGreaterThan(0.3)
      expect(rain.subarray(-3 * 36).every((rate) => rate === 0)).toBe(true)
    }
  })
})

test('synthetic terrain falls to the south, has a valley and hills, and is another one for another seed', () => {
  const map = syntheticTerrain(80, 100, 50, 4)
  expect(syntheticTerrain(80, 100, 50, 4)).toEqual(map)
  expect(syntheticTerrain(80, 100, 50, 5).heightMetres).not.toEqual(map.heightMetres)
  const row = (y: number) => map.heightMetres.subarray(y * 100, y * 100 + 100)
  const fall = (seed: number) => {
    const { heightMetres } = syntheticTerrain(80, 100, 50, seed)
    const mean = (y: number) => heightMetres.subarray(y * 100, y * 100 + 100).reduce((sum, height) => sum + height, 0) / 100
    return mean(5) - mean(75)
  }
  const falls = Array.from({ length: 24 }, (_, seed) => fall(seed))
  expect(Math.abs(falls.reduce((sum, metres) => sum + metres, 0) / 24 - 28)).toBeLessThan(15)
  expect(map.heightMetres.every(Number.isFinite)).toBe(true)
  for (const y of [10, 40, 70]) expect(Math.max(...row(y)) - Math.min(...row(y))).toBeGreaterThan(8)
})

describe('worlds', () => {
  test('of another kind and land are the same on one thread and on two', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    const world = { tiles: 2, storms: 1, size: 16, hours: 1, seed: 3, storm: 'mixed', terrain: 'synthetic' } as const
    const made = await buildWorld({ ...world, out: join(folder, 'one'), threads: 1 })
    await buildWorld({ ...world, out: join(folder, 'two'), threads: 2 })
    expect(contents(join(folder, 'two'))).toEqual(contents(join(folder, 'one')))
    expect(made).toMatchObject({ storm: 'mixed', terrain: { name: 'synthetic' } })
    expect(Math.min(...made.events.map((event) => event.rainMm))).toBeGreaterThan(0.1)
  })

  test('as stores: rain, terrain and the water that simulate makes of them', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    const args = ['--tiles', '1', '--storms', '1', '--size', '20', '--hours', '1', '--storm', 'convective', '--terrain', 'synthetic', '--zarr']
    const { exitCode, stdout } = await phd('radar', 'world', '--out', join(folder, 'world'), ...args, '--json')
    expect(exitCode).toBe(0)
    const place = join(folder, 'world', 'tile01-storm1')
    expect(readdirSync(place).sort()).toEqual(['rain.zarr', 'terrain.zarr', 'water.zarr'])
    const water = await openRasterStore(join(place, 'water.zarr'))
    expect([water.timesMs.length, water.grid.rows, water.grid.cellX]).toEqual([12, 20, 90])
    expect(water.timesMs).toEqual((await openRasterStore(join(place, 'rain.zarr'))).timesMs)
    expect(JSON.parse(stdout).events[0].massErrorShare).toBeLessThan(1e-12)
  })
})
