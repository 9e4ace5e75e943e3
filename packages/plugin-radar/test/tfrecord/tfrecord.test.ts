import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { isPhdError, random } from '@phd/core'
import { describe, expect, test } from 'vitest'
import { decodeSample, encodeSample } from '../../lib/dataset/index.js'
import {
  cutRecords,
  decodeExample,
  decodeTensor,
  encodeExample,
  encodeTensor,
  frame,
  gzippedRecords,
  maskedCrc32c,
  readRecords,
} from '../../lib/tfrecord/index.js'
import { temporaryFolder } from '../cli.js'

const shapes = { rainfallradar: [2, 3, 4] as [number, number, number], waterdepth: [6, 8] as [number, number] }
const rainLength = 24

function sampleOf(seed: number) {
  const draw = random(seed, 'sample')
  return { rain: Float32Array.from({ length: rainLength }, () => draw()), depthMetres: Float32Array.from({ length: 48 }, () => draw() * 3) }
}

async function all(records: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const found: Uint8Array[] = []
  for await (const record of records) found.push(Uint8Array.from(record))
  return found
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error) => (isPhdError(error) ? error.code : String(error)),
  )
}

describe('round trips', () => {
  test('records through a gzipped file, also cut into chunks of any length', async () => {
    const records = [1, 2, 3].map((seed) => encodeSample(sampleOf(seed), shapes))
    const path = join(temporaryFolder(), 'shard.tfrecord.gz')
    writeFileSync(path, gzippedRecords(records))
    expect(await all(readRecords(path))).toEqual(records)
    const plain = gunzipSync(gzippedRecords(records))
    for (const length of [1, 5, 11, 12, 13, 1000]) {
      const chunks = Array.from({ length: Math.ceil(plain.length / length) }, (_, i) => plain.subarray(i * length, (i + 1) * length))
      expect(await all(cutRecords(chunks, 'chunks', false))).toEqual(records)
    }
  })

  test('a sample, and tensors of any shape', () => {
    const sample = sampleOf(4)
    expect(decodeSample(encodeSample(sample, shapes), shapes, 'It')).toEqual(sample)
    for (const shape of [[], [1], [0, 3], [2, 300], [1, 1, 1, 2]]) {
      const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i - 1.5)
      expect(decodeTensor(encodeTensor({ shape, values }))).toEqual({ shape, values })
    }
  })

  test('an Example keeps its features, whatever their order and neighbours', () => {
    const features = { b: Uint8Array.of(1, 2), a: new Uint8Array(300).fill(7) }
    expect(Object.fromEntries(decodeExample(encodeExample(features)))).toEqual(features)
  })
})

