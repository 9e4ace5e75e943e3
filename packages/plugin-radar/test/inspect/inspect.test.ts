import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashes, json, noData, rain, shared, startPhd, writeRain } from '../import/files.js'
import { noPython, runPython } from '../oracle.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'inspect-'))
  mkdirSync(join(dir, 'radar'))
  writeRain(join(dir, 'radar'), [1, 2, 5])
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('phd radar inspect', { timeout: 60_000 }, () => {
  it('says what files hold', async () => {
    const { code, stdout } = await startPhd(['radar', 'inspect', 'radar'], { cwd: dir }).ended
    expect(code).toBe(0)
    expect(stdout.replace(/\d+\.\d+ MB/, 'N MB')).toMatchInlineSnapshot(`
      "3 files: nimrod, N MB

      Rainfall rate Composite: rain_rate, mm/h
        3 rows of 4, cells of 1000 m, north-west corner -405000, 1550000, EPSG:27700
        x -405000 to -401000, y 1547000 to 1550000
        latitude 62.8938 to 62.9285, longitude -17.9734 to -17.8833
        3 frames, 2020-01-28T00:05:00Z to 2020-01-28T00:25:00Z, every 5 min, 1 gap
        gap: 2 frames between 2020-01-28T00:10:00Z and 2020-01-28T00:25:00Z
        least 0, mean 2.424, greatest 5 mm/h
        wet 90.9 % (over 0.1 mm/h), missing 8.3 %
      "
    `)
  })

  it('gives the same as JSON, and of a store as of its files', async () => {
    const files = await json(['radar', 'inspect', 'radar'], { cwd: dir })
    expect(files.answer.fields).toHaveLength(1)
    const [field] = files.answer.fields
    expect(field).toMatchObject({
      quantity: 'rain_rate',
      units: 'mm/h',
      frames: 3,
      times: 3,
      first: '2020-01-28T00:05:00Z',
      last: '2020-01-28T00:25:00Z',
      wettest: '2020-01-28T00:25:00Z',
      stepMinutes: 5,
      gaps: [{ from: '2020-01-28T00:10:00Z', to: '2020-01-28T00:25:00Z', missing: 2 }],
      min: 0,
      max: 5,
      extent: { west: -405_000, east: -401_000, south: 1_547_000, north: 1_550_000 },
    })
    // Ten cells of 1, 2 and 5 mm/h, one dry and one missing in each frame.
    expect(field.mean).toBeCloseTo(80 / 33, 9)
    expect(field.wetShare).toBeCloseTo(30 / 33, 9)
    expect(field.missingShare).toBeCloseTo(1 / 12, 9)
    await json(['radar', 'import', 'radar', '--out', 'rain.zarr'], { cwd: dir })
    const store = await json(['radar', 'inspect', 'rain.zarr'], { cwd: dir })
    expect(store.answer.readers).toEqual(['zarr'])
    const { name: _1, file: _2, attributes: _3, ...same } = field
    expect(store.answer.fields[0]).toMatchObject(same)
  })

  it('lists what cannot be read beside what can, and alone it is an error', async () => {
    writeFileSync(join(dir, 'cut.dat'), rain(1).subarray(0, 530))
    writeFileSync(join(dir, 'words.txt'), 'words')
    const { answer } = await json(['radar', 'inspect', 'radar', 'cut.dat', 'words.txt'], { cwd: dir })
    expect(answer.damaged).toMatchObject([
      { file: 'cut.dat', code: 'RADAR_FILE_DAMAGED' },
      { file: 'words.txt', code: 'RADAR_FORMAT_UNKNOWN' },
    ])
    const alone = await json(['radar', 'inspect', 'cut.dat'], { cwd: dir })
    expect([alone.code, alone.answer.error.code]).toEqual([1, 'RADAR_FILE_DAMAGED'])
  })

  it.each([
    [['radar', '--png', 'a.png', '--at', '2020-01-28T00:15'], 'RADAR_INSPECT_FRAME', 'There is no frame of Rainfall rate Composite at 2020-01-28T00:15:00Z.'],
    [['radar', '--png', 'a.png', '--field', 'snow'], 'RADAR_INSPECT_FIELD', 'There is no field "snow".'],
    [['radar', '--png', 'a.png', '--at', 'noon'], 'RADAR_TIME_RANGE', '"noon" is not a time.'],
    [['nowhere'], 'RADAR_INPUT_NONE', 'nowhere names no file.'],
    [['none.zarr'], 'RADAR_INPUT_NONE', 'none.zarr names no file.'],
  ])('%j is refused', async (args, code, message) => {
    const answer = await json(['radar', 'inspect', ...args], { cwd: dir })
    expect(answer.answer.error).toMatchObject({ code, message })
    expect(answer.code).toBe(2)
  })
})

