import { join } from 'node:path'
import { type BuildOptions, buildDataset, type DatasetMetadata, type DatasetSplit, findLeaks, openDataset, spanMinutes } from '@phd/plugin-radar'
import { beforeAll, describe, expect, test } from 'vitest'
import { phd, temporaryFolder } from '../cli.js'
import { plant } from './planted.js'
import { plantStores } from './planted-stores.js'

const folder = temporaryFolder()
const pattern = [1, 2, 4]
let count = 0
let series: { rain: string; water: string; terrain: string }

/** Two days of rain every 5 minutes; every frame has its own pixel, so that no two samples are equal. */
beforeAll(async () => {
  const rain = Array.from({ length: 576 }, (_, frame) => ({ frame, row: 0, column: 0, mmPerHour: 1 + frame / 10 }))
  series = await plantStores(folder, 'series', { frames: 576, rain })
})

async function built(options: Partial<BuildOptions> = {}): Promise<DatasetMetadata & { out: string }> {
  const out = join(folder, `out-${count++}`)
  return { ...(await buildDataset({ stores: [series], out, pattern, ...options })), out }
}

const minutes = ({ places }: DatasetMetadata, split: DatasetSplit) =>
  places.flatMap(({ shards }) => shards.filter((shard) => shard.split === split).flatMap((shard) => shard.minutes)).sort((a, b) => a - b)

/** By comparing every two samples of two splits: the least minutes between them. */
function closest(metadata: DatasetMetadata): number {
  let least = Number.POSITIVE_INFINITY
  for (const [a, b] of [
    ['train', 'validate'],
    ['train', 'test'],
    ['validate', 'test'],
  ] as const) {
    for (const one of minutes(metadata, a)) for (const other of minutes(metadata, b)) least = Math.min(least, Math.abs(one - other))
  }
  return least
}

describe('by time', () => {
  test('one place on the calendar: its last fifth validates, one span of samples is left out', async () => {
    const metadata = await built({ offsetMinutes: 10 })
    expect(metadata.split.by).toBe('time')
    expect(spanMinutes(metadata)).toBe(45)
    expect(closest(metadata)).toBe(45)
    const [train, validate] = [minutes(metadata, 'train'), minutes(metadata, 'validate')]
    expect(validate.length).toBe(114)
    expect(validate[0] - train[train.length - 1]).toBe(45)
    expect(train.length + validate.length).toBe(568 - 8)
  })

  test('dates, training before validation before test, a gap before each', async () => {
    const metadata = await built({ validateFrom: { utcMs: Date.UTC(2007, 5, 26, 22) }, testFrom: { utcMs: Date.UTC(2007, 5, 27, 10) } })
    expect(minutes(metadata, 'validate')[0]).toBe(24 * 60)
    expect(minutes(metadata, 'test')[0]).toBe(36 * 60)
    expect([minutes(metadata, 'train').at(-1), minutes(metadata, 'validate').at(-1)]).toEqual([24 * 60 - 35, 36 * 60 - 35])
    expect(closest(metadata)).toBe(35)
  })

  test.each([1, 2, 3, 4])('blocks of three hours drawn with seed %i: all three sides, never closer than a span', async (seed) => {
    const metadata = await built({ blockHours: 3, seed, validateShare: 0.25, testShare: 0.25 })
    for (const split of ['train', 'validate', 'test'] as const) expect(minutes(metadata, split).length).toBeGreaterThan(0)
    expect(closest(metadata)).toBeGreaterThanOrEqual(35)
    expect(findLeaks(metadata)).toEqual([])
    const block = (minute: number) => Math.floor((Date.parse(metadata.starts!['series-water']) / 60_000 + minute) / 180)
    const sides = new Map<number, Set<string>>()
    for (const split of ['train', 'validate', 'test'] as const)
      for (const minute of minutes(metadata, split)) sides.set(block(minute), (sides.get(block(minute)) ?? new Set()).add(split))
    expect([...sides.values()].every((side) => side.size === 1)).toBe(true)
    // Nothing is left out but for a reason: a label whose span lies inside blocks of its own side.
    const kept = minutes(metadata, 'train').length + minutes(metadata, 'validate').length + minutes(metadata, 'test').length
    const borders = [...sides.keys()]
      .sort((a, b) => a - b)
      .filter((number, i, all) => i > 0 && [...sides.get(number)!][0] !== [...sides.get(all[i - 1])!][0]).length
    expect(kept).toBe(570 - borders * 7)
  })

  test('windows longer than a block, times outside, and options that do not go together', async () => {
    await expect(built({ validateFrom: { utcMs: Date.UTC(2010, 0, 1) } })).rejects.toMatchObject({
      code: 'RADAR_SPLIT_EMPTY',
      message: '2010-01-01T00:00:00.000Z does not part the events in two.',
    })
    await expect(built({ validateFrom: { minute: 40 }, testFrom: { minute: 20 } })).rejects.toMatchObject({
      code: 'RADAR_SPLIT_OPTION',
      message: 'The test must begin after the validation.',
      expected: '--test-from after minute 40',
      received: 'minute 20',
      usage: true,
    })
    await expect(built({ blockHours: 1000 })).rejects.toMatchObject({ code: 'RADAR_SPLIT_EMPTY', message: 'All labels lie in one block of 1000 hours.' })
    await expect(built({ blockHours: 3, splitBy: 'place' })).rejects.toMatchObject({
      code: 'RADAR_SPLIT_OPTION',
      message: 'Times part a dataset only in a split by time.',
    })
    await expect(built({ validate: ['series-terrain'], splitBy: 'time' })).rejects.toMatchObject({
      code: 'RADAR_SPLIT_OPTION',
      message: 'A split by time holds out no names.',
    })
  })
})

