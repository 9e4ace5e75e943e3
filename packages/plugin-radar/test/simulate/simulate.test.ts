import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSolver, crsOf, openRasterStore, type RasterReader, type SimulateOptions, simulate } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import provides from '../../lib/phd.js'
import { checkout } from '../oracle.js'
import { hills, readAll, start, writeRain, writeTerrain } from './world.js'

const size = 40
let dir: string
let rain: string
let terrain: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'phd-simulate-'))
  rain = await writeRain(dir, 'rain.zarr', 6, (row, column, k) => (k < 4 ? 20 + ((row * 7 + column * 11 + k * 3) % 50) : 0))
  terrain = await writeTerrain(dir, 'terrain.zarr', size)
})
afterAll(() => rmSync(dir, { recursive: true }))

let made = 0
const run = (options: Partial<SimulateOptions> = {}) =>
  simulate({ rain: [rain], terrain, out: join(dir, `water${made++}.zarr`), readers: [], threads: 1, ...options })

describe('simulate', () => {
  test('is the solver, with the rain of each frame on each cell', async () => {
    const report = await run({ drainMinutes: 10 })
    const store = await openRasterStore(report.out)
    expect(store.timesMs).toEqual(Array.from({ length: 8 }, (_, k) => start + (k + 1) * 300_000))
    const solver = createSolver({
      ...{ rows: size, columns: size, cellMetres: 50, edge: { kind: 'free', slope: 0.005 } },
      elevationMetres: Float32Array.from({ length: size * size }, (_, i) => hills(Math.floor(i / size), i % size)),
    })
    const water = await readAll(report.out, 'water_depth')
    for (let k = 0; k < 8; k++) {
      const rates = Float64Array.from({ length: size * size }, (_, i) => {
        const row = Math.floor((500 + (Math.floor(i / size) + 0.5) * 50) / 1000)
        const column = Math.floor((600 + ((i % size) + 0.5) * 50) / 1000)
        return k < 4 ? 20 + ((row * 7 + column * 11 + k * 3) % 50) : 0
      })
      for (let minute = 0; minute < 5; minute++) solver.advance(60, rates)
      expect(water[k]).toEqual(Float32Array.from(solver.depthMetres()))
    }
    expect(report.account.rainCubicMetres / solver.mass().rainCubicMetres).toBeCloseTo(1, 9)
    expect(report).toMatchObject({ frames: 8, rows: size, columns: size, start: '2007-06-25T00:00Z', end: '2007-06-25T00:40Z', filledMinutes: 0 })
    expect(report.radarCubicMetres).toBeCloseTo(report.account.rainCubicMetres, 3)
  })

  test('accounts for every drop, whatever the soil does', async () => {
    const models: Partial<SimulateOptions>[] = [
      {},
      { rainMode: { kind: 'topmodel', recessionMetres: 0.005 } },
      { infiltration: { kind: 'constant', mmPerHour: 4 }, evaporationMmPerHour: 1 },
      { infiltration: { kind: 'green-ampt', conductivityMmPerHour: 3, suctionMm: 100, moistureDeficit: 0.2 }, evaporationMmPerHour: 0.5 },
    ]
    for (const model of models) {
      const report = await run({ ...model, drainMinutes: 5 })
      const { account } = report
      expect(report.massErrorShare).toBeLessThan(1e-12)
      const went =
        account.storeCubicMetres + account.infiltrationCubicMetres + account.evaporationCubicMetres + account.outflowCubicMetres + account.storedCubicMetres
      expect(went / account.rainCubicMetres).toBeCloseTo(1, 11)
      if (model.rainMode) expect(account.storeCubicMetres / account.rainCubicMetres).toBeGreaterThan(0.3)
      if (model.infiltration) expect(account.infiltrationCubicMetres / account.rainCubicMetres).toBeGreaterThan(0.05)
      if (model.evaporationMmPerHour) expect(account.evaporationCubicMetres).toBeGreaterThan(0)
      const rows = readFileSync(join(report.out, 'mass_balance.csv'), 'utf8').trim().split('\n')
      expect(rows).toHaveLength(1 + 7)
      expect(rows[7].split(',').slice(0, 3)).toEqual(['2007-06-25T00:35Z', '35', String(account.rainCubicMetres)])
      expect((await openRasterStore(report.out)).manifest).toMatchObject({ account, massErrorShare: report.massErrorShare })
    }
  })

  test('velocity, maximum, arrival and hazard are written where asked for, and fit the depths', async () => {
    const report = await run({ outputs: ['velocity', 'maximum', 'arrival', 'hazard'], outputMinutes: 1, arrivalDepthMetres: 0.02 })
    const store = await openRasterStore(report.out)
    expect(store.variables.map(({ name }) => name).sort()).toEqual([
      'arrival_time',
      'elevation',
      'maximum_depth',
      'maximum_hazard',
      'velocity_x',
      'velocity_y',
      'water_depth',
    ])
    const depth = await readAll(report.out, 'water_depth')
    const [vx, vy] = [await readAll(report.out, 'velocity_x'), await readAll(report.out, 'velocity_y')]
    const [maximum, arrival, hazard] = [await store.frame('maximum_depth'), await store.frame('arrival_time'), await store.frame('maximum_hazard')]
    let arrived = 0
    for (let i = 0; i < size * size; i++) {
      const series = depth.map((frame) => frame[i])
      expect(maximum[i]).toBeGreaterThanOrEqual(Math.max(...series) - 1e-7)
      const first = series.findIndex((metres) => metres >= 0.02) + 1
      if (first > 0) {
        arrived++
        expect(arrival[i]).toBeLessThanOrEqual(first)
        expect(arrival[i]).toBeGreaterThan(0)
      }
      for (const [k, frame] of depth.entries()) expect(hazard[i]).toBeGreaterThanOrEqual(0.5 * frame[i] * Math.hypot(vx[k][i], vy[k][i]) - 1e-6)
    }
    expect(arrived).toBeGreaterThan(20)
    // The land falls to the south, so most water runs south: negative toward north.
    expect(vy.at(-1)!.reduce((sum, v) => sum + v, 0)).toBeLessThan(0)
  })

  test('one set of inputs gives the same bytes', async () => {
    const bytes = (path: string) =>
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [file.slice(path.length), readFileSync(file).toString('base64')])
        .sort()
    const [one, two] = [await run(), await run({ threads: 2 })]
    expect(bytes(two.out)).toEqual(bytes(one.out))
  })

  test("Manning's n and the water at the start may be rasters", async () => {
    const smooth = await writeTerrain(dir, 'smooth.zarr', size, () => 0.01)
    const depths = await writeTerrain(dir, 'depths.zarr', size, (y) => (y < 5 ? 0.3 : 0))
    const rough = await run()
    const fast = await run({ solver: { manning: smooth, initialDepth: depths } })
    expect(fast.account.initialCubicMetres).toBeCloseTo(5 * size * 0.3 * 2500, 1)
    expect(fast.account.outflowCubicMetres).toBeGreaterThan(rough.account.outflowCubicMetres)
    const other = await writeTerrain(dir, 'other.zarr', size - 1)
    await expect(run({ solver: { manning: other } })).rejects.toThrow('lies on another grid than the terrain')
  })
})