describe('damage has a name', () => {
  const shard = gzippedRecords([encodeSample(sampleOf(1), shapes), encodeSample(sampleOf(2), shapes)])
  const plain = new Uint8Array(gunzipSync(shard))
  const read = (bytes: Uint8Array) => codeOf(all(cutRecords([bytes], 'shard', true)))

  test('truncated, in gzip or in a record', async () => {
    expect(await read(shard.subarray(0, shard.length - 20))).toBe('RADAR_SHARD_TRUNCATED')
    expect(await read(gzipSync(plain.subarray(0, plain.length - 3)))).toBe('RADAR_SHARD_TRUNCATED')
    expect(await read(gzipSync(plain.subarray(0, 5)))).toBe('RADAR_SHARD_TRUNCATED')
  })

  test('corrupt: a flipped bit in length, data or checksum, or no gzip at all', async () => {
    for (const at of [0, 9, 50, plain.length - 1]) {
      const bad = plain.slice()
      bad[at] ^= 1
      expect(await read(gzipSync(bad))).toBe('RADAR_SHARD_CORRUPT')
    }
    expect(await read(new TextEncoder().encode('this is no gzip file'))).toBe('RADAR_SHARD_CORRUPT')
  })

  test('a length that would fill the memory ends as truncated', async () => {
    const header = frame(new Uint8Array(0)).slice(0, 12)
    new DataView(header.buffer).setBigUint64(0, 2n ** 62n, true)
    new DataView(header.buffer).setUint32(8, maskedCrc32c(header.subarray(0, 8)), true)
    expect(await read(gzipSync(header))).toBe('RADAR_SHARD_TRUNCATED')
  })

  test('empty: no bytes, or gzip of none', async () => {
    const path = join(temporaryFolder(), 'empty.tfrecord.gz')
    writeFileSync(path, '')
    expect(await codeOf(all(readRecords(path)))).toBe('RADAR_SHARD_EMPTY')
    expect(await read(gzipSync(''))).toBe('RADAR_SHARD_EMPTY')
    expect(await codeOf(all(readRecords(`${path}.not`)))).toBe('RADAR_SHARD_MISSING')
  })

  test('shape, missing feature, rain that is no number, negative depth', () => {
    const check = (record: Uint8Array) => {
      try {
        decodeSample(record, shapes, 'Record 0')
        return 'no error'
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    const { rain, depthMetres } = sampleOf(1)
    expect(check(encodeSample({ rain, depthMetres }, { ...shapes, waterdepth: [8, 6] }))).toBe('RADAR_SHAPE')
    expect(check(encodeSample({ rain: rain.map((value, i) => (i === 3 ? Number.NaN : value)), depthMetres }, shapes))).toBe('RADAR_RAIN_NAN')
    expect(check(encodeSample({ rain, depthMetres: depthMetres.map(() => -1) }, shapes))).toBe('RADAR_DEPTH_INVALID')
    expect(check(encodeExample({ rainfallradar: encodeTensor({ shape: [2, 3, 4], values: rain }) }))).toBe('RADAR_SHARD_CORRUPT')
  })

  test('fuzz: 4000 mutated shards give the right samples or a named error, never another', async () => {
    const wanted = [sampleOf(1), sampleOf(2)]
    const draw = random(7, 'fuzz')
    const pick = (below: number) => Math.floor(draw() * below)
    const outcomes = new Map<string, number>()
    for (let round = 0; round < 4000; round++) {
      const mutateFile = round % 2 === 0
      const bytes = (mutateFile ? shard : plain).slice()
      for (let flips = 1 + pick(3); flips > 0; flips--) bytes[pick(bytes.length)] = pick(256)
      const cut = draw() < 0.2 ? bytes.subarray(0, pick(bytes.length)) : bytes
      const outcome = await all(cutRecords([mutateFile ? cut : gzipSync(cut)], 'shard', true)).then(
        (records) => {
          const decoded = records.map((record) => decodeSample(record, shapes, 'It'))
          expect(decoded).toEqual(wanted.slice(0, decoded.length))
          return 'right'
        },
        (error) => (isPhdError(error) ? error.code : `unnamed: ${error}`),
      )
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    expect([...outcomes.keys()].sort()).toEqual(
      ['RADAR_SHARD_CORRUPT', 'RADAR_SHARD_EMPTY', 'RADAR_SHARD_TRUNCATED', 'right'].filter((key) => outcomes.has(key)),
    )
    expect(outcomes.get('RADAR_SHARD_CORRUPT')).toBeGreaterThan(1000)
  })

  test('fuzz: 4000 mutated records, past their checksum, give a sample of the right shape or a named error', () => {
    const record = encodeSample(sampleOf(1), shapes)
    const draw = random(8, 'fuzz records')
    let refused = 0
    for (let round = 0; round < 4000; round++) {
      const bytes = record.slice()
      for (let flips = 1 + Math.floor(draw() * 4); flips > 0; flips--) bytes[Math.floor(draw() * (round % 2 ? 60 : bytes.length))] = Math.floor(draw() * 256)
      try {
        const { rain, depthMetres } = decodeSample(bytes, shapes, 'It')
        expect([rain.length, depthMetres.length]).toEqual([rainLength, 48])
      } catch (error) {
        expect(isPhdError(error) ? error.code : String(error)).toMatch(/^RADAR_(SHARD_CORRUPT|SHAPE|RAIN_NAN|DEPTH_INVALID)$/)
        refused++
      }
    }
    expect(refused).toBeGreaterThan(1000)
  })
})
