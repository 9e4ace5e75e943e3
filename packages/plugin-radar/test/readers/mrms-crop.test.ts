import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Frame, knownCrs, openRasterFiles, readFrames } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, fileOf, framesOf } from './memory-file.js'
import { readers } from './readers.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-mrms-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const sidecar = {
  shape: [2, 2, 3],
  dtype: 'int16 little-endian',
  order: 'frame,row(north to south),col(west to east)',
  unit: 'mm/h x 10',
  nodata: -1,
  north_edge_lat: 36.91,
  west_edge_lon: -84.57,
  cell_deg: 0.01,
  times_unix_utc: [1560124800, 1560124920],
  step_s: 120,
}

function crop(name: string, changes: object = {}, stored = [0, 5, 10, -1, 20, -9, 1, 2, 3, 4, 5, 1038]): string {
  const path = join(dir, `${name}.json`)
  writeFileSync(path, JSON.stringify({ ...sidecar, ...changes }))
  writeFileSync(join(dir, `${name}.i16.bin`), Int16Array.from(stored))
  return path
}

async function read(path: string): Promise<Frame[]> {
  const frames: Frame[] = []
  for await (const file of openRasterFiles(path)) for await (const frame of readFrames(file, await readers())) frames.push(frame)
  return frames
}

describe('a crop of MRMS', () => {
  it('is the frames of the pair, by the JSON', async () => {
    const frames = await read(crop('pair'))
    expect(frames.map(({ timeMs, values }) => [new Date(timeMs as number).toISOString(), ...values])).toEqual([
      ['2019-06-10T00:00:00.000Z', 0, 0.5, 1, Number.NaN, 2, Number.NaN],
      ['2019-06-10T00:02:00.000Z', ...[0.1, 0.2, 0.3, 0.4, 0.5, 103.8].map(Math.fround)],
    ])
    expect(frames[0]).toMatchObject({ quantity: 'rain_rate', units: 'mm/h', name: 'PrecipRate' })
    expect(frames[0].grid).toEqual({ rows: 2, columns: 3, west: -84.57, north: 36.91, cellX: 0.01, cellY: 0.01, crs: knownCrs['EPSG:4326'] })
  })

  it('wants its numbers beside it', async () => {
    const path = crop('alone')
    rmSync(join(dir, 'alone.i16.bin'))
    expect(await failureOf(read(path))).toMatchObject({
      code: 'RADAR_FILE_PAIR',
      message: `The numbers of ${path} are not beside it.`,
      expected: 'alone.i16.bin in the same folder',
      received: 'no such file',
    })
    expect(await failureOf(framesOf(fileOf('a.tar!/alone.json', JSON.stringify(sidecar))))).toMatchObject({
      code: 'RADAR_FILE_PAIR',
      received: 'a file in an archive',
      remedy: 'unpack the archive first',
    })
  })

  it('is damaged where the pair does not fit', async () => {
    const path = crop('short')
    truncateSync(join(dir, 'short.i16.bin'), 23)
    expect(await failureOf(read(path))).toMatchObject({
      code: 'RADAR_FILE_DAMAGED',
      message: `${join(dir, 'short.i16.bin')} cannot be read: it has not the length that its JSON gives.`,
      expected: '24 bytes: 2 x 2 x 3 numbers of 2 bytes',
      received: '23',
    })
  })

  it.each<[object, string]>([
    [{ shape: [1e9, 1e9, 1e9] }, 'shape.0: '],
    [{ shape: [2, 2] }, 'shape'],
    [{ dtype: 'float32' }, 'dtype: '],
    [{ order: 'row,col' }, 'order: '],
    [{ unit: 'inches' }, 'unit: mm/h x N'],
    [{ cell_deg: 0 }, 'cell_deg: '],
    [{ north_edge_lat: 136 }, 'north_edge_lat: '],
    [{ times_unix_utc: [1560124800] }, '1 times for 2 frames'],
    [{ times_unix_utc: ['x', 1] }, 'times_unix_utc.0: '],
  ])('is damaged where its JSON says %o', async (changes, received) => {
    const got = await failureOf(read(crop('bad', changes)))
    expect(got).toMatchObject({ code: 'RADAR_FILE_DAMAGED', message: `${join(dir, 'bad.json')} cannot be read: it is no JSON of a crop.` })
    expect(got.received).toContain(received)
  })

  it('is damaged where its JSON is cut off', async () => {
    const got = await failureOf(framesOf(fileOf('cut.json', JSON.stringify(sidecar).slice(0, -3)), { format: 'mrms-crop' }))
    expect(got).toMatchObject({ code: 'RADAR_FILE_DAMAGED', message: 'cut.json cannot be read: it is no JSON of a crop.' })
  })
})