const swiss = join(checkout, '..', 'shared', 'data', 'radar-mch-20150515')

describe.skipIf(!existsSync(swiss))('radar files', () => {
  test('rain on terrain in another projection, as they are', { timeout: 120_000 }, async () => {
    const files = readdirSync(swiss)
      .filter((name) => name.endsWith('.gif'))
      .sort()
      .slice(20, 23)
      .map((name) => join(swiss, name))
    const readers = await Promise.all(
      Object.entries(provides.rasterReader!).map(async ([name, load]) => ({ name, reader: (await load()).default as RasterReader })),
    )
    // A square of 6 km near Bern, in UTM.
    const utm = await writeTerrain(dir, 'utm.zarr', 60, hills, { west: 380_000, north: 5_205_000, cellX: 100, cellY: 100, crs: crsOf('EPSG:32632') })
    const report = await run({ rain: files, terrain: utm, readers })
    expect(report).toMatchObject({ start: '2015-05-15T17:20Z', end: '2015-05-15T17:35Z', frames: 3, cellsOutsideRain: 0 })
    expect(report.massErrorShare).toBeLessThan(1e-9)
    expect(report.radarCubicMetres).toBeCloseTo(report.account.rainCubicMetres, 3)
    await expect(run({ rain: files, terrain: utm, readers, toMs: Date.UTC(2015, 4, 15, 18) })).rejects.toMatchObject({ code: 'RADAR_SIMULATE_TIME' })
  })
})

