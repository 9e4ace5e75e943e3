import { createHash } from 'node:crypto'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { isPhdError, type PhdError } from '@phd/core'
import { buildDataset, type DatasetMetadata, encodeSample, openDataset } from '@phd/plugin-radar'
import { beforeAll, expect, test } from 'vitest'
import { gzippedRecords } from '../../lib/tfrecord/index.js'
import { temporaryFolder } from '../cli.js'
import { plant } from './planted.js'

const folder = temporaryFolder()
const whole = join(folder, 'whole')
let copies = 0

beforeAll(async () => {
  await plant(join(folder, 'pairs'), { place: 'north', wetMinutes: [100], rainFrames: { 19: 30 } })
  await plant(join(folder, 'pairs'), { place: 'south', wetMinutes: [50] })
  await buildDataset({ pairs: join(folder, 'pairs'), out: whole, validate: ['south'] })
})

/** What reading all of a damaged copy ends in. */
async function outcome(damage: (dir: string, shard: string) => void): Promise<PhdError> {
  const dir = join(folder, `copy-${copies++}`)
  cpSync(whole, dir, { recursive: true })
  damage(dir, join(dir, 'north', '0000.tfrecord.gz'))
  try {
    const dataset = await openDataset(dir)
    for (const index of [...dataset.samples('train'), ...dataset.samples('validate')]) await dataset.readSample(index)
    for (const place of dataset.metadata.places) await dataset.readPlace(place.name)
  } catch (error) {
    if (isPhdError(error)) return error
    throw error
  }
  throw new Error('nothing was noticed')
}

const rewrite = (dir: string, change: (metadata: DatasetMetadata) => void) => {
  const metadata = JSON.parse(readFileSync(join(dir, 'metadata.json'), 'utf8'))
  change(metadata)
  writeFileSync(join(dir, 'metadata.json'), JSON.stringify(metadata))
}

const samplesOf = (count: number, value: number, waterdepth: [number, number] = [8, 8]) => {
  const shapes = { rainfallradar: [7, 2, 2] as [number, number, number], waterdepth }
  const sample = { rain: new Float32Array(28).fill(value), depthMetres: new Float32Array(waterdepth[0] * waterdepth[1]) }
  return gzippedRecords(Array.from({ length: count }, () => encodeSample(sample, shapes)))
}

const terrain = (cell: () => string) => {
  const rows = Array.from({ length: 8 }, () => Array.from({ length: 8 }, cell).join(' '))
  return gzipSync(['ncols 8', 'nrows 8', 'cellsize 50', 'NODATA_value -9999', ...rows].join('\n'))
}

test('a shard that is cut off', async () => {
  const error = await outcome((_dir, shard) => writeFileSync(shard, readFileSync(shard).subarray(0, readFileSync(shard).length / 2)))
  expect(error.code).toBe('RADAR_SHARD_TRUNCATED')
  expect(error.message).toMatch(/^The shard .*north\/0000\.tfrecord\.gz is cut off\.$/)
  expect(error.remedy).toContain('phd radar build --force')
})

test('a shard that ends between two records, before the number that metadata.json promises', async () => {
  const error = await outcome((_dir, shard) => writeFileSync(shard, samplesOf(7, 0)))
  expect(error).toMatchObject({ code: 'RADAR_SHARD_TRUNCATED', received: '7 of 40 records' })
})

test('a shard with more records than it should have', async () => {
  expect(await outcome((_dir, shard) => writeFileSync(shard, samplesOf(41, 0)))).toMatchObject({ code: 'RADAR_SHARD_CORRUPT', received: '41' })
})

test('a shard with a flipped bit: the record is named', async () => {
  const error = await outcome((_dir, shard) => {
    const bytes = gunzipSync(readFileSync(shard))
    bytes[1500] ^= 4
    writeFileSync(shard, gzipSync(bytes))
  })
  expect(error).toMatchObject({ code: 'RADAR_SHARD_CORRUPT', received: 'the checksum of the data of record 4 is wrong' })
})

test('an empty shard, and one that is gone', async () => {
  expect((await outcome((_dir, shard) => writeFileSync(shard, ''))).code).toBe('RADAR_SHARD_EMPTY')
  expect((await outcome((_dir, shard) => rmSync(shard))).code).toBe('RADAR_SHARD_MISSING')
})

test('a sample of another shape', async () => {
  expect(await outcome((_dir, shard) => writeFileSync(shard, samplesOf(40, 0, [4, 16])))).toMatchObject({
    code: 'RADAR_SHAPE',
    expected: '8x8',
    received: '4x16',
  })
})

test('rain that is no number', async () => {
  expect(await outcome((_dir, shard) => writeFileSync(shard, samplesOf(40, Number.NaN)))).toMatchObject({
    code: 'RADAR_RAIN_NAN',
    received: '28 of 28 values missing',
  })
})