describe('by event', () => {
  test('two events of one place at different times; at the same time they leak, and the build fails', async () => {
    const events = join(folder, 'events')
    for (const [place, storm, heightOf] of [
      ['a', 1, (y: number) => y],
      ['a', 2, (y: number) => y],
      ['b', 1, (y: number) => 2 * y],
      ['b', 2, (y: number) => 2 * y],
    ] as const) {
      await plant(events, { place, event: `${place}-storm${storm}`, wetMinutes: [40 + 10 * storm], rainFrames: { [storm]: 5 + storm }, heightOf })
    }
    const metadata = await buildDataset({ pairs: events, out: join(folder, 'by-event'), splitBy: 'event', validate: ['a-storm2'], test: ['b-storm2'] })
    const events_ = (split: string) => metadata.places.flatMap(({ shards }) => shards.filter((shard) => shard.split === split).map(({ event }) => event))
    expect([events_('train'), events_('validate'), events_('test')]).toEqual([['a-storm1', 'b-storm1'], ['a-storm2'], ['b-storm2']])
    await expect(buildDataset({ pairs: events, out: join(folder, 'no'), splitBy: 'event', validate: ['a-storm9'] })).rejects.toMatchObject({
      code: 'RADAR_EVENT_UNKNOWN',
    })
    // The same days simulated twice over one terrain: two events, one calendar.
    const twin = await plantStores(folder, 'twin', { frames: 576, rain: [{ frame: 9, row: 1, column: 1, mmPerHour: 3 }] })
    await expect(built({ stores: [series, { ...twin, terrain: series.terrain }], splitBy: 'event' })).rejects.toMatchObject({
      code: 'RADAR_LEAKAGE',
      message: 'Training and validation share rain or water.',
    })
  })
})

describe('by file', () => {
  test('as the published system does it: refused for its leakage, or recorded', async () => {
    await expect(built({ splitBy: 'file' })).rejects.toMatchObject({ code: 'RADAR_LEAKAGE' })
    const metadata = await built({ splitBy: 'file', allowLeakage: true, testShare: 0.2 })
    const sides = metadata.places[0].shards.map(({ split }) => split)
    expect(sides.length).toBe(9)
    expect([sides.filter((side) => side === 'validate').length, sides.filter((side) => side === 'test').length]).toEqual([2, 2])
    expect(metadata.split).toMatchObject({ by: 'file', leakageAllowed: true })
    expect((await openDataset(metadata.out)).leaks[0]).toMatchObject({ place: 'series-terrain', event: 'series-water' })
  })
})

describe('leakage into the test', () => {
  test('windows of training that reach into the test fail the build, in the words of the two sides', async () => {
    const metadata = await built({ testFrom: { minute: 2000 }, validateFrom: { minute: 1000 } })
    const [place] = metadata.places
    const last = place.shards.find(({ split }) => split === 'test')!
    const moved = {
      ...place,
      shards: place.shards.map((shard) => (shard === last ? { ...shard, minutes: shard.minutes.map((minute) => minute - 1010) } : shard)),
    }
    const leaks = findLeaks({ ...metadata, places: [moved] })
    expect(leaks.map(({ between }) => between)).toContainEqual(['train', 'test'])
    const { leakageError } = await import('@phd/plugin-radar')
    expect(
      leakageError(
        leaks.filter(({ between }) => between?.[0] === 'train'),
        35,
      ),
    ).toMatchObject({
      message: 'Training and test share rain or water.',
      received: expect.stringMatching(/^series-terrain, event series-water: minute \d+ in training, minute \d+ in test$/),
    })
  })

  test('the command says what is held out, and shows the test', async () => {
    const out = join(folder, 'cli')
    const stores = ['--rain', series.rain, '--terrain', series.terrain, '--water', series.water]
    const flags = ['--pattern', '1,2,4', '--validate-from', '2007-06-26T22:00Z', '--test-from', '2008-01-01']
    const wrong = await phd('radar', 'build', ...stores, '--out', out, ...flags)
    expect(wrong.stderr).toContain('RADAR_SPLIT_EMPTY')
    const { stdout, exitCode } = await phd('radar', 'build', ...stores, '--out', out, ...flags.with(-1, '2007-06-27T10:00'))
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Validation holds out the labels from 2007-06-26T22:00:00.000Z of every event')
    expect(stdout).toMatch(/all +test +1 +145/)
    const none = await phd('radar', 'build', '--out', out)
    expect(none.stderr).toMatch(/RADAR_SOURCE: A dataset is built from pairs, from stores of rain, terrain and water, or from published shards\./)
    expect(none.exitCode).toBe(2)
  })
})
