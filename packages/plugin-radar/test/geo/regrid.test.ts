import { random } from '@phd/core'
import { crsOf, type Grid, knownCrs } from '@phd/plugin-radar'
import { describe, expect, it } from 'vitest'
import { coveringGrid, regridder, resamplings, transformBetween } from '../../lib/geo/index.js'
import { noPython, runPython } from '../oracle.js'

const bng = crsOf('EPSG:27700')
const source: Grid = { rows: 24, columns: 30, west: 440_000, north: 500_000, cellX: 1000, cellY: 1000, crs: bng }
const draw = random(1, 'regrid')
const field = Float32Array.from({ length: source.rows * source.columns }, () => 10 * draw())
const sum = (values: Float32Array) => values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0)
const NaN_ = Number.NaN

describe('conservative', () => {
  it.each([250, 400, 1500, 3000])('keeps the sum to float precision onto cells of %s m that cover the source exactly', (cell) => {
    const target = { ...source, cellX: cell, cellY: cell, rows: 24_000 / cell, columns: 30_000 / cell }
    const out = regridder(source, target, 'conservative')(field)
    expect((sum(out) * cell * cell) / (sum(field) * 1e6)).toBeCloseTo(1, 6)
  })

  it('keeps the sum in another projection, area measured in the source, and a constant exactly', () => {
    // A target that lies within the source, its mask regridded back: every piece of a source cell is counted once.
    const target = coveringGrid(source, crsOf('EPSG:32630'), 700)
    const ones = regridder(source, target, 'conservative', 0)(new Float32Array(field.length).fill(3))
    for (const value of ones) expect(Number.isNaN(value) || value === 3).toBe(true)
    // Fine target cells as a quadrature: 50 m cells, each of the same area to 0.2 %.
    const fine = coveringGrid(source, crsOf('EPSG:32630'), 50)
    const out = regridder(source, fine, 'conservative')(field)
    expect((sum(out) * 2500) / (sum(field) * 1e6)).toBeCloseTo(1, 2)
  })

  it('is the mean of what it covers, weighted by area', () => {
    const two: Grid = { rows: 1, columns: 2, west: 0, north: 100, cellX: 100, cellY: 100 }
    const shifted: Grid = { rows: 1, columns: 1, west: 75, north: 100, cellX: 100, cellY: 50 }
    expect(regridder(two, shifted, 'conservative')(Float32Array.of(8, 4))[0]).toBe(5)
  })
})

describe('missing values', () => {
  const four: Grid = { rows: 2, columns: 2, west: 0, north: 2, cellX: 1, cellY: 1 }
  const one: Grid = { rows: 1, columns: 1, west: 0, north: 2, cellX: 2, cellY: 2 }
  it.each(['bilinear', 'conservative'] as const)('drop out of %s, and decide where they are more than half', (resampling) => {
    const to = regridder(four, one, resampling)
    expect(to(Float32Array.of(1, 2, 3, 6))[0]).toBe(3)
    expect(to(Float32Array.of(1, 2, 3, NaN_))[0]).toBe(2)
    expect(to(Float32Array.of(1, 2, NaN_, NaN_))[0]).toBe(1.5)
    expect(to(Float32Array.of(1, NaN_, NaN_, NaN_))[0]).toBeNaN()
  })

  it.each(resamplings)('are what lies outside the source, with %s', (resampling) => {
    const wider: Grid = { rows: 1, columns: 3, west: -8, north: 4, cellX: 4, cellY: 4 }
    expect([...regridder(four, wider, resampling, 0)(Float32Array.of(1, 1, 1, 1))].map(Number.isNaN)).toEqual([true, true, resampling !== 'conservative'])
  })
})

describe('cells that coincide', () => {
  it.each(resamplings)('are copied by %s, whatever lies outside is missing', (resampling) => {
    const target = { ...source, rows: 5, columns: 4, west: source.west - 1000, north: source.north - 2000 }
    const out = regridder(source, target, resampling)(field)
    for (let row = 0; row < 5; row++) {
      expect([...out.subarray(row * 4, row * 4 + 4)]).toEqual([NaN_, ...field.subarray((row + 2) * 30, (row + 2) * 30 + 3)])
    }
  })

  it('needs a projection on both grids, or on none', () => {
    expect(() => regridder(source, { ...source, crs: undefined, cellX: 500 }, 'nearest')).toThrow('does not say its projection')
  })
})

