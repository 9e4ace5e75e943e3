import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDataset, openDataset, type SampleIndex } from '@phd/plugin-radar'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../cli.js'
import { plant, rainCell, wetCell } from './planted.js'

const folder = temporaryFolder()
const pairs = join(folder, 'pairs')
const wetIndex = wetCell.y * 8 + wetCell.x
const rainIndex = rainCell.y * 2 + rainCell.x

beforeAll(async () => {
  await plant(pairs, { place: 'north', wetMinutes: [100], rainFrames: { 19: 30 } })
  await plant(pairs, { place: 'south', wetMinutes: [50], rainFrames: { 3: 250 } })
})

describe('buildDataset', () => {
  test.each([0, 5, 30])('a storm planted in minutes 95 to 100 and water planted at minute 100 land where they must, offset %i', async (offsetMinutes) => {
    const out = join(folder, `offset-${offsetMinutes}`)
    await buildDataset({ pairs, out, validate: ['south'], offsetMinutes })
    const dataset = await openDataset(out)
    const wet: SampleIndex[] = []
    const newest: SampleIndex[] = []
    for (const index of dataset.samples('train')) {
      const { rain, depthMetres } = await dataset.readSample(index)
      if (depthMetres.some((depth) => depth > 0)) wet.push(index)
      if (rain[6 * 4 + rainIndex] > 0) newest.push(index)
      if (index.minute === 100) expect(depthMetres[wetIndex]).toBe(0.5)
      expect(rain.filter((value) => value > 0).length).toBeLessThanOrEqual(1)
    }
    expect(wet.map((index) => index.minute)).toEqual([100])
    expect(newest.map((index) => index.minute)).toEqual([100 + offsetMinutes])
    expect(dataset.samples('train')[0].minute).toBe(5 + offsetMinutes)
  })

  test.each([
    ['0.5 m, where one cell is that deep', 0.5, false],
    ['0.6 m, where none is', 0.6, true],
  ])('samples without a wet cell are told of: %s', async (_, wetThresholdMetres, told) => {
    const notes: string[] = []
    const out = join(folder, `wet-${wetThresholdMetres}`)
    await buildDataset({ pairs, out, validate: ['south'], pattern: [1], wetThresholdMetres, log: (line) => notes.push(line) })
    expect(notes.includes(`Note: No sample has a wet cell (${wetThresholdMetres} m or more): there is nothing to learn but dry.`)).toBe(told)
  })

  test('rain is mm/h / 100, cut at 1, and the cut is told', async () => {
    const notes: string[] = []
    const out = join(folder, 'clip')
    await buildDataset({ pairs, out, validate: ['south'], pattern: [1], log: (line) => notes.push(line) })
    const dataset = await openDataset(out)
    const at = async (split: 'train' | 'validate', minute: number) =>
      (await dataset.readSample(dataset.samples(split).find((index) => index.minute === minute)!)).rain[rainIndex]
    expect(await at('train', 100)).toBe(Math.fround(0.3))
    expect(await at('validate', 20)).toBe(1)
    expect(notes).toContain('Note: 1 pooled rain values above 100 mm/h were cut to that.')
  })

  test('one seed, the same bytes, and nothing beside them', async () => {
    const read = async (name: string) => {
      const out = join(folder, name)
      await buildDataset({ pairs, out, seed: 3 })
      return readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => [join(entry.parentPath, entry.name).slice(out.length), readFileSync(join(entry.parentPath, entry.name)).toString('base64')])
        .sort()
    }
    const first = await read('once')
    expect(await read('again')).toEqual(first)
    expect(first.map(([name]) => name)).toEqual([
      '/metadata.json',
      '/north/0000.tfrecord.gz',
      '/north/heightmap.asc.gz',
      '/results/balance.json',
      '/results/depth-values.json',
      '/results/loss-weights.json',
      '/results/rain-values.json',
      '/results/rain-water-points.json',
      '/results/rain-water.json',
      '/south/0000.tfrecord.gz',
      '/south/heightmap.asc.gz',
      '/train.txt',
      '/validate.txt',
    ])
    expect(readdirSync(folder).filter((name) => /\.(tmp|partial)$/.test(name))).toEqual([])
  })

  test('the terrain comes back, row 0 north, a marked corner in its corner', async () => {
    const marked = join(folder, 'marked')
    const heightOf = (y: number, x: number) => (y === 0 && x === 7 ? 987.6 : y === 7 && x === 0 ? Number.NaN : 12.3)
    await plant(marked, { place: 'a', wetMinutes: [10], heightOf })
    await plant(marked, { place: 'b', wetMinutes: [15] })
    await buildDataset({ pairs: marked, out: join(folder, 'marked-dataset') })
    const { heightMetres, cellMetres } = await (await openDataset(join(folder, 'marked-dataset'))).readPlace('a')
    expect(cellMetres).toBe(50)
    expect([heightMetres[7], heightMetres[0], heightMetres[56]]).toEqual([Math.fround(987.6), Math.fround(12.3), Number.NaN])
  })

  test('all events of a place stay on one side; a stride takes every n-th depth', async () => {
    const storms = join(folder, 'storms')
    for (const place of ['a', 'b', 'c', 'd', 'e'])
      for (const storm of [1, 2]) await plant(storms, { place, event: `${place}-storm${storm}`, wetMinutes: [storm * 10], rainFrames: { [storm]: 5 } })
    const metadata = await buildDataset({ pairs: storms, out: join(folder, 'storms-dataset'), stride: 4 })
    const sides = metadata.places.map((place) => [...new Set(place.shards.map((shard) => shard.split))])
    expect(sides.every((side) => side.length === 1)).toBe(true)
    expect(sides.filter(([side]) => side === 'validate').length).toBe(1)
    expect(metadata.places[0].shards.map((shard) => shard.minutes)).toEqual([
      [5, 25, 45, 65, 85, 105, 125, 145, 165, 185],
      [5, 25, 45, 65, 85, 105, 125, 145, 165, 185],
    ])
  })

  test('a split in time leaves out the labels whose windows would overlap, and no more', async () => {
    const metadata = await buildDataset({ pairs, out: join(folder, 'time'), validateFromMinute: 120, pattern: [1, 2], offsetMinutes: 5 })
    const minutes = (split: string) => metadata.places[0].shards.filter((shard) => shard.split === split).flatMap((shard) => shard.minutes)
    expect(minutes('train').at(-1)).toBe(100)
    expect(minutes('validate')[0]).toBe(120)
    expect(metadata.split.by).toBe('time')
    expect((await openDataset(join(folder, 'time'))).leaks).toEqual([])
  })

  test('places of another shape are left out with a line, and refused where they were named', async () => {
    const mixed = join(folder, 'mixed')
    for (const place of ['a', 'b']) await plant(mixed, { place, wetMinutes: [10], heightOf: () => (place === 'a' ? 1 : 2) })
    await plant(mixed, { place: 'small', size: 4, wetMinutes: [10] })
    const lines: string[] = []
    const metadata = await buildDataset({ pairs: mixed, out: join(folder, 'mixed-dataset'), log: (line) => lines.push(line) })
    expect(metadata.places.map((place) => place.name)).toEqual(['a', 'b'])
    await expect(buildDataset({ pairs: mixed, out: join(folder, 'mixed-named'), places: ['a', 'small'] })).rejects.toMatchObject({ code: 'RADAR_SHAPE' })
    expect(lines).toContain('Skipped small: water 4x4, rain 2x2 every 5 min, the others have water 8x8, rain 2x2 every 5 min.')
  })
})

describe('openDataset', () => {
  test('reads in any order through a cache of a few bytes', async () => {
    const out = join(folder, 'cache')
    await buildDataset({ pairs, out, validate: ['south'] })
    const [small, large] = [await openDataset(out, { cacheBytes: 1 }), await openDataset(out)]
    const [a, b] = [small.samples('train')[3], small.samples('validate')[5]]
    for (const index of [a, b, a, b]) expect(await small.readSample(index)).toEqual(await large.readSample(index))
    const both = await Promise.all([small.readSample(a), small.readSample(b)])
    expect(both[0]).toEqual(await large.readSample(a))
    await expect(small.readSample({ ...a, record: 999 })).rejects.toMatchObject({ code: 'RADAR_SAMPLE_UNKNOWN' })
    await expect(small.readPlace('nowhere')).rejects.toMatchObject({ code: 'RADAR_PLACE_UNKNOWN', expected: 'one of: north, south' })
  })
})
