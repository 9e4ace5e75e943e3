/** Which field, which part, which cells, which container. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, rain, startPhd } from './files.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const failure = async (...args: string[]) => (await startPhd(['radar', 'import', ...args], { cwd: dir }).ended).stderr
const run = (...args: string[]) => json(['radar', 'import', ...args], { cwd: dir })

describe('choices', { timeout: 60_000 }, () => {
  it('a field by its name', async () => {
    writeFileSync(join(dir, 'two.dat'), Buffer.concat([rain(1), rain(1, { title: 'Rain of a model', stored: Array(12).fill(64) })]))
    expect((await run('two.dat', '--out', 'field.zarr', '--field', 'Rain of a model')).answer).toMatchObject({ field: 'Rain of a model', frames: 1 })
    expect(new Set(await (await openRasterStore(join(dir, 'field.zarr'))).frame('rain_rate', 0))).toEqual(new Set([2]))
  })

  it('a part in metres of the file, or all that a box of degrees covers', async () => {
    writeFileSync(join(dir, 'one.dat'), rain(1))
    const metres = await run('one.dat', '--out', 'part.zarr', '--bounds', '-404000,1549000,-402000,1548000', '--bounds-crs', 'file')
    expect(metres.answer.grid).toMatchObject({ rows: 1, columns: 2, west: -404_000, north: 1_549_000 })
    const box = await run('one.dat', '--out', 'box.zarr', '--bounds=62.91,-17.95,62.90,-17.92', '--bounds-cover', 'box')
    expect(box.answer.grid.rows * box.answer.grid.columns).toBeGreaterThan(3)
  })

  it('a part where the radar sees nothing is told, and how much is missing', async () => {
    writeFileSync(join(dir, 'blind.dat'), rain(1))
    const all = ['radar', 'import', 'blind.dat', '--bounds-crs', 'file', '--out']
    const some = await startPhd([...all, 'some.zarr', '--bounds=-405000,1550000,-401000,1547000'], { cwd: dir }).ended
    expect(some.stdout).toContain('1 frame, 2020-01-28T00:05:00Z to 2020-01-28T00:05:00Z, 8.3 % missing')
    expect(some.stdout).not.toContain('Warning')
    const none = await startPhd([...all, 'none.zarr', '--bounds=-405000,1550000,-404000,1549000'], { cwd: dir }).ended
    expect(none.stdout).toContain(', 100.0 % missing')
    expect(none.stdout.trimEnd().split('\n').at(-1)).toBe('Warning: every cell is missing; the bounds or the grid may lie outside what the files cover.')
    expect(none.code).toBe(0)
    writeFileSync(join(dir, 'holes.asc'), 'ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 50\nNODATA_value -9999\n1 -9999\n3 4\n')
    expect((await run('holes.asc', '--out', 'holes.zarr')).answer.missingShare).toBe(0.25)
  })

  it('an archive whose members are in no order of time, in a store without .zarr in its name', async () => {
    mkdirSync(join(dir, 'tar'))
    for (let k = 1; k <= 9; k++) writeFileSync(join(dir, 'tar', `${9 - k}.dat`), rain(k))
    execFileSync('tar', ['-czf', join(dir, 'day.tar.gz'), '-C', join(dir, 'tar'), ...readdirSync(join(dir, 'tar')).sort()])
    const { answer } = await run('day.tar.gz', '--out', 'day')
    expect(answer).toMatchObject({ frames: 9, inputs: 1, gaps: [] })
    const store = await openRasterStore(join(dir, 'day'))
    for (let k = 1; k <= 9; k++) expect((await store.frame('rain_rate', k - 1))[5]).toBe(k)
    expect(store.manifest.inputs).toMatchObject([{ path: 'day.tar.gz', frames: 9, first: '2020-01-28T00:05:00Z', last: '2020-01-28T00:45:00Z' }])
    expect((await json(['radar', 'inspect', 'day'], { cwd: dir })).answer).toMatchObject({ readers: ['zarr'], fields: [{ frames: 9 }] })
  })

  it('frames on two grids onto one of their own', async () => {
    const coarse = rain(2, { rows: 2, columns: 2, interval: 2000, firstRow: 1_549_000, firstColumn: -404_000, stored: [32, 64, 96, 128] })
    writeFileSync(join(dir, 'fine.dat'), rain(1))
    writeFileSync(join(dir, 'coarse.dat'), coarse)
    const { answer } = await run('fine.dat', 'coarse.dat', '--out', 'mixed.zarr', '--grid', 'fine.dat')
    expect(answer).toMatchObject({ frames: 2, grid: { rows: 3, columns: 4 } })
    const store = await openRasterStore(join(dir, 'mixed.zarr'))
    expect([...(await store.frame('rain_rate', 1))]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4])
    expect((await store.frame('rain_rate', 0))[1]).toBe(0)
    expect(store.manifest.parameters).toMatchObject({ resampling: 'conservative', grid: 'fine.dat' })
  })

  it('the folder that the store is written to', async () => {
    const here = join(dir, 'here')
    mkdirSync(here)
    writeFileSync(join(here, 'a.dat'), rain(1))
    writeFileSync(join(here, 'rain.zarr.scan.jsonl'), 'cut off')
    const { answer } = await json(['radar', 'import', '.', '--out', 'rain.zarr'], { cwd: here })
    expect(answer).toMatchObject({ frames: 1, ignored: [] })
    const again = await json(['radar', 'import', '.', '--out', 'rain.zarr', '--force'], { cwd: here })
    expect(again.answer).toMatchObject({ frames: 1, readers: ['nimrod'] })
  })

  it('rain laid over a place where it did not fall: the cell that is named comes to lie over the middle', async () => {
    writeFileSync(join(dir, 'storm.dat'), rain(1, { stored: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384] }))
    const place = ['ncols 4', 'nrows 4', 'xllcorner 210000', 'yllcorner 90000', 'cellsize 500', ...Array(4).fill('1 1 1 1')].join('\n')
    writeFileSync(join(dir, 'place.asc'), place)
    const given = ['storm.dat', '--grid', 'place.asc', '--crs', 'EPSG:27700', '--cell-metres', '1000']
    // The corner where the cells of 2, 3, 6 and 7 mm/h meet.
    const { answer } = await run(...given, '--out', 'moved.zarr', '--transplant=-403000,1549000')
    expect(answer.grid).toMatchObject({ rows: 2, columns: 2, west: 210_000, north: 92_000 })
    const store = await openRasterStore(join(dir, 'moved.zarr'))
    expect([...(await store.frame('rain_rate', 0))]).toEqual([2, 3, 6, 7])
    expect(store.manifest.parameters).toMatchObject({ transplant: { x: -403_000, y: 1_549_000 }, grid: 'place.asc' })
    expect(store.attributes.comment).toBe('Rain moved to a place where it did not fall.')
    const away = await failure(...given, '--out', 'away.zarr', '--transplant=0,0')
    expect(away).toContain('Error RADAR_BOUNDS_OUTSIDE: There is no radar at the place to take the rain from.')
    expect(await failure(...given, '--out', 'away.zarr', '--transplant', 'here')).toContain('Error RADAR_NUMBER: --transplant is not a point.')
  })
})
