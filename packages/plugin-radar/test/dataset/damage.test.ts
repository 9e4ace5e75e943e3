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

test('leakage: windows of one event on both sides, unless the override was recorded or is given', async () => {
  const leak = (metadata: DatasetMetadata) => {
    const [shard] = metadata.places[0].shards
    const half = { ...shard, records: 20 }
    metadata.places[0].shards = [
      { ...half, minutes: shard.minutes.slice(0, 20) },
      { ...half, split: 'validate', minutes: shard.minutes.slice(20) },
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
