import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRasterStore, crsOf, type Grid, openRasterStore, resumeRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noPython, runPython } from '../oracle.js'

const grid: Grid = { rows: 7, columns: 5, west: 440_000, north: 500_000, cellX: 1000, cellY: 1000, crs: crsOf('EPSG:27700') }
const variables = [
  { name: 'rain_rate', quantity: 'rain_rate' as const, units: 'mm/h', inTime: true },
  { name: 'elevation', quantity: 'elevation' as const, units: 'm', inTime: false },
]
const start = Date.UTC(2007, 5, 25)
/** Frame k: row * 10 + column + 100 k, with one cell missing. */
const frame = (k: number) => Float32Array.from({ length: 35 }, (_, i) => (i === 3 ? Number.NaN : Math.floor(i / 5) * 10 + (i % 5) + 100 * k))
const at = (k: number) => ({ timeMs: start + k * 300_000, minutes: 5 })

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'store-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

async function write(name: string, frames: number): Promise<string> {
  const path = join(dir, name)
  const store = await createRasterStore(path, { grid, variables, framesPerChunk: 4, manifest: { from: 'a test' } })
  for (let k = 0; k < frames; k++) await store.append(at(k), { rain_rate: frame(k) })
  await store.write('elevation', frame(0))
  await store.close()
  return path
}

describe('a store', () => {
  it('gives back what was written', async () => {
    const store = await openRasterStore(await write('back.zarr', 10))
    expect(store.grid).toEqual(grid)
    expect(store.timesMs).toEqual(Array.from({ length: 10 }, (_, k) => start + k * 300_000))
    expect(new Set(store.minutes)).toEqual(new Set([5]))
    expect(store.manifest).toEqual({ from: 'a test' })
    for (const k of [9, 0, 4, 3]) expect(await store.frame('rain_rate', k)).toEqual(frame(k))
    expect(await store.frame('elevation')).toEqual(frame(0))
    expect(store.variable('elevation').units).toBe('m')
    expect(() => store.variable('water_depth')).toThrow(/holds no water_depth/)
  })

  it('leaves nothing beside it, and replaces one only with force', async () => {
    const path = await write('once.zarr', 1)
    await expect(write('once.zarr', 1)).rejects.toThrow(/is there already/)
    const again = await createRasterStore(path, { grid, variables, force: true })
    expect((await openRasterStore(path)).timesMs).toHaveLength(1)
    await again.append(at(0), { rain_rate: frame(0) })
    await again.append(at(1), { rain_rate: frame(1) })
    await again.write('elevation', frame(1))
    await again.close()
    expect((await openRasterStore(path)).timesMs).toHaveLength(2)
    expect(readdirSync(dir).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('goes on after a checkpoint as if it had not been interrupted', async () => {
    const path = join(dir, 'resumed.zarr')
    const first = await createRasterStore(path, { grid, variables, framesPerChunk: 4 })
    for (let k = 0; k < 6; k++) await first.append(at(k), { rain_rate: frame(k) })
    await first.checkpoint({ minute: 30 })
    await first.append(at(6), { rain_rate: frame(99) })
    const resumed = await resumeRasterStore(path)
    expect(resumed?.state).toEqual({ minute: 30 })
    expect(resumed?.writer.frames).toBe(6)
    for (let k = 6; k < 10; k++) await resumed!.writer.append(at(k), { rain_rate: frame(k) })
    await resumed!.writer.write('elevation', frame(0))
    await resumed!.writer.close()
    const store = await openRasterStore(path)
    for (let k = 0; k < 10; k++) expect(await store.frame('rain_rate', k)).toEqual(frame(k))
    expect(await resumeRasterStore(path)).toBeUndefined()
  })

  it('refuses frames out of order or of another shape', async () => {
    const store = await createRasterStore(join(dir, 'order.zarr'), { grid, variables })
    await store.append(at(1), { rain_rate: frame(1) })
    await expect(store.append(at(1), { rain_rate: frame(1) })).rejects.toThrow('Frames are not in order of time.')
    await expect(store.append(at(2), { rain_rate: new Float32Array(3) })).rejects.toThrow('does not fit the store')
    await store.abort()
    await expect(openRasterStore(join(dir, 'order.zarr'))).rejects.toThrow('There is no Zarr store')
  })

  it('says of a damaged store what is wrong', async () => {
    const path = await write('damaged.zarr', 2)
    writeFileSync(join(path, 'zarr.json'), '{"zarr_format": 3}')
    await expect(openRasterStore(path)).rejects.toThrow('is not a store that this program wrote')
  })

  it.skipIf(noPython)(`opens in xarray with the same numbers, times and projection${noPython ? ` (${noPython})` : ''}`, async () => {
    const path = await write('xarray.zarr', 10)
    const script = `
import json, sys, warnings
warnings.simplefilter('error')
import numpy as np, xarray as xr, pyproj
d = xr.open_zarr(sys.argv[1])
r = d.rain_rate.values
print(json.dumps({
  'dims': list(d.rain_rate.dims), 'shape': list(r.shape), 'missing': int(np.isnan(r).sum()), 'sum': float(np.nansum(r)), 'corner': float(r[9, 0, 0]),
  'times': [str(d.time.values[0]), str(d.time.values[-1])], 'y': d.y.values.tolist()[:2], 'x': d.x.values.tolist()[:2],
  'tmerc': pyproj.CRS.from_cf(d.spatial_ref.attrs).to_cf()['latitude_of_projection_origin'], 'proj': d.spatial_ref.attrs['crs_name'], 'units': d.rain_rate.attrs['units'],
}))`
    const seen = JSON.parse(runPython(script, path))
    let sum = 0
    for (let k = 0; k < 10; k++) for (const value of frame(k)) if (!Number.isNaN(value)) sum += value
    expect(seen).toEqual({
      dims: ['time', 'y', 'x'],
      shape: [10, 7, 5],
      missing: 10,
      sum,
      corner: 900,
      times: ['2007-06-25T00:00:00.000000000', '2007-06-25T00:45:00.000000000'],
      y: [499_500, 498_500],
      x: [440_500, 441_500],
      tmerc: 49,
      proj: 'EPSG:27700',
      units: 'mm h-1',
    })
  })
})
