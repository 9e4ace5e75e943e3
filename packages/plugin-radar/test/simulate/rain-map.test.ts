import { crsOf, type Grid } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { requireWholeRain } from '../../lib/simulate/check-rain.js'
import { createRainFiller } from '../../lib/simulate/missing-rain.js'
import { mapRain, spread, weighted } from '../../lib/simulate/rain-map.js'
import { areaUnder } from '../../lib/simulate/source-volume.js'
import { noPython, runPython } from '../oracle.js'

const crs = crsOf('EPSG:27700')
const rain: Grid = { rows: 3, columns: 4, west: 1000, north: 9000, cellX: 1000, cellY: 1000, crs }
const flat = ({ rows, columns }: Grid) => new Float32Array(rows * columns)

describe('rain on terrain', () => {
  test('each cell of terrain takes the rain cell that holds its centre, north on top', () => {
    const terrain: Grid = { rows: 3, columns: 4, west: 1500, north: 8600, cellX: 400, cellY: 400, crs }
    const map = mapRain(terrain, flat(terrain), rain)
    // Centres: x 1700, 2100, 2500, 2900; y 8400, 8000, 7600. A centre on a border belongs to the cell south or east of it.
    expect([...map.rainCellOf]).toEqual([0, 1, 1, 1, 4, 5, 5, 5, 4, 5, 5, 5])
    expect([...map.terrainCellsUnder]).toEqual([1, 3, 0, 0, 2, 6, 0, 0, 0, 0, 0, 0])
    const rates = Float32Array.from({ length: 12 }, (_, i) => i)
    const onTerrain = new Float64Array(12)
    spread(map, rates, onTerrain)
    expect(onTerrain.reduce((sum, rate) => sum + rate, 0)).toBe(weighted(map, rates))
  })

  test('cells without terrain take none; cells outside the rain are counted; nowhere at all is an error', () => {
    const terrain: Grid = { rows: 2, columns: 2, west: 4000, north: 9500, cellX: 600, cellY: 600, crs }
    const heights = Float32Array.of(1, Number.NaN, 1, 1)
    const map = mapRain(terrain, heights, rain)
    // Centres: x 4300, 4900; y 9200 (outside), 8600.
    expect(map).toMatchObject({ cells: 3, outside: 1 })
    expect([...map.rainCellOf]).toEqual([-1, -1, 3, 3])
    expect(() => mapRain({ ...terrain, west: 500_000 }, heights, rain)).toThrow(
      expect.objectContaining({
        code: 'RADAR_SIMULATE_COVERAGE',
        received: 'x 1000 to 5000, y 6000 to 9000 (EPSG:27700)',
        expected: 'rain over x 500000 to 501200, y 8300 to 9500 (EPSG:27700)',
      }),
    )
  })

  test('whole rain cells over whole terrain: the volume is that of the radar', () => {
    const terrain: Grid = { rows: 20, columns: 30, west: 1000, north: 9000, cellX: 100, cellY: 100, crs }
    const map = mapRain(terrain, flat(terrain), rain)
    const area = areaUnder(terrain, rain, map)
    const rates = Float32Array.from({ length: 12 }, (_, i) => (i * 5) % 7)
    const radar = area.reduce((sum, metres, k) => sum + metres * rates[k], 0)
    expect(radar).toBe(weighted(map, rates) * 100 * 100)
    expect([...area]).toEqual([1e6, 1e6, 1e6, 0, 1e6, 1e6, 1e6, 0, 0, 0, 0, 0])
  })

  test.skipIf(noPython)(`in another projection it is where pyproj puts it${noPython ? ` (${noPython})` : ''}`, () => {
    const terrain: Grid = { rows: 40, columns: 40, west: 330_000, north: 5_640_000, cellX: 500, cellY: 500, crs: crsOf('EPSG:32632') }
    const knmi = '+proj=stere +lat_0=90 +lon_0=0 +lat_ts=60 +a=6378137 +b=6356752 +x_0=0 +y_0=0'
    const radar: Grid = { rows: 60, columns: 60, west: 440_000, north: -4_160_000, cellX: 1000, cellY: 1000, crs: { projection: knmi } }
    const script = `
import json, pyproj
t = pyproj.Transformer.from_crs('EPSG:32632', '${knmi}', always_xy=True)
print(json.dumps([t.transform(330000 + (x + .5) * 500, 5640000 - (y + .5) * 500) for y in range(40) for x in range(40)]))`
    const points: [number, number][] = JSON.parse(runPython(script))
    const expected = points.map(([x, y]) => {
      const [row, column] = [Math.floor((radar.north - y) / 1000), Math.floor((x - radar.west) / 1000)]
      return row >= 0 && row < 60 && column >= 0 && column < 60 ? row * 60 + column : -1
    })
    const map = mapRain(terrain, flat(terrain), radar)
    expect(expected.filter((cell) => cell >= 0).length).toBeGreaterThan(400)
    const different = expected.filter((cell, i) => cell !== map.rainCellOf[i]).length
    expect(different).toBeLessThanOrEqual(2) // centres within millimetres of a border
  })
})

