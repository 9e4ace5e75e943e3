/** Real files through the real command line, against Python that decodes them on its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noPython, runPython } from '../oracle.js'
import { composite } from '../readers/nimrod-writer.js'
import { json, noData, shared } from './files.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('the UK composite', { timeout: 120_000 }, () => {
  it('cut at the Humber keeps its corners: rows 1053 to 1191, columns 845 to 978', async () => {
    const cells: [number, number, number][] = [
      [1053, 845, 1],
      [1053, 978, 2],
      [1191, 845, 3],
      [1191, 978, 4],
      [1052, 845, 50],
      [1191, 979, 60],
    ]
    writeFileSync(join(dir, 'uk.dat'), composite({ cells, missing: [[1100, 900]] }))
    const out = join(dir, 'humber.zarr')
    const { code, answer } = await json(['radar', 'import', join(dir, 'uk.dat'), '--out', out, '--bounds', '54.3646,-1.3788,53.0940,0.5933'])
    expect(code).toBe(0)
    expect(answer.grid).toMatchObject({ rows: 139, columns: 134, west: 440_000, north: 497_000, cellX: 1000, crs: { name: 'EPSG:27700' } })
    const values = await (await openRasterStore(out)).frame('rain_rate', 0)
    expect([values[0], values[133], values[138 * 134], values[139 * 134 - 1]]).toEqual([1, 2, 3, 4])
    expect(values[(1100 - 1053) * 134 + (900 - 845)]).toBeNaN()
    expect(values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)).toBe(10)
  })
})

describe.skipIf(noPython || noData('radar-mch-20150515'))('MeteoSwiss, 40 frames', { timeout: 180_000 }, () => {
  it('are in xarray what Pillow reads from the files', async () => {
    const out = join(dir, 'mch.zarr')
    const { code, answer } = await json(['radar', 'import', join(shared, 'radar-mch-20150515'), '--out', out])
    expect(code).toBe(0)
    expect(answer).toMatchObject({
      frames: 40,
      readers: ['mch-gif'],
      stepMinutes: 5,
      gaps: [],
      inputs: 40,
      first: '2015-05-15T15:45:00Z',
      last: '2015-05-15T19:00:00Z',
    })
    expect(answer.ignored).toEqual([join(shared, 'radar-mch-20150515', 'PROVENANCE.md')])
    const script = `
import glob, json, sys, warnings, numpy as np, xarray as xr
from PIL import Image
warnings.simplefilter('error')
d = xr.open_zarr(sys.argv[1])
i = np.arange(256.)
mm = np.where((i < 2) | ((i >= 251) & (i < 255)), 0, (10 ** ((i - 71.5) / 20) / 316) ** (1 / 1.5))
mm[255] = np.nan
off, missing = 0, 0
files = sorted(glob.glob(sys.argv[2] + '/*.gif'))
for k, file in enumerate(files):
    mine = (mm * 12)[np.array(Image.open(file))]
    theirs = d.rain_rate.isel(time=k).values
    assert (np.isnan(mine) == np.isnan(theirs)).all()
    off = max(off, np.nanmax(np.abs(mine - theirs)))
    missing += np.isnan(mine).sum()
print(json.dumps({'off': float(off), 'files': len(files), 'missing': float(missing / d.rain_rate.size), 'x': float(d.x[0]), 'y': float(d.y[0]), 'step': int((d.time[1] - d.time[0]) / np.timedelta64(1, 's'))}))`
    const seen = JSON.parse(runPython(script, out, join(shared, 'radar-mch-20150515')))
    expect(seen.off).toBeLessThan(1e-4)
    expect(seen).toMatchObject({ files: 40, x: 255_500, y: 479_500, step: 300 })
    expect(seen.missing).toBeCloseTo(0.309, 3)
  })
})

describe.skipIf(noPython || noData('radar-knmi-20100826'))('KNMI HDF5', { timeout: 180_000 }, () => {
  it('from a glob is in xarray what h5py reads; onto 4 km by area it keeps the rain', async () => {
    const [out, coarse] = [join(dir, 'knmi.zarr'), join(dir, 'coarse.zarr')]
    const glob = join(shared, 'radar-knmi-20100826', '*_20100826000?.h5')
    expect((await json(['radar', 'import', glob, '--out', out])).answer).toMatchObject({ frames: 2, readers: ['odim-hdf5'] })
    expect((await json(['radar', 'import', out, '--out', coarse, '--cell-metres', '4000'])).answer).toMatchObject({ frames: 2, readers: ['zarr'] })
    const script = `
import glob, json, sys, warnings, h5py, numpy as np, xarray as xr, pyproj
warnings.simplefilter('error')
d, c = xr.open_zarr(sys.argv[1]), xr.open_zarr(sys.argv[2])
off = 0
for k, file in enumerate(sorted(glob.glob(sys.argv[3]))):
    raw = h5py.File(file)['image1/image_data'][:]
    mine = np.where(raw == 65535, np.nan, raw * .01 * 12)
    theirs = d.rain_rate.isel(time=k).values
    assert (np.isnan(mine) == np.isnan(theirs)).all()
    off = max(off, np.nanmax(np.abs(mine - theirs)))
# Blocks of 4 x 4 that lie in the field: the mean of the valid cells, where half of them are.
r = np.pad(d.rain_rate.values, ((0, 0), (0, 3), (0, 0)), constant_values=np.nan)[:, :764 + 4].reshape(2, 192, 4, 175, 4)
n = (~np.isnan(r)).sum((2, 4))
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    mean = np.where(n >= 8, np.nanmean(r, (2, 4)), np.nan)
print(json.dumps({'off': float(off), 'coarse': float(np.nanmax(np.abs(mean - c.rain_rate.values))), 'same': bool((np.isnan(mean) == np.isnan(c.rain_rate.values)).all()), 'shape': list(c.rain_rate.shape)}))`
    const seen = JSON.parse(runPython(script, out, coarse, glob))
    expect(seen.off).toBeLessThan(1e-4)
    expect(seen.coarse).toBeLessThan(1e-4)
    expect(seen).toMatchObject({ same: true, shape: [2, 192, 175] })
  })
})

describe.skipIf(noPython || noData('dem-os-terrain50'))('OS Terrain 50', { timeout: 180_000 }, () => {
  it('tiles are put together as NumPy stacks them, and rain comes onto their cells', async () => {
    const tiles = ['ta02.zip', 'ta03.zip'].map((name) => join(shared, 'dem-os-terrain50', name))
    const out = join(dir, 'hull.zarr')
    const { code, answer } = await json(['radar', 'import', ...tiles, '--out', out, '--crs', 'EPSG:27700'])
    expect(code).toBe(0)
    expect(answer).toMatchObject({ quantity: 'elevation', units: 'm', frames: 2, grid: { rows: 400, columns: 200, cellX: 50, north: 440_000, west: 500_000 } })
    const script = `
import io, json, sys, zipfile, numpy as np, xarray as xr
d = xr.open_zarr(sys.argv[1])
def tile(path):
    z = zipfile.ZipFile(path)
    name = next(n for n in z.namelist() if n.lower().endswith('.asc'))
    return np.loadtxt(io.StringIO(z.read(name).decode()), skiprows=5)
mine = np.vstack([tile(sys.argv[3]), tile(sys.argv[2])])
print(json.dumps({'off': float(np.abs(mine - d.elevation.values).max()), 'proj': d.spatial_ref.attrs['crs_name']}))`
    const seen = JSON.parse(runPython(script, out, ...tiles))
    expect(seen.off).toBeLessThan(1e-4)
    expect(seen.proj).toBe('EPSG:27700')

    const cells: [number, number, number][] = [[1550 - 440, 405 + 500, 8]]
    writeFileSync(join(dir, 'over-hull.dat'), composite({ cells }))
    const rain = join(dir, 'hull-rain.zarr')
    const onto = await json(['radar', 'import', join(dir, 'over-hull.dat'), '--out', rain, '--grid', out])
    expect(onto.answer.grid).toEqual(answer.grid)
    const values = await (await openRasterStore(rain)).frame('rain_rate', 0)
    expect([...values.keys()].filter((cell) => values[cell] > 0)).toEqual(Array.from({ length: 400 }, (_, i) => Math.floor(i / 20) * 200 + (i % 20)))
    expect(new Set(values)).toEqual(new Set([8, 0]))
  })

  it('with terrain on its own, --crs reprojects where the file says its own', async () => {
    const tile = join(dir, 'ta02.zarr')
    await json(['radar', 'import', join(shared, 'dem-os-terrain50', 'ta02.zip'), '--out', tile, '--crs', 'EPSG:27700'])
    const utm = join(dir, 'utm.zarr')
    const { answer } = await json(['radar', 'import', tile, '--out', utm, '--crs', 'EPSG:32630', '--resample', 'bilinear'])
    expect(answer.grid).toMatchObject({ cellX: 50, crs: { name: 'EPSG:32630' } })
    const script = `
import json, sys, numpy as np, pyproj, xarray as xr
from scipy.interpolate import RegularGridInterpolator
a, b = xr.open_zarr(sys.argv[1]), xr.open_zarr(sys.argv[2])
f = RegularGridInterpolator((a.y.values[::-1], a.x.values), a.elevation.values[::-1].astype('f8'), bounds_error=False)
X, Y = np.meshgrid(b.x.values, b.y.values)
x, y = pyproj.Transformer.from_crs(b.spatial_ref.attrs['proj4'], a.spatial_ref.attrs['proj4'], always_xy=True).transform(X, Y)
mine = f((y, x))
ok = ~np.isnan(mine)
print(json.dumps({'off': float(np.abs(mine - b.elevation.values)[ok].max()), 'compared': int(ok.sum())}))`
    const seen = JSON.parse(runPython(script, tile, utm))
    expect(seen.off).toBeLessThan(0.01)
    expect(seen.compared).toBeGreaterThan(39_000)
  })
})
