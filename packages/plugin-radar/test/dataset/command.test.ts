import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openDataset } from '@phd/plugin-radar'
import { beforeAll, describe, expect, test } from 'vitest'
import { phd, temporaryFolder } from '../cli.js'
import { realPairs } from '../oracle.js'
import { plant, rainCell } from './planted.js'

const folder = temporaryFolder()
const pairs = join(folder, 'pairs')
let count = 0

beforeAll(async () => {
  await plant(pairs, { place: 'north', wetMinutes: [100, 105], rainFrames: { 19: 30 } })
  await plant(pairs, { place: 'south', wetMinutes: [50] })
})

/** `phd radar build` that must fail; nothing may be left of it. */
async function refusal(from: string, ...more: string[]) {
  const out = join(folder, `out-${count++}`)
  const answer = await phd('radar', 'build', '--pairs', from, '--out', out, '--json', ...more)
  expect(existsSync(out)).toBe(false)
  expect(readdirSync(folder).filter((name) => /\.(tmp|partial)$/.test(name))).toEqual([])
  expect(answer.stderr).not.toMatch(/at .*\.js:\d+/)
  return { exitCode: answer.exitCode, ...JSON.parse(answer.stdout).error }
}

const damaged = (name: string, damage: (dir: string) => void) => {
  const copy = join(folder, name)
  cpSync(pairs, copy, { recursive: true })
  damage(join(copy, 'north-1'))
  return copy
}

const editMeta = (dir: string, change: (meta: Record<string, Record<string, unknown>>) => void) => {
  const meta = JSON.parse(readFileSync(join(dir, 'meta.json'), 'utf8'))
  change(meta)
  writeFileSync(join(dir, 'meta.json'), JSON.stringify(meta))
}