describe('what is there', { timeout: 60_000 }, () => {
  it.each([
    ['--png', 'other.dat', 'other.dat does not end in .png.'],
    ['--player', 'other.dat', 'other.dat does not end in .html.'],
    ['--png', 'radar.png', 'radar.png is there and is not a PNG.'],
    ['--png', 'short.png', 'short.png is there and is not a PNG.'],
    ['--png', 'folder.png', 'folder.png is there and is not a PNG.'],
    ['--player', 'page.html', 'page.html is there and is not a player that phd wrote.'],
  ])('is not overwritten by %s %s, and nothing is written', async (flag, name, message) => {
    const here = mkdtempSync(join(dir, 'there-'))
    mkdirSync(join(here, 'folder.png'))
    const contents = { 'other.dat': rain(1), 'radar.png': rain(1), 'short.png': Buffer.from([0x89, 0x50]), 'page.html': Buffer.from('<!doctype html><p>mine') }
    for (const [file, bytes] of Object.entries(contents)) writeFileSync(join(here, file), bytes)
    const before = hashes(here)
    const other = flag === '--png' ? ['--player', 'new.html'] : ['--png', 'new.png']
    const { code, answer } = await json(['radar', 'inspect', join(dir, 'radar'), ...other, flag, name], { cwd: here })
    expect(answer.error).toMatchObject({ code: 'RADAR_INSPECT_WRITE', message })
    expect(code).toBe(2)
    expect(hashes(here)).toEqual(before)
  })

  it('is replaced where it is a map or a player', async () => {
    for (const _ of ['new', 'again']) {
      const { code } = await json(['radar', 'inspect', 'radar', '--png', 'again.png', '--player', 'again.html'], { cwd: dir })
      expect(code).toBe(0)
    }
  })
})

describe('the map', { timeout: 60_000 }, () => {
  it.skipIf(noPython)(
    `is a PNG of the total and the wettest frame, missing cells grey, or of the one asked for${noPython ? ` (${noPython})` : ''}`,
    async () => {
      for (const flags of [[], ['--at', '2020-01-28T00:10']]) {
        const png = join(dir, `map${flags.length}.png`)
        expect((await json(['radar', 'inspect', 'radar', '--png', png, ...flags], { cwd: dir })).code).toBe(0)
      }
      const script = `
import json, sys, numpy as np
from PIL import Image
out = []
for path in sys.argv[1:]:
    a = np.array(Image.open(path).convert('RGB')).astype(int)
    grey = (abs(a - 0xB8) < 3).all(2)
    rows, columns = np.nonzero(grey)
    out.append({'width': a.shape[1], 'grey': float(grey.mean()), 'left': int(columns.min()) < 20})
print(json.dumps(out))`
      const [both, one] = JSON.parse(runPython(script, join(dir, 'map0.png'), join(dir, 'map2.png')))
      expect(both.width).toBeGreaterThan(1.5 * one.width)
      // One cell of twelve, and some room for titles and colour bars.
      for (const { grey, left } of [both, one]) {
        expect(grey).toBeGreaterThan(0.04)
        expect(grey).toBeLessThan(0.09)
        expect(left).toBe(true)
      }
    },
  )
})

describe.skipIf(noData('radar-mch-20150515') || noPython)('the player of 40 real frames', { timeout: 180_000 }, () => {
  it('is one small file without a network, its pictures are the values', async () => {
    const [html, out] = [join(dir, 'mch.html'), join(dir, 'mch.zarr')]
    await json(['radar', 'import', join(shared, 'radar-mch-20150515'), '--out', out])
    const { answer } = await json(['radar', 'inspect', out, '--player', html])
    expect(answer.player).toMatchObject({ frames: 40, every: 1, cellsPerPixel: 1 })
    const page = readFileSync(html, 'utf8')
    expect(page.length).toBeLessThan(10e6)
    expect(page).not.toMatch(/https?:|<link|src="(?!data:)|@import|fetch\(|XMLHttpRequest/)
    const script = `
import base64, io, json, re, sys, numpy as np, xarray as xr
from PIL import Image
data = json.loads(re.search(r'id="data">(.*?)</script>', open(sys.argv[1], encoding='utf8').read(), re.S)[1])
d = xr.open_zarr(sys.argv[2])
worst, missing = 0, 0
for k in (0, 17, 39):
    i = np.array(Image.open(io.BytesIO(base64.b64decode(data['frames'][k]))))
    v = d.rain_rate.isel(time=k).values
    assert ((i == 0) == np.isnan(v)).all()
    assert ((i == 1) == (v < .1)).all()
    shown = data['low'] * (data['high'] / data['low']) ** ((i - 2.) / 253)
    worst = max(worst, np.abs(shown / v - 1)[i > 1].max())
alpha = Image.open(io.BytesIO(base64.b64decode(data['frames'][0]))).convert('RGBA').getpixel((0, 0))[3]
print(json.dumps({'worst': float(worst), 'alpha': alpha, 'times': [data['times'][0], data['times'][-1]], 'light': [sum(c[:3]) for c in data['palette'][1:]]}))`
    const seen = JSON.parse(runPython(script, html, out))
    expect(seen.worst).toBeLessThan(0.015)
    expect(seen.alpha).toBe(0)
    expect(seen.times).toEqual(['2015-05-15T15:45:00Z', '2015-05-15T19:00:00Z'])
    // Darker with every step.
    for (let i = 1; i < seen.light.length; i++) expect(seen.light[i]).toBeLessThanOrEqual(seen.light[i - 1])
  })
})
