import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, buildDataset, type DatasetSplit, openDataset, type Pooling } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { phd, temporaryFolder } from '../cli.js'
import { minuteMs, plantStores, startMs, steps } from './planted-stores.js'

const folder = temporaryFolder()
const pattern = [1, 2, 4]
let count = 0

async function built(stores: BuildOptions['stores'], options: Partial<BuildOptions> = {}) {
  const out = join(folder, `out-${count++}`)
  const lines: string[] = []
  const metadata = await buildDataset({ stores, out, pattern, allowLeakage: true, log: (line) => lines.push(line), ...options })
  return { out, metadata, lines, samples: await samplesOf(out) }
}

/** All samples, with the time of their label. */
async function samplesOf(out: string) {
  const dataset = await openDataset(out)
  const { starts = {} } = dataset.metadata
  const found = []
  for (const split of ['train', 'validate', 'test'] as DatasetSplit[]) {
    for (const index of dataset.samples(split)) {
      found.push({ ...index, split, timeMs: Date.parse(starts[index.event]) + index.minute * minuteMs, ...(await dataset.readSample(index)) })
    }
  }
  return found.sort((a, b) => a.timeMs - b.timeMs)
}

/** The channels of rain that must see a frame that ended at `rainMs` when the label is at `labelMs`: from the calendar alone. */
function channelsThatSee(rainMs: number, labelMs: number, offsetMinutes: number): number[] {
  const endMs = labelMs - offsetMinutes * minuteMs
  let age = 0
  return pattern.flatMap((blockSteps, newest) => {
    const [youngest, oldest] = [endMs - age * 5 * minuteMs, endMs - (age + blockSteps) * 5 * minuteMs]
    age += blockSteps
    return rainMs > oldest && rainMs <= youngest ? [pattern.length - 1 - newest] : []
  })
}

const rainFrame = 60
const rainMs = startMs + (rainFrame + 1) * 5 * minuteMs
const planted = plantStores(folder, 'planted', {
  frames: 120,
  rain: [{ frame: rainFrame, row: 1, column: 3, mmPerHour: 50 }],
  water: [{ minute: 400, row: 2, column: 5, metres: 0.7 }],
})
const radarCells = 16

describe('one wet radar pixel at a known time', () => {
  const cases = [0, 5, 30, 45].flatMap((offsetMinutes) => [1, 3, 7].map((stride) => [offsetMinutes, stride] as const))
  test.each(cases)('offset %i, stride %i: it lands in the sample and channel that the calendar says, and nowhere else', async (offsetMinutes, stride) => {
    const { samples } = await built([await planted], { offsetMinutes, stride })
    expect(samples.length).toBe(Math.ceil((120 - 7 + 1 - offsetMinutes / 5) / stride))
    let seen = 0
    for (const { timeMs, rain, depthMetres } of samples) {
      const wet = [...rain.keys()].filter((at) => rain[at] > 0)
      expect(wet).toEqual(channelsThatSee(rainMs, timeMs, offsetMinutes).map((channel) => channel * radarCells + 1 * 4 + 3))
      for (const at of wet) expect(rain[at]).toBe(0.5)
      if (wet.some((at) => at >= 2 * radarCells)) seen++
      expect([...depthMetres.keys()].filter((cell) => depthMetres[cell] > 0)).toEqual(timeMs === startMs + 400 * minuteMs ? [2 * 8 + 5] : [])
    }
    if (stride === 1) expect(seen).toBe(1)
  })

  test.each([
    [0, 1],
    [30, 2],
  ])('through the command line: offset %i, stride %i', async (offsetMinutes, stride) => {
    const { rain, water, terrain } = await planted
    const out = join(folder, `cli-${offsetMinutes}`)
    const flags = ['--offset-minutes', String(offsetMinutes), '--stride', String(stride), '--pattern', pattern.join()]
    const { exitCode, stderr } = await phd('radar', 'build', '--rain', rain, '--terrain', terrain, '--water', water, '--out', out, '--allow-leakage', ...flags)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    const samples = await samplesOf(out)
    const newest = samples.filter(({ rain: shares }) => shares[2 * radarCells + 7] > 0)
    expect(newest.map(({ timeMs }) => timeMs)).toEqual([rainMs + offsetMinutes * minuteMs])
    expect(samples.flatMap(({ timeMs, rain: shares }) => [...shares.keys()].filter((at) => shares[at] > 0).map((at) => [timeMs, at]))).toEqual(
      samples.flatMap(({ timeMs }) => channelsThatSee(rainMs, timeMs, offsetMinutes).map((channel) => [timeMs, channel * radarCells + 7])),
    )
  })
})