describe('inputs that make no simulation', () => {
  const refused = (options: Partial<SimulateOptions>, code: string, text: RegExp) =>
    expect(run(options)).rejects.toMatchObject({ code, message: expect.stringMatching(text) })

  test('terrain', async () => {
    await refused({ terrain: await writeTerrain(dir, 'far.zarr', 4, hills, { west: 0 }) }, 'RADAR_SIMULATE_COVERAGE', /does not fall on the terrain/)
    await refused(
      { terrain: await writeTerrain(dir, 'half.zarr', 10, hills, { west: 405_750 }) },
      'RADAR_SIMULATE_COVERAGE',
      /does not cover 50\.0 % of the terrain/,
    )
    await refused({ terrain: await writeTerrain(dir, 'oblong.zarr', 4, hills, { cellY: 60 }) }, 'RADAR_SIMULATE_TERRAIN', /not squares in metres/)
    const degrees = { cellX: 0.001, cellY: 0.001, west: 7, north: 50, crs: { projection: '+proj=longlat +datum=WGS84' } }
    await refused({ terrain: await writeTerrain(dir, 'degrees.zarr', 4, hills, degrees) }, 'RADAR_SIMULATE_TERRAIN', /not squares in metres/)
    const hole = await writeTerrain(dir, 'hole.zarr', 9, (y, x) => (y === 4 && x > 2 && x < 6 ? Number.NaN : x === 0 ? Number.NaN : hills(y, x)))
    await expect(run({ terrain: hole })).rejects.toMatchObject({ code: 'RADAR_SIMULATE_HOLES', received: '3 such cells (3.7 %), the first in row 4, column 3' })
    expect((await run({ terrain: hole, holes: 'wall' })).frames).toBe(6)
    await refused({ terrain: await writeTerrain(dir, 'none.zarr', 4, () => Number.NaN) }, 'RADAR_SIMULATE_TERRAIN', /holds no heights/)
    const huge = await writeTerrain(dir, 'huge.zarr', 4)
    await expect(
      import('../../lib/simulate/terrain.js').then(({ checkSize }) => checkSize(huge, { rows: 1e6, columns: 1e6, west: 0, north: 0, cellX: 1, cellY: 1 })),
    ).rejects.toMatchObject({
      code: 'RADAR_SIMULATE_SIZE',
    })
    await refused({ terrain: join(dir, 'absent.zarr') }, 'RADAR_STORE_MISSING', /There is no Zarr store/)
    await refused({ terrain: rain }, 'RADAR_STORE_VARIABLE', /holds no elevation/)
  })

  test('rain', async () => {
    const holed = await writeRain(dir, 'holed.zarr', 3, (row, column, k) => (k === 1 && row === 2 && column === 2 ? Number.NaN : 5))
    await refused({ rain: [holed] }, 'RADAR_SIMULATE_MISSING', /from 2007-06-25T00:05Z to 2007-06-25T00:10Z, over 7\.5 % of the terrain/)
    expect((await run({ rain: [holed], missingRain: 'zero' })).filledMinutes).toBeCloseTo(0.375, 9)
    const gap = await writeRain(dir, 'gap.zarr', 5, () => 5, [2, 3])
    await refused({ rain: [gap] }, 'RADAR_SIMULATE_MISSING', /The record of rain has a gap from 2007-06-25T00:10Z to 2007-06-25T00:20Z, over 100\.0 %/)
    const held = await run({ rain: [gap], missingRain: 'previous' })
    expect(held.filledMinutes).toBeCloseTo(10, 9)
    expect(held.account.rainCubicMetres).toBeCloseTo((size * 50) ** 2 * 0.005 * (25 / 60), 3)
    await refused({ fromMs: start - 1 }, 'RADAR_SIMULATE_TIME', /does not cover/)
    await refused({ rain: [terrain] }, 'RADAR_STORE_VARIABLE', /holds no rain_rate/)
    expect(readdirSync(dir).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  test('settings', async () => {
    await refused({ outputMinutes: 0 }, 'RADAR_SIMULATE_OPTION', /make no simulation/)
    await refused({ drainMinutes: 1, untilMs: start }, 'RADAR_SIMULATE_OPTION', /make no simulation/)
    const both = { rainMode: { kind: 'topmodel' as const, recessionMetres: 0.01 }, infiltration: { kind: 'constant' as const, mmPerHour: 1 } }
    await refused(both, 'RADAR_SIMULATE_OPTION', /make no simulation/)
    await refused({ solver: { courant: 2 } }, 'RADAR_SOLVER_INPUT', /cannot start/)
    await expect(run({ massTolerance: 1e-20 })).rejects.toMatchObject({ code: 'RADAR_SOLVER_MASS' })
  })
})
