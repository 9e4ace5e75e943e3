/** What is wrong with the input, each with its code and text. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, rain, startPhd } from './files.js'

let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
  writeFileSync(join(dir, 'good.dat'), rain(1))
  writeFileSync(join(dir, 'cut.dat'), rain(2).subarray(0, 540))
  writeFileSync(join(dir, 'two.dat'), Buffer.concat([rain(1), rain(1, { title: 'Rain of a model' })]))
  writeFileSync(join(dir, 'wider.dat'), rain(2, { columns: 2, rows: 6 }))
  writeFileSync(join(dir, 'words.txt'), 'nothing to see\n')
  writeFileSync(join(dir, 'tile.asc'), 'ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 50\n1 2\n3 4\n')
  writeFileSync(join(dir, 'other.asc'), 'ncols 2\nnrows 2\nxllcorner 50\nyllcorner 0\ncellsize 50\n9 2\n4 4\n')
  writeFileSync(join(dir, 'askew.asc'), 'ncols 2\nnrows 2\nxllcorner 17\nyllcorner 0\ncellsize 50\n9 2\n4 4\n')
  mkdirSync(join(dir, 'full.zarr'))
  await json(['radar', 'import', 'good.dat', '--out', 'ready.zarr'], { cwd: dir })
})
afterAll(() => rmSync(dir, { recursive: true }))

const cases: { what: string; args: string[]; exit: number; error: Record<string, unknown> }[] = [
  { what: 'no file', args: ['nowhere.dat'], exit: 2, error: { code: 'RADAR_INPUT_NONE', message: 'nowhere.dat names no file.' } },
  { what: 'a glob without files', args: ['*.h5'], exit: 2, error: { code: 'RADAR_INPUT_NONE', message: '*.h5 names no file.' } },
  {
    what: 'a file of no known format',
    args: ['words.txt'],
    exit: 1,
    error: { code: 'RADAR_FORMAT_UNKNOWN', message: 'The format of words.txt is not known.' },
  },
  { what: 'a format that is not there', args: ['good.dat', '--format', 'nimrood'], exit: 2, error: { code: 'RADAR_FORMAT_NAME' } },
  {
    what: 'a reader option without a value',
    args: ['good.dat', '--reader-option', 'x'],
    exit: 2,
    error: { code: 'RADAR_READER_OPTION', message: 'A reader option has the form key=value.' },
  },
  { what: 'a reader option that is not there', args: ['good.dat', '--reader-option', 'x=1'], exit: 2, error: { code: 'RADAR_READER_OPTION' } },
  {
    what: 'a cut file',
    args: ['good.dat', 'cut.dat'],
    exit: 1,
    error: { code: 'RADAR_FILE_DAMAGED', remedy: expect.stringContaining('import leaves such files out with --skip-damaged') },
  },
  {
    what: 'a field that is not there',
    args: ['good.dat', '--field', 'snow'],
    exit: 2,
    error: { code: 'RADAR_FIELD_MISSING', message: 'The files hold no snow.' },
  },
  {
    what: 'water depth in a grid that was read as terrain',
    args: ['tile.asc', '--quantity', 'water_depth'],
    exit: 2,
    error: {
      code: 'RADAR_FIELD_MISSING',
      message: 'The files hold no water_depth.',
      remedy: 'say what the numbers are: --reader-option quantity=water_depth',
    },
  },
  {
    what: 'a format for a store',
    args: ['ready.zarr', '--format', 'nimrod'],
    exit: 2,
    error: { code: 'RADAR_FORMAT_NAME', message: 'ready.zarr is a Zarr store, which no --format reads.', received: '--format nimrod' },
  },
  {
    what: 'two fields of rain',
    args: ['two.dat'],
    exit: 2,
    error: {
      code: 'RADAR_FIELDS',
      message: 'The files hold 2 fields of rain_rate.',
      received: 'Rainfall rate Composite (mm/h); Rain of a model (mm/h)',
      remedy: 'name one: --field "Rainfall rate Composite"',
    },
  },
  { what: 'rain on two grids', args: ['good.dat', 'wider.dat'], exit: 2, error: { code: 'RADAR_GRID_MIXED', message: 'The files lie on different grids.' } },
  {
    what: 'rain without a time',
    args: ['tile.asc', '--reader-option', 'quantity=rain_rate'],
    exit: 2,
    error: { code: 'RADAR_TIME_MISSING', message: 'tile.asc does not say the time of its frames.' },
  },
  {
    what: 'tiles that do not agree',
    args: ['tile.asc', 'other.asc'],
    exit: 2,
    error: { code: 'RADAR_TILE_CONFLICT', message: 'tile.asc does not agree with the tiles before it.', received: '1 cells that differ, by up to 7.00 m' },
  },
  { what: 'tiles whose cells do not coincide', args: ['tile.asc', 'askew.asc'], exit: 2, error: { code: 'RADAR_GRID_MIXED' } },
  {
    what: 'bounds that are none',
    args: ['good.dat', '--bounds', '1,2,3'],
    exit: 2,
    error: { code: 'RADAR_BOUNDS', message: 'The bounds are not two opposite corners.' },
  },
  {
    what: 'bounds elsewhere',
    args: ['good.dat', '--bounds', '10,10,9,11'],
    exit: 2,
    error: { code: 'RADAR_BOUNDS_OUTSIDE', message: 'The bounds and the grid do not meet.' },
  },
  {
    what: 'bounds on a file without projection',
    args: ['tile.asc', '--bounds', '54,0,53,1'],
    exit: 2,
    error: { code: 'RADAR_CRS_MISSING', message: 'The file does not say its projection.' },
  },
  {
    what: 'a projection that is none',
    args: ['good.dat', '--crs', 'EPSG:1'],
    exit: 2,
    error: { code: 'RADAR_CRS', message: 'There is no coordinate system "EPSG:1".' },
  },
  {
    what: 'degrees without a grid',
    args: ['good.dat', '--crs', 'EPSG:4326'],
    exit: 2,
    error: { code: 'RADAR_CELL', message: 'From degrees to metres, or back, the size of the cells has to be said.' },
  },
  {
    what: 'cells of no size',
    args: ['good.dat', '--cell-metres', '0'],
    exit: 2,
    error: { code: 'RADAR_NUMBER', message: '--cell-metres is not a number above 0.' },
  },
]

describe('wrong input', { timeout: 60_000 }, () => {
  it.each(cases)('$what', async ({ args, exit, error }) => {
    const { code, answer } = await json(['radar', 'import', ...args, '--out', 'never.zarr'], { cwd: dir })
    expect(answer.error).toMatchObject(error)
    expect(code).toBe(exit)
    expect(readdirSync(dir).filter((name) => name.startsWith('never'))).toEqual([])
  })

  it('a store that is there is not replaced, and nothing is read for it', async () => {
    const { code, answer } = await json(['radar', 'import', 'good.dat', '--out', 'full.zarr'], { cwd: dir })
    expect([code, answer.error.code, answer.error.message]).toEqual([2, 'RADAR_STORE_EXISTS', 'full.zarr is there already.'])
    expect((await json(['radar', 'import', 'good.dat', '--out', 'full.zarr', '--force'], { cwd: dir })).code).toBe(0)
  })

  it('damaged files are left out where asked, and recorded', async () => {
    const { stdout, code } = await startPhd(['radar', 'import', 'good.dat', 'cut.dat', '--out', 'skipped.zarr', '--skip-damaged'], { cwd: dir }).ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/left out: cut\.dat cannot be read: field 1 is broken; expected .+; received /)
    const { manifest, timesMs } = await openRasterStore(join(dir, 'skipped.zarr'))
    expect(timesMs).toHaveLength(1)
    expect(manifest.damaged).toMatchObject([{ file: 'cut.dat', code: 'RADAR_FILE_DAMAGED' }])
  })

  it('of tiles that overlap the later by name wins where asked', async () => {
    const { answer } = await json(['radar', 'import', 'tile.asc', 'other.asc', '--out', 'later.zarr', '--overlaps', 'later'], { cwd: dir })
    expect(answer).toMatchObject({ quantity: 'elevation', frames: 2 })
    const store = await openRasterStore(join(dir, 'later.zarr'))
    expect([...(await store.frame('elevation'))]).toEqual([1, 2, 2, 3, 4, 4])
    expect(store.manifest).toMatchObject({ overlappingCells: 2, differingCells: 1, parameters: { overlaps: 'later' } })
  })
})