test('a heightmap that is gone, not promised, unreadable, or of another shape', async () => {
  expect((await outcome((dir) => rmSync(join(dir, 'north', 'heightmap.asc.gz')))).code).toBe('RADAR_HEIGHTMAP_MISSING')
  expect((await outcome((dir) => rewrite(dir, (metadata) => (metadata.places[0].heightmap = null)))).code).toBe('RADAR_HEIGHTMAP_MISSING')
  expect((await outcome((dir) => writeFileSync(join(dir, 'north', 'heightmap.asc.gz'), gzipSync('ncols 2')))).code).toBe('RADAR_HEIGHTMAP_INVALID')
  const small = gzipSync('ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 50\nNODATA_value -9999\n1 2\n')
  expect((await outcome((dir) => writeFileSync(join(dir, 'north', 'heightmap.asc.gz'), small))).code).toBe('RADAR_SHAPE')
})

test('metadata that is gone, no JSON, of another program, or leads out of the folder', async () => {
  expect((await outcome((dir) => rmSync(join(dir, 'metadata.json')))).code).toBe('RADAR_DATASET_MISSING')
  expect(await outcome((dir) => writeFileSync(join(dir, 'metadata.json'), '{"rain'))).toMatchObject({
    code: 'RADAR_METADATA_INVALID',
    received: expect.stringContaining('no JSON'),
  })
  const peers = '{"rainfallradar":[7,2,2],"waterdepth":[8,8]}'
  expect((await outcome((dir) => writeFileSync(join(dir, 'metadata.json'), peers))).code).toBe('RADAR_METADATA_INVALID')
  const outside = await outcome((dir) => rewrite(dir, (metadata) => (metadata.places[0].shards[0].file = '../whole/north/0000.tfrecord.gz')))
  expect(outside).toMatchObject({ code: 'RADAR_METADATA_INVALID', received: 'places.0.shards.0.file: a path inside the folder' })
})

test('whole shards and heightmaps, but those of another place', async () => {
  const swapped = (file: string) => (dir: string) => writeFileSync(join(dir, 'north', file), readFileSync(join(dir, 'south', file)))
  const shard = await outcome(swapped('0000.tfrecord.gz'))
  expect(shard).toMatchObject({ code: 'RADAR_SHARD_CORRUPT', expected: expect.stringMatching(/^sha256 [0-9a-f]{64}$/) })
  expect(shard.message).toMatch(/^The shard .*north\/0000\.tfrecord\.gz is not the one that metadata\.json describes\.$/)
  expect(
    await outcome((dir) =>
      writeFileSync(
        join(dir, 'north', 'heightmap.asc.gz'),
        terrain(() => '7'),
      ),
    ),
  ).toMatchObject({
    code: 'RADAR_HEIGHTMAP_INVALID',
    received: expect.stringContaining('another file than metadata.json describes'),
  })
})

test('a place without one cell of terrain', async () => {
  const error = await outcome((dir) => {
    const bytes = terrain(() => '-9999')
    writeFileSync(join(dir, 'north', 'heightmap.asc.gz'), bytes)
    rewrite(dir, (metadata) => (metadata.places[0].heightmap!.sha256 = createHash('sha256').update(bytes).digest('hex')))
  })
  expect(error).toMatchObject({ code: 'RADAR_HEIGHTMAP_INVALID', received: 'not one cell with terrain' })
})

test.each<[string, (metadata: DatasetMetadata) => unknown]>([
  ['places: each place once', ({ places }) => (places[1].name = places[0].name)],
  ['places: each shard file once', ({ places }) => (places[1].shards[0].file = places[0].shards[0].file)],
  ['places: each minute of an event once', ({ places: [{ shards }] }) => shards.push({ ...shards[0], file: 'north/0001.tfrecord.gz', split: 'validate' })],
  ['rain.pattern: as many blocks as rain channels', ({ rain }) => rain.pattern.pop()],
  ['rain.windowMinutes: the steps of the pattern times stepMinutes', ({ rain }) => (rain.windowMinutes = 5)],
  ['places: not more wet cells than cells', ({ places }) => (places[0].shards[0].wetCells = 40 * 64 + 1)],
])('metadata that contradicts itself: %s', async (received, change) => {
  expect(await outcome((dir) => rewrite(dir, change))).toMatchObject({ code: 'RADAR_METADATA_INVALID', received })
})

test('leakage: windows of one event on both sides, unless the override was recorded or is given', async () => {
  const leak = (metadata: DatasetMetadata) => {
    const [shard] = metadata.places[0].shards
    const half = { ...shard, records: 20 }
    metadata.places[0].shards = [
      { ...half, minutes: shard.minutes.slice(0, 20) },
      { ...half, file: 'north/0001.tfrecord.gz', split: 'validate', minutes: shard.minutes.slice(20) },
    ]
  }
  const error = await outcome((dir) => rewrite(dir, leak))
  expect(error).toMatchObject({ code: 'RADAR_LEAKAGE', received: 'north, event north-1: minute 100 in training, minute 105 in validation' })
  const dir = join(folder, `copy-${copies - 1}`)
  expect((await openDataset(dir, { allowLeakage: true })).leaks).toEqual([
    { place: 'north', event: 'north-1', trainMinute: 100, validateMinute: 105, pairs: 400 },
  ])
  rewrite(dir, (metadata) => (metadata.split.leakageAllowed = true))
  expect((await openDataset(dir)).leaks).toHaveLength(1)
})