describe('longitudes', () => {
  const world: Grid = { rows: 20, columns: 40, west: 230, north: 60, cellX: 1, cellY: 1, crs: knownCrs['EPSG:4326'] }
  const columns = Float32Array.from({ length: 800 }, (_, i) => i % 40)
  it.each(resamplings)('of 230 to 270 are found as -130 to -90 by %s, the outer cells too', (resampling) => {
    const target = { ...world, west: -130.5, columns: 41 }
    const out = [...regridder(world, target, resampling)(columns).subarray(0, 41)]
    const expected = { nearest: 0, bilinear: 0.5, conservative: 0.5 }[resampling]
    expect(out[5]).toBeCloseTo(4 + (resampling === 'nearest' ? 1 : expected), 5)
    expect(out.slice(1, 40).some(Number.isNaN)).toBe(false)
    if (resampling === 'conservative') expect([out[0], out[40]]).toEqual([0, 39])
  })
})

describe('nearest', () => {
  it('is the cell that holds the centre, in another projection as well', () => {
    const target = coveringGrid(source, knownCrs['EPSG:4326'], 0.01)
    const out = regridder(source, target, 'nearest')(field)
    const transform = transformBetween(target.crs!, bng)
    for (let i = 0; i < out.length; i += 7) {
      const [row, column] = [Math.floor(i / target.columns), i % target.columns]
      const [x, y] = transform(target.west + (column + 0.5) * 0.01, target.north - (row + 0.5) * 0.01)
      const [r, c] = [Math.floor((source.north - y) / 1000), Math.floor((x - source.west) / 1000)]
      const inside = r >= 0 && c >= 0 && r < 24 && c < 30
      expect(out[i]).toEqual(inside ? field[r * 30 + c] : NaN_)
    }
  })
})

describe.skipIf(noPython)(`against scipy and PROJ${noPython ? ` (${noPython})` : ''}`, () => {
  it('bilinear within a projection and across', () => {
    const same: Grid = { rows: 31, columns: 44, west: 442_130, north: 498_410, cellX: 537, cellY: 611, crs: bng }
    const other = { ...coveringGrid({ ...source, rows: 10, columns: 12, west: 448_000, north: 492_000 }, crsOf('EPSG:3035'), 400) }
    const script = `
import json, sys, numpy as np, pyproj
from scipy.interpolate import RegularGridInterpolator
q = json.loads(sys.argv[1])
s = q['source']
v = np.array(q['field'], 'f4').reshape(s['rows'], s['columns'])
y = s['north'] - (np.arange(s['rows']) + .5) * s['cellY']
x = s['west'] + (np.arange(s['columns']) + .5) * s['cellX']
f = RegularGridInterpolator((y[::-1], x), v[::-1].astype('f8'), bounds_error=False)
out = []
for t in q['targets']:
    X, Y = np.meshgrid(t['west'] + (np.arange(t['columns']) + .5) * t['cellX'], t['north'] - (np.arange(t['rows']) + .5) * t['cellY'])
    sx, sy = pyproj.Transformer.from_crs(t['crs']['projection'], s['crs']['projection'], always_xy=True).transform(X, Y)
    out.append([None if np.isnan(a) else float(a) for a in f((sy, sx)).ravel()])
print(json.dumps(out))`
    const answers: (number | null)[][] = JSON.parse(runPython(script, JSON.stringify({ source, field: [...field], targets: [same, other] })))
    for (const [i, target] of [same, other].entries()) {
      const out = regridder(source, target, 'bilinear')(field)
      let compared = 0
      for (const [cell, value] of answers[i].entries()) {
        if (value === null) continue
        compared++
        expect(Math.abs(out[cell] - value)).toBeLessThan(1e-3)
      }
      expect(compared).toBeGreaterThan(500)
    }
  })

  it('conservative by 40 000 points a cell', () => {
    const target = coveringGrid({ ...source, rows: 6, columns: 6, west: 450_000, north: 490_000 }, crsOf('EPSG:3035'), 2300)
    const script = `
import json, sys, numpy as np, pyproj
q = json.loads(sys.argv[1])
s, t = q['source'], q['target']
v = np.array(q['field'], 'f8').reshape(s['rows'], s['columns'])
n = 200
o = (np.arange(n) + .5) / n
tr = pyproj.Transformer.from_crs(t['crs']['projection'], s['crs']['projection'], always_xy=True)
out = []
for r in range(t['rows']):
    for c in range(t['columns']):
        X, Y = np.meshgrid(t['west'] + (c + o) * t['cellX'], t['north'] - (r + o) * t['cellY'])
        x, y = tr.transform(X, Y)
        out.append(float(v[np.floor((s['north'] - y) / s['cellY']).astype(int), np.floor((x - s['west']) / s['cellX']).astype(int)].mean()))
print(json.dumps(out))`
    const answers: number[] = JSON.parse(runPython(script, JSON.stringify({ source, field: [...field], target })))
    const out = regridder(source, target, 'conservative')(field)
    expect(out.length).toBe(answers.length)
    for (const [cell, value] of answers.entries()) expect(Math.abs(out[cell] - value)).toBeLessThan(0.01)
  })
})
