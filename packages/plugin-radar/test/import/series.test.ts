/** Times: order, gaps, duplicates, range, zones. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore, type RasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashes, json, rain, start, startPhd, writeRain } from './files.js'

let dir: string
let gappy: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
  gappy = join(dir, 'gappy')
  mkdirSync(gappy)
  writeRain(gappy, [1, 2, 3, 6, 7, 8, 9, 10, 11, 20, 21])
})
afterAll(() => rmSync(dir, { recursive: true }))

const minutes = (store: RasterStore) => store.timesMs.map((timeMs) => (timeMs - start) / 300_000)
const gaps = [
  { from: '2020-01-28T00:15:00Z', to: '2020-01-28T00:30:00Z', missing: 2 },
  { from: '2020-01-28T00:55:00Z', to: '2020-01-28T01:40:00Z', missing: 8 },
]

describe('gaps', { timeout: 60_000 }, () => {
  it('are reported, and frames are in order of time, not of names', async () => {
    const out = join(dir, 'report.zarr')
    const { code, answer } = await json(['radar', 'import', gappy, '--out', out])
    expect(code).toBe(0)
    expect(answer).toMatchObject({ quantity: 'rain_rate', units: 'mm/h', frames: 11, inputs: 11, stepMinutes: 5, gaps, interpolated: 0, masked: 0 })
    const store = await openRasterStore(out)
    expect(minutes(store)).toEqual([1, 2, 3, 6, 7, 8, 9, 10, 11, 20, 21])
    for (const [index, k] of [1, 2, 3, 6, 7, 8, 9, 10, 11, 20, 21].entries()) {
      expect([...(await store.frame('rain_rate', index))]).toEqual([Number.NaN, 0, ...Array(10).fill(k)])
    }
    expect(store.manifest).toMatchObject({ stage: 'import', gaps, units: 'mm/h', stepMinutes: 5, interpolated: [] })
    const inputs = store.manifest.inputs as Record<string, unknown>[]
    expect(inputs).toHaveLength(11)
    expect(inputs[0]).toMatchObject({ reader: 'nimrod', frames: 1, used: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) })
  })

  it('are masked with missing frames at every step', async () => {
    const out = join(dir, 'mask.zarr')
    const { answer } = await json(['radar', 'import', gappy, '--out', out, '--gaps', 'mask'])
    expect(answer).toMatchObject({ frames: 21, masked: 10 })
    const store = await openRasterStore(out)
    expect(minutes(store)).toEqual(Array.from({ length: 21 }, (_, k) => k + 1))
    expect([...(await store.frame('rain_rate', 3))].every(Number.isNaN)).toBe(true)
    expect((await store.frame('rain_rate', 5))[2]).toBe(6)
  })

  it('are interpolated in time up to the limit, longer ones masked; the times are listed', async () => {
    const out = join(dir, 'between.zarr')
    const { answer } = await json(['radar', 'import', gappy, '--out', out, '--gaps', 'interpolate', '--gap-limit-minutes', '15'])
    expect(answer).toMatchObject({ frames: 21, masked: 8, interpolated: 2 })
    const store = await openRasterStore(out)
    expect([...(await store.frame('rain_rate', 3))]).toEqual([Number.NaN, 0, ...Array(10).fill(4)])
    expect([...(await store.frame('rain_rate', 4))]).toEqual([Number.NaN, 0, ...Array(10).fill(5)])
    expect((await store.frame('rain_rate', 12))[2]).toBeNaN()
    expect(store.manifest.interpolated).toEqual(['2020-01-28T00:20:00Z', '2020-01-28T00:25:00Z'])
  })

  it('are an error where asked', async () => {
    const { code, stderr } = await startPhd(['radar', 'import', gappy, '--out', join(dir, 'fail.zarr'), '--gaps', 'fail']).ended
    expect(code).toBe(1)
    expect(stderr).toContain('Error RADAR_GAPS: The series has 2 gaps.')
    expect(stderr).toContain('2 between 2020-01-28T00:15:00Z and 2020-01-28T00:30:00Z; 8 between')
  })

  it('are counted in the step that is said', async () => {
    const sparse = join(dir, 'sparse')
    mkdirSync(sparse)
    writeRain(sparse, [1, 3, 5])
    const run = (...flags: string[]) => json(['radar', 'import', sparse, '--out', join(dir, 'step.zarr'), '--force', ...flags])
    expect((await run()).answer).toMatchObject({ stepMinutes: 10, gaps: [] })
    const { answer } = await run('--step-minutes', '5')
    expect(answer.stepMinutes).toBe(5)
    expect(answer.gaps).toMatchObject([{ missing: 1 }, { missing: 1 }])
  })

  it.each(['15', '7', '4.9'])('are not counted in steps of %s min where the frames come every 5', async (step) => {
    const out = join(dir, `wrong-${step}.zarr`)
    const { code, answer } = await json(['radar', 'import', gappy, '--out', out, '--step-minutes', step, '--gaps', 'interpolate'])
    expect(answer.error).toMatchObject({ code: 'RADAR_NUMBER', message: '--step-minutes is not the step of these files.', received: `${step} min` })
    expect(answer.error.expected).toBe('5 min, or that divided by a whole number')
    expect(code).toBe(2)
    expect(existsSync(out)).toBe(false)
  })
})

describe('the same time twice', { timeout: 60_000 }, () => {
  it('is dropped and counted where the frames are the same', async () => {
    const twice = join(dir, 'twice')
    mkdirSync(twice)
    for (const name of ['a', 'b']) writeFileSync(join(twice, `${name}.dat`), Buffer.concat([rain(4), rain(name === 'a' ? 5 : 6)]))
    const { code, answer } = await json(['radar', 'import', twice, '--out', join(dir, 'twice.zarr')])
    expect(code).toBe(0)
    expect(answer).toMatchObject({ frames: 3, duplicates: 1 })
  })

  it('is an error where they are not', async () => {
    const other = join(dir, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'a.dat'), rain(4))
    writeFileSync(join(other, 'b.dat'), rain(4, { stored: Array(12).fill(3) }))
    const { code, answer } = await json(['radar', 'import', other, '--out', join(dir, 'other.zarr')])
    expect(code).toBe(1)
    expect(answer.error).toMatchObject({
      code: 'RADAR_TIME_CONFLICT',
      message: 'Two frames of 2020-01-28T00:20:00Z are not the same.',
      received: `${join(other, 'a.dat')} and ${join(other, 'b.dat')}`,
    })
  })
})

describe('the range of time', { timeout: 60_000 }, () => {
  it('includes both ends, in UTC whatever the zone, and the bytes are the same in every zone', async () => {
    const stores: Record<string, string>[] = []
    for (const TZ of ['UTC', 'Pacific/Auckland', 'America/St_Johns']) {
      const out = join(dir, `zone-${stores.length}.zarr`)
      const { answer } = await json(['radar', 'import', gappy, '--out', out, '--from', '2020-01-28T00:10', '--to', '2020-01-28 00:35:00Z'], { env: { TZ } })
      expect(answer).toMatchObject({ first: '2020-01-28T00:10:00Z', last: '2020-01-28T00:35:00Z', frames: 4 })
      stores.push(hashes(out))
    }
    expect(stores[1]).toEqual(stores[0])
    expect(stores[2]).toEqual(stores[0])
  })

  it('without a frame in it is an error, as is what is no time', async () => {
    const run = (...flags: string[]) => json(['radar', 'import', gappy, '--out', join(dir, 'none.zarr'), ...flags])
    expect((await run('--from', '2021-01-01')).answer.error).toMatchObject({
      code: 'RADAR_TIME_RANGE',
      message: 'No frame lies in the range of time.',
      expected: 'times from 2020-01-28T00:05:00Z to 2020-01-28T01:45:00Z',
    })
    const wrong = await run('--from', 'yesterday')
    expect([wrong.code, wrong.answer.error.message]).toEqual([2, '"yesterday" is not a time.'])
  })
})