describe('missing rain', () => {
  const terrain: Grid = { rows: 2, columns: 4, west: 1000, north: 9000, cellX: 1000, cellY: 1000, crs }
  const map = mapRain(terrain, flat(terrain), rain)
  const start = Date.UTC(2007, 5, 25)
  const stop = { startMs: start, endMs: start + 60_000, span: { startMs: start, endMs: start + 300_000, rain: 0 } }
  const frame = (first: number) => Float32Array.from({ length: 12 }, (_, i) => (i === 0 ? first : i === 11 ? Number.NaN : 2))

  test('is an error that says when and how much, before anything is simulated', async () => {
    const frames = [frame(1), frame(Number.NaN), frame(Number.NaN)]
    const series = { name: 'rain', grid: rain, timesMs: [], minutes: [], sha256: '', frame: async (k: number) => frames[k] }
    const span = (k: number, what: number | 'missing' | 'dry') => ({ startMs: start + k * 300_000, endMs: start + (k + 1) * 300_000, rain: what })
    await requireWholeRain(series, map, [span(0, 0), span(1, 'dry')])
    await expect(requireWholeRain(series, map, [span(0, 0), span(1, 1), span(2, 2), span(3, 'missing')])).rejects.toMatchObject({
      code: 'RADAR_SIMULATE_MISSING',
      message: 'Rain is missing from 2007-06-25T00:05Z to 2007-06-25T00:10Z, over 12.5 % of the terrain.',
      received: '3 of 4 intervals with missing rain, 31.3 % of all',
      remedy: '--missing-rain zero takes it as dry, previous holds the last rate',
    })
    await expect(requireWholeRain(series, map, [span(0, 'missing')])).rejects.toThrow(/The record of rain has a gap from .* over 100\.0 % of the terrain/)
  })

  test('zero is dry, previous holds; what was filled is counted, and cells that rain on nothing are not asked', () => {
    const zero = createRainFiller('zero', map)
    expect(zero.fill(frame(Number.NaN), stop)[0]).toBe(0)
    expect(zero.filledMinutes).toBeCloseTo(1 / 8, 12)
    const previous = createRainFiller('previous', map)
    expect(() => previous.fill(frame(Number.NaN), stop)).toThrow(
      expect.objectContaining({ code: 'RADAR_SIMULATE_MISSING', remedy: '--missing-rain zero, or a later --from' }),
    )
    previous.fill(frame(7), stop)
    expect(previous.fill(frame(Number.NaN), stop)[0]).toBe(7)
    expect([...previous.fill(undefined, stop)].slice(0, 8)).toEqual([7, 2, 2, 2, 2, 2, 2, 2])
    expect(createRainFiller('fail', map).fill(frame(1), stop)[0]).toBe(1)
    expect(() => createRainFiller('zero', map).fill(frame(-1), stop)).toThrow('The rain at 2007-06-25T00:05Z is below zero.')
  })
})