describe('times and gaps', () => {
  test('water every 15 minutes under rain every 5, and water between radar frames: the newest whole frame before it, never a later one', async () => {
    const quarter = await plantStores(folder, 'quarter', { frames: 60, rain: [{ frame: 29, row: 0, column: 0, mmPerHour: 10 }], waterMinutes: steps(20, 15) })
    const { samples } = await built([quarter])
    expect(samples.filter(({ rain }) => rain[2 * radarCells] > 0).map(({ minute }) => minute)).toEqual([150])
    const between = await plantStores(folder, 'between', { frames: 60, rain: [{ frame: 29, row: 0, column: 0, mmPerHour: 10 }], waterMinutes: steps(40, 7) })
    const { samples: odd, metadata, lines } = await built([between])
    // The frame ended at minute 150; labels at 154 see it last, those at 147 not yet, and at 161 it has grown older.
    expect(odd.filter(({ rain }) => rain[2 * radarCells] > 0).map(({ minute }) => minute)).toEqual([154])
    expect(metadata.rain.lagMinutes).toBe(4)
    expect(lines).toContain('Note: Water lies between radar frames: windows end up to 4 minutes earlier than asked.')
  })

  test('samples whose window has a gap or a missing cell are left out and counted, not called dry', async () => {
    const stores = await plantStores(folder, 'gaps', { frames: 100, gaps: [40, 41], rain: [{ frame: 70, row: 2, column: 2, mmPerHour: Number.NaN }] })
    const { samples, metadata, lines } = await built([stores])
    // A window of 7 frames before minute m has the frames m/5 - 7 to m/5 - 1.
    const blind = steps(100, 5).filter((minute) => [40, 41, 70].some((frame) => frame >= minute / 5 - 7 && frame < minute / 5))
    expect(samples.map(({ minute }) => minute)).toEqual(steps(94, 5, 35).filter((minute) => !blind.includes(minute)))
    expect(metadata.counts?.missingRain).toBe(blind.length)
    expect(lines).toContain(`Note: ${blind.length} samples are left out because rain of their window is missing.`)
    await expect(built([stores], { missing: 'fail' })).rejects.toMatchObject({
      code: 'RADAR_RAIN_NAN',
      message: expect.stringContaining('misses rain in the window before 2007-06-26T01:25:00.000Z'),
    })
  })

  test('a sum is the millimetres of its block, a mean their rate', async () => {
    const rain = [10, 20, 30, 40].map((mmPerHour, i) => ({ frame: 20 + i, row: 0, column: 0, mmPerHour }))
    const stores = await plantStores(folder, 'pooling', { frames: 60, rain })
    const at = async (pooling: Pooling) => {
      const { samples, metadata } = await built([stores], { pooling, pattern: [4] })
      return samples.find(({ minute }) => minute === 24 * 5)!.rain[0] * metadata.rain.maximumMmPerHour
    }
    expect(await at('max')).toBeCloseTo(40, 5)
    expect(await at('mean')).toBe(25)
    expect(await at('last')).toBeCloseTo(40, 5)
    expect(await at('sum')).toBeCloseTo((10 + 20 + 30 + 40) / 12, 5)
  })

  test('rain of two time steps, or out of step', async () => {
    const stores = await planted
    const late = await plantStores(folder, 'late', { frames: 30, waterMinutes: [5000] })
    await expect(built([late])).rejects.toMatchObject({
      code: 'RADAR_LABELS',
      expected: 'water inside 2007-06-25T22:35:00.000Z to 2007-06-26T00:30:00.000Z',
      received: 'water from 2007-06-29T09:20:00.000Z to 2007-06-29T09:20:00.000Z',
    })
    const short = await plantStores(folder, 'short', { frames: 6 })
    await expect(built([short])).rejects.toMatchObject({
      code: 'RADAR_LABELS',
      expected: 'rain of the window of 35 min at least',
      received: 'rain of 30 min; water from 2007-06-25T22:05:00.000Z to 2007-06-25T22:30:00.000Z',
    })
    await expect(built([{ ...stores, rain: stores.water }])).rejects.toMatchObject({ code: 'RADAR_STORE_VARIABLE' })
    await expect(built([{ ...stores, rain: join(folder, 'nowhere.zarr') }])).rejects.toMatchObject({ code: 'RADAR_STORE_MISSING' })
  })
})