describe('phd radar build', () => {
  test('prints the class balance of every place and split, and answers --json with the same', async () => {
    const out = join(folder, 'dataset')
    const { exitCode, stdout } = await phd('radar', 'build', '--pairs', pairs, '--out', out, '--validate', 'south')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/Validation holds out whole places: south\./)
    expect(stdout).toMatch(/north {2}train +1 +40 +0\.08/)
    expect(stdout).toMatch(/south {2}validate +1 +40 +0\.04/)
    expect(stdout).toMatch(/80 samples, rain 7 x 2x2, water 8x8, in \d+s\./)
    expect(stdout).toMatch(/always dry is right in 99\.96 % of the validation cells\./)
    const again = await phd('radar', 'build', '--pairs', pairs, '--out', out, '--validate', 'south', '--force', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({
      out,
      samples: 80,
      splits: [
        { split: 'train', events: 1, samples: 40, wetShare: 2 / (40 * 64) },
        { split: 'validate', events: 1, samples: 40, wetShare: 1 / (40 * 64) },
      ],
      split: { by: 'place', leakageAllowed: false },
    })
    expect(Object.keys(JSON.parse(readFileSync(join(out, 'metadata.json'), 'utf8'))).slice(0, 2)).toEqual(['rainfallradar', 'waterdepth'])
  })

  test('an --out that is in use is kept, with --force only where it is a dataset', async () => {
    const used = join(folder, 'used')
    mkdirSync(used)
    writeFileSync(join(used, 'thesis.tex'), 'years of work')
    const thesis = await phd('radar', 'build', '--pairs', pairs, '--out', used, '--force')
    expect(thesis.exitCode).toBe(2)
    expect(thesis.stderr).toMatch(
      /^Error RADAR_OUT_EXISTS: .* is not empty\.\n {2}expected: a new or empty folder\n {2}received: 1 files that are not phd's\n {2}try: {6}choose another --out/m,
    )
    expect(readFileSync(join(used, 'thesis.tex'), 'utf8')).toBe('years of work')
    const dataset = await phd('radar', 'build', '--pairs', pairs, '--out', join(folder, 'dataset'))
    expect(dataset.stderr).toMatch(/try: {6}--force replaces it/)
  })

  test('no pairs, an unknown place, a pattern that is none', async () => {
    expect(await refusal(join(folder, 'nowhere'))).toMatchObject({ code: 'RADAR_PAIRS_MISSING', exitCode: 1 })
    expect(await refusal(pairs, '--validate', 'sooth')).toMatchObject({
      code: 'RADAR_PLACE_UNKNOWN',
      exitCode: 2,
      expected: 'one of: north, south',
      received: 'sooth',
    })
    expect(await refusal(pairs, '--pattern', '1,0,2')).toMatchObject({ code: 'RADAR_PATTERN', exitCode: 2 })
    expect(await refusal(pairs, '--offset-minutes', '7')).toMatchObject({ code: 'RADAR_LABELS', exitCode: 1 })
    expect(await refusal(pairs, '--offset-minutes', '900')).toMatchObject({ code: 'RADAR_LABELS', exitCode: 1 })
  })

  test('a pair without meta.json that makes sense, with a file missing, cut off, or too short for its water', async () => {
    const cut = damaged('cut', (dir) => writeFileSync(join(dir, 'depth_mm.u16.bin.gz'), readFileSync(join(dir, 'depth_mm.u16.bin.gz')).subarray(0, 30)))
    expect(await refusal(cut)).toMatchObject({ code: 'RADAR_PAIR_SIZE', exitCode: 1 })
    const short = damaged('short', (dir) => writeFileSync(join(dir, 'dem_dm.i16.bin.gz'), gzipSync(new Uint8Array(100))))
    expect(await refusal(short)).toMatchObject({ code: 'RADAR_PAIR_SIZE', expected: '128 bytes for int16 LE 8x8', received: '100 bytes' })
    const meta = damaged('meta', (dir) => writeFileSync(join(dir, 'meta.json'), '{'))
    expect(await refusal(meta)).toMatchObject({ code: 'RADAR_PAIR_META' })
    const unit = damaged('unit', (dir) => editMeta(dir, (fields) => (fields.depth.unit = 'feet')))
    expect(await refusal(unit)).toMatchObject({ code: 'RADAR_PAIR_META', received: expect.stringContaining('depth.unit') })
    const gone = damaged('gone', (dir) => editMeta(dir, (fields) => (fields.rain.file = 'other.gz')))
    expect(await refusal(gone)).toMatchObject({ code: 'RADAR_PAIR_MISSING' })
    const rainShort = damaged('rain-short', (dir) =>
      editMeta(dir, (fields) => {
        fields.rain.shape = [10, 2, 2]
      }),
    )
    expect(await refusal(rainShort)).toMatchObject({ code: 'RADAR_RAIN_SHORT', expected: 'rain until minute 200', received: '10 steps, until minute 50' })
  })

  test('rain that is no number', async () => {
    const gap = damaged('gap', (dir) => {
      const rain = new Float32Array(160)
      rain[77] = Number.NaN
      writeFileSync(join(dir, 'rain.f32.gz'), gzipSync(new Uint8Array(rain.buffer)))
      editMeta(dir, (fields) => Object.assign(fields.rain, { file: 'rain.f32.gz', dtype: 'float32 LE', unit: 'mm/h' }))
    })
    expect(await refusal(gap)).toMatchObject({ code: 'RADAR_RAIN_NAN', exitCode: 1, received: '1 of 160 values missing' })
  })

  test('--missing skip leaves out the samples whose window misses rain', async () => {
    const gap = join(folder, 'gap')
    const out = join(folder, 'skipped')
    const { stdout, exitCode } = await phd('radar', 'build', '--pairs', gap, '--out', out, '--missing', 'skip', '--pattern', '1,2', '--json')
    expect(exitCode).toBe(0)
    // The value stands in frame 19: the windows of three frames before minutes 100, 105 and 110 hold it.
    expect(JSON.parse(stdout)).toMatchObject({ samples: 80 - 3, counts: { missingRain: 3 } })
  })

  test.each([
    [0, 1],
    [10, 2],
    [25, 3],
  ])('one wet radar pixel lands where the minutes say: offset %i, stride %i', async (offset, stride) => {
    const out = join(folder, `planted-${offset}-${stride}`)
    const flags = ['--pattern', '1,2,4', '--offset-minutes', String(offset), '--stride', String(stride), '--validate', 'south']
    expect((await phd('radar', 'build', '--pairs', pairs, '--out', out, ...flags)).exitCode).toBe(0)
    const dataset = await openDataset(out)
    const labels = Array.from({ length: 41 }, (_, k) => k * 5)
      .filter((minute) => minute - offset >= 5)
      .filter((_, i) => i % stride === 0)
    expect(dataset.samples('train').map(({ minute }) => minute)).toEqual(labels)
    for (const index of dataset.samples('train')) {
      const { rain } = await dataset.readSample(index)
      // The frame covers the minutes 95 to 100; its age is the time from its end to the window's.
      const age = index.minute - offset - 100
      const channel = age === 0 ? 2 : age === 5 || age === 10 ? 1 : age >= 15 && age <= 30 ? 0 : undefined
      expect([...rain.keys()].filter((at) => rain[at] > 0)).toEqual(channel === undefined ? [] : [channel * 4 + rainCell.y * 2 + rainCell.x])
    }
  })

  test('figures of the statistics, as pictures', async () => {
    const out = join(folder, 'drawn')
    const { stdout } = await phd('radar', 'build', '--pairs', pairs, '--out', out, '--validate', 'south', '--figures', join(folder, 'figures'), '--json')
    expect(JSON.parse(stdout).figures.length).toBe(3)
    expect(readdirSync(join(folder, 'figures')).sort()).toEqual(['depth-values.png', 'rain-values.png', 'rain-water.png'])
    for (const name of ['depth-values', 'rain-values', 'rain-water']) {
      expect(
        readFileSync(join(folder, 'figures', `${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG')
    }
  })

  test('numbers and words that are none', async () => {
    for (const [code, ...flags] of [
      ['RADAR_SHARE', '--dry-keep', '2'],
      ['RADAR_THRESHOLD', '--threshold', 'deep'],
      ['RADAR_CROP', '--crop', '4'],
      ['RADAR_PORTIONS', '--shard', '5/4'],
      ['RADAR_SPLIT_OPTION', '--validate-from', 'tomorrow'],
      ['RADAR_SOURCE', '--rain', 'rain.zarr'],
    ]) {
      expect(await refusal(pairs, ...flags)).toMatchObject({ code, exitCode: 2 })
    }
  })

  test('leakage: a copy of a place under another name, and windows that cannot be disjoint; the override is recorded', async () => {
    const copy = damaged('copy', (dir) => {
      cpSync(dir, join(dir, '..', 'twin-1'), { recursive: true })
      editMeta(join(dir, '..', 'twin-1'), (meta) => Object.assign(meta, { place: 'twin', event: 'twin-1' }))
    })
    expect(await refusal(copy, '--validate', 'twin')).toMatchObject({
      code: 'RADAR_LEAKAGE',
      exitCode: 1,
      received: '2 the same, for example north, event north-1, minute 100 (train) and twin, event twin-1, minute 100 (validate)',
    })
    expect(await refusal(pairs, '--validate-from', '100')).toMatchObject({
      code: 'RADAR_LEAKAGE',
      message: 'Windows of 480 minutes cannot be disjoint in events this short.',
    })
    const out = join(folder, 'leaky')
    const { stdout } = await phd('radar', 'build', '--pairs', pairs, '--out', out, '--validate-from', '100', '--allow-leakage')
    expect(stdout).toMatch(/no gap was left, so windows overlap \(--allow-leakage\)/)
    expect(JSON.parse(readFileSync(join(out, 'metadata.json'), 'utf8')).split.leakageAllowed).toBe(true)
  })

  test('nothing left on one side', async () => {
    expect(await refusal(pairs, '--validate', 'north,south')).toMatchObject({ code: 'RADAR_SPLIT_EMPTY', exitCode: 1 })
    expect(await refusal(pairs, '--places', 'north')).toMatchObject({ code: 'RADAR_SPLIT_EMPTY' })
    expect(await refusal(pairs, '--validate-from', '1000')).toMatchObject({ code: 'RADAR_SPLIT_EMPTY', exitCode: 2 })
  })

  test('two terrains under one name', async () => {
    const mixed = join(folder, 'conflict')
    await plant(mixed, { place: 'a', event: 'a-1', wetMinutes: [10] })
    await plant(mixed, { place: 'a', event: 'a-2', heightOf: () => 5 })
    await plant(mixed, { place: 'b', wetMinutes: [20] })
    expect(await refusal(mixed)).toMatchObject({ code: 'RADAR_PAIR_CONFLICT', message: 'The place a has two terrains.' })
  })
})

describe.skipIf(!existsSync(realPairs))('real pairs (needs ../shared/data)', () => {
  test('HAIL-CAESAR over six British tiles: counts and class balance as their provenance says', async () => {
    const out = join(folder, 'real')
    const { stdout, exitCode } = await phd('radar', 'build', '--pairs', realPairs, '--out', out, '--validate', 'hull-ta03,moors-se59', '--json')
    expect(exitCode).toBe(0)
    const { samples, places } = JSON.parse(stdout)
    expect(samples).toBe(360)
    expect(places.map((place: { place: string; split: string }) => `${place.place} ${place.split}`)).toEqual([
      'bodmin-sx18 train',
      'boscastle-sx19 train',
      'hull-ta03 validate',
      'humber-ta02 train',
      'moors-se59 validate',
      'moors-se69 train',
    ])
    const { wetMask } = await import('@phd/plugin-radar')
    const dataset = await openDataset(out)
    const lastWet = async (split: 'train' | 'validate', place: string) => {
      const index = dataset
        .samples(split)
        .filter((one) => one.place === place)
        .at(-1)!
      const mask = wetMask((await dataset.readSample(index)).depthMetres, 0.1)
      return (100 * mask.reduce((sum, wet) => sum + wet, 0)) / mask.length
    }
    // The provenance counts what lies above 0.1 m; the threshold itself is wet here.
    expect(await lastWet('train', 'humber-ta02')).toBeCloseTo(6.86, 1)
    expect(await lastWet('validate', 'hull-ta03')).toBeCloseTo(4.38 + 0.05, 1)
    expect(await lastWet('train', 'bodmin-sx18')).toBeCloseTo(0.63, 1)
    const { heightMetres } = await dataset.readPlace('moors-se69')
    expect([Math.min(...heightMetres), Math.max(...heightMetres)].map((metres) => metres.toFixed(1))).toEqual(['68.1', '421.7'])
  })
})
