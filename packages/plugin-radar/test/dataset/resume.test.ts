import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '@phd/core'
import { type BuildOptions, buildDataset, openDataset } from '@phd/plugin-radar'
import { beforeAll, describe, expect, test } from 'vitest'
import { phd, temporaryFolder } from '../cli.js'
import { checkout } from '../oracle.js'
import { plantStores } from './planted-stores.js'

const folder = temporaryFolder()
const pattern = [1, 2, 4]
let stores: { rain: string; water: string; terrain: string }
let options: Omit<BuildOptions, 'out'>
let whole: Record<string, string>

/** Every file of a folder, by content. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => join(entry.parentPath, entry.name)).map((file) => [file.slice(dir.length), readFileSync(file).toString('base64')]),
  )
}

beforeAll(async () => {
  const draw = random(1, 'weather')
  const rain = Array.from({ length: 300 }, (_, i) => ({ frame: i * 2, row: i % 4, column: (i * 7) % 4, mmPerHour: Math.fround(draw() * 90) }))
  const water = Array.from({ length: 200 }, (_, i) => ({ minute: 5 * (50 + i * 2), row: i % 16, column: (i * 5) % 16, metres: Math.fround(draw()) }))
  stores = await plantStores(folder, 'long', { frames: 700, waterSize: 16, factor: 4, rain, water, gaps: [333] })
  options = { stores: [stores], pattern, tile: 8, validateShare: 0.3, dedupe: true, dryKeep: 0.5, splitBy: 'time', seed: 3 }
  await buildDataset({ ...options, out: join(folder, 'whole'), workers: 1 })
  whole = contents(join(folder, 'whole'))
})

describe('one dataset, however it was built', () => {
  test.each([2, 3, 5])('%i threads', async (workers) => {
    const out = join(folder, `threads-${workers}`)
    await buildDataset({ ...options, out, workers })
    expect(contents(out)).toEqual(whole)
  })

  test('portions in any order, put together; a portion that is missing is named', async () => {
    const out = join(folder, 'portions')
    await expect(buildDataset({ ...options, out, merge: true })).rejects.toMatchObject({ code: 'RADAR_PORTIONS' })
    expect(existsSync(`${out}.partial`)).toBe(false)
    for (const part of [3, 1]) expect(await buildDataset({ ...options, out, shard: [part, 3] })).toBeUndefined()
    await expect(buildDataset({ ...options, out, merge: true })).rejects.toMatchObject({
      code: 'RADAR_PORTIONS',
      message: expect.stringMatching(/^\d+ of \d+ blocks have not been built\.$/),
    })
    await buildDataset({ ...options, out, shard: [2, 3] })
    expect(existsSync(out)).toBe(false)
    await buildDataset({ ...options, out, merge: true })
    expect(contents(out)).toEqual(whole)
    expect(existsSync(`${out}.partial`)).toBe(false)
  })

  test('stopped by a signal and gone on with', async () => {
    const out = join(folder, 'stopped')
    const stop = new AbortController()
    const half = buildDataset({ ...options, out, signal: stop.signal, progress: (done) => done === 3 && stop.abort() })
    await expect(half).rejects.toMatchObject({ code: 'RADAR_STOPPED', message: expect.stringMatching(/^Stopped with [34] of \d+ blocks built\.$/) })
    expect(existsSync(out)).toBe(false)
    const lines: string[] = []
    await buildDataset({ ...options, out, log: (line) => lines.push(line) })
    expect(lines.join('\n')).toMatch(/^[34] of \d+ blocks are there already\.$/m)
    expect(contents(out)).toEqual(whole)
  })

  test('broken off at the end, when duplicates are gone from the shards and nothing has been noted of it', async () => {
    const out = join(folder, 'end')
    const breakOff = (line: string) => {
      if (line.startsWith('Note:')) throw new Error('power cut')
    }
    for (let time = 0; time < 2; time++) await expect(buildDataset({ ...options, out, log: breakOff })).rejects.toThrow('power cut')
    await buildDataset({ ...options, out })
    expect(contents(out)).toEqual(whole)
  })

  test('what another build left is not mixed in', async () => {
    const out = join(folder, 'mixed')
    await buildDataset({ ...options, out, shard: [1, 2] })
    await expect(buildDataset({ ...options, out, seed: 4 })).rejects.toMatchObject({ code: 'RADAR_PARTIAL', received: 'another plan' })
    await buildDataset({ ...options, out, seed: 4, force: true })
    expect(contents(out)).not.toEqual(whole)
  })

  test('a shard that was cut off before its block was noted, and temporary files, do no harm', async () => {
    const out = join(folder, 'torn')
    await buildDataset({ ...options, out, shard: [1, 2] })
    const place = join(`${out}.partial`, 'dataset', 'long-terrain-r0000-c0000')
    writeFileSync(join(place, '0099.tfrecord.gz.1.tmp'), 'half')
    for (const name of readdirSync(join(`${out}.partial`, 'blocks')).slice(0, 1)) writeFileSync(join(`${out}.partial`, 'blocks', `${name}.77.tmp`), '{"blo')
    await buildDataset({ ...options, out })
    expect(contents(out)).toEqual(whole)
  })
})

describe('kill -9', () => {
  const flags = () => ['--rain', stores.rain, '--terrain', stores.terrain, '--water', stores.water, '--pattern', pattern.join(), '--tile', '8']
  const more = ['--split', 'time', '--validate-percent', '30', '--dedupe', '--dry-keep', '0.5', '--seed', '3', '--workers', '2']

  test('at moments drawn at random, until it is whole: the same bytes, no record twice', { timeout: 300_000 }, async () => {
    const out = join(folder, 'killed')
    const draw = random(7, 'kills')
    let kills = 0
    for (let run = 0; run < 12 && !existsSync(out); run++) {
      const child = spawn(process.execPath, [join(checkout, 'bin', 'phd.js'), 'radar', 'build', ...flags(), ...more, '--out', out], { stdio: 'ignore' })
      const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
      const begun = () => existsSync(join(`${out}.partial`, 'blocks'))
      while (!begun() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
      const timer = setTimeout(() => child.kill('SIGKILL'), draw() * 250)
      if ((await ended) === 'SIGKILL') kills++
      clearTimeout(timer)
    }
    expect(kills).toBeGreaterThan(0)
    const last = await phd('radar', 'build', ...flags(), ...more, '--out', out, ...(existsSync(out) ? ['--force'] : []))
    expect(last.stderr).not.toMatch(/Error/)
    expect(contents(out)).toEqual(whole)
    const dataset = await openDataset(out)
    const labels = [...dataset.samples('train'), ...dataset.samples('validate')].map(({ place, event, minute }) => `${place}/${event}/${minute}`)
    expect(new Set(labels).size).toBe(labels.length)
  })
})