describe('ground', () => {
  test.each([1, 2, 4, 8])('a radar cell of %i water cells', async (factor) => {
    const row = Math.floor(6 / factor)
    const stores = await plantStores(folder, `factor-${factor}`, { factor, frames: 40, rain: [{ frame: 20, row, column: row, mmPerHour: 30 }] })
    const { samples, metadata } = await built([stores])
    expect(metadata.rainfallradar).toEqual([3, 8 / factor, 8 / factor])
    const cells = (8 / factor) ** 2
    const wet = samples.find(({ minute }) => minute === 105)!.rain
    expect([...wet.keys()].filter((at) => wet[at] > 0)).toEqual([2 * cells + row * (8 / factor) + row])
  })

  test('a radar grid that does not meet the water, or does not divide it, is refused before anything is written', async () => {
    const shifted = await plantStores(folder, 'shifted', { frames: 20, shift: 20 })
    await expect(built([shifted])).rejects.toMatchObject({ code: 'RADAR_GRID', message: expect.stringContaining('do not meet those of the water') })
    const other = await plantStores(folder, 'other', { frames: 20, waterSize: 9, factor: 3 })
    const { water, terrain } = await planted
    await expect(built([{ rain: other.rain, water, terrain }])).resolves.toMatchObject({ metadata: { waterdepth: [6, 6] } })
    await expect(built([{ rain: water, water: other.rain, terrain }])).rejects.toMatchObject({ code: 'RADAR_STORE_VARIABLE' })
  })

  test('crop keeps the middle, bounds what they name; terrain, rain and water are cut alike', async () => {
    const height = (row: number, column: number) => row * 100 + column
    const wet = [{ minute: 100, row: 3, column: 4, metres: 0.4 }]
    const stores = await plantStores(folder, 'crop', { frames: 40, height, rain: [{ frame: 19, row: 1, column: 2, mmPerHour: 80 }], water: wet })
    for (const options of [{ crop: [4, 4] }, { bounds: [400_101, 299_701, 400_299, 299_899] }] as Partial<BuildOptions>[]) {
      const { out, samples, metadata } = await built([stores], options)
      expect([metadata.waterdepth, metadata.rainfallradar, metadata.places[0].grid]).toMatchObject([
        [4, 4],
        [3, 2, 2],
        { west: 400_100, north: 299_900, crs: 'EPSG:27700' },
      ])
      const { heightMetres } = await (await openDataset(out)).readPlace('crop-terrain')
      expect([heightMetres[0], heightMetres[15]]).toEqual([202, 505])
      const { depthMetres, rain } = samples.find(({ minute }) => minute === 100)!
      expect(depthMetres[(3 - 2) * 4 + 4 - 2]).toBe(Math.fround(0.4))
      expect(rain[2 * 4 + 0 * 2 + 1]).toBe(Math.fround(0.8))
    }
    await expect(built([stores], { crop: [3, 4] })).rejects.toMatchObject({ code: 'RADAR_CROP', received: '3,4' })
    await expect(built([stores], { bounds: [0, 0, 1, 1] })).rejects.toMatchObject({ code: 'RADAR_CROP' })
  })

  test('water under no terrain is nothing; missing water elsewhere leaves the sample out', async () => {
    const height = (row: number, column: number) => (row === 0 && column === 0 ? Number.NaN : 5)
    const water = [
      { minute: 100, row: 0, column: 0, metres: Number.NaN },
      { minute: 110, row: 4, column: 4, metres: Number.NaN },
    ]
    const { samples, metadata } = await built([await plantStores(folder, 'holes', { frames: 40, height, water })])
    expect(samples.find(({ minute }) => minute === 100)!.depthMetres[0]).toBe(0)
    expect(samples.some(({ minute }) => minute === 110)).toBe(false)
    expect(metadata.counts).toMatchObject({ missingWater: 1, missingRain: 0 })
  })

  test('tiles: every part is a place with its own terrain, rain and water', async () => {
    const height = (row: number, column: number) => row * 100 + column
    const stores = await plantStores(folder, 'tiles', {
      frames: 40,
      height,
      rain: [{ frame: 19, row: 3, column: 2, mmPerHour: 80 }],
      water: [{ minute: 100, row: 6, column: 5, metres: 0.4 }],
    })
    const { out, samples, metadata } = await built([stores], { tile: 4, splitBy: 'time' })
    expect(metadata.places.map(({ name, part }) => [name, part?.row, part?.column])).toEqual([
      ['tiles-terrain-r0000-c0000', 0, 0],
      ['tiles-terrain-r0000-c0004', 0, 4],
      ['tiles-terrain-r0004-c0000', 4, 0],
      ['tiles-terrain-r0004-c0004', 4, 4],
    ])
    const wet = samples.filter(({ depthMetres }) => depthMetres.some((metres) => metres > 0))
    expect(wet.map(({ place, minute }) => [place, minute])).toEqual([['tiles-terrain-r0004-c0004', 100]])
    expect(wet[0].depthMetres[2 * 4 + 1]).toBe(Math.fround(0.4))
    expect(wet[0].rain[2 * 4 + 1 * 2 + 0]).toBe(Math.fround(0.8))
    expect((await (await openDataset(out)).readPlace('tiles-terrain-r0004-c0004')).heightMetres[0]).toBe(404)
    rmSync(out, { recursive: true })
    const overlapping = await built([stores], { tile: 4, tileStride: 2, splitBy: 'place', allowLeakage: false })
    const columns = (split: string) => [
      ...new Set(overlapping.metadata.places.filter(({ shards }) => shards[0].split === split).map(({ part }) => part?.column)),
    ]
    expect([columns('train'), columns('validate')]).toEqual([[0], [4]])
    expect((await openDataset(overlapping.out)).leaks).toEqual([])
    await expect(built([stores], { tile: 3 })).rejects.toMatchObject({ code: 'RADAR_TILE' })
  })
})
