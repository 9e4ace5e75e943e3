/** Killed at any moment, the same command goes on and ends with the same bytes. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashes, rain, startPhd } from './files.js'

const frames = 240
let dir: string
let folder: string
let missing: string
let whole: Record<string, string>
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
  folder = join(dir, 'radar')
  mkdirSync(folder)
  const size = { rows: 300, columns: 310 }
  for (let k = 1; k <= frames; k++) {
    if (k % 40 === 0) continue
    const stored = Int16Array.from({ length: size.rows * size.columns }, (_, cell) => (cell % 2 ? -1 : (cell * k) % 997))
    writeFileSync(join(folder, `${String(k).padStart(4, '0')}.dat.gz`), gzipSync(rain(k, { ...size, stored }), { level: 1 }))
  }
  const { code, stdout, stderr } = await startPhd(importTo('whole.zarr')).ended
  expect(stderr).not.toContain('Error')
  expect(code).toBe(0)
  missing = /, [\d.]+ % missing/.exec(stdout)![0]
  whole = hashes(join(dir, 'whole.zarr'))
}, 120_000)
afterAll(() => rmSync(dir, { recursive: true }))

const importTo = (name: string) => ['radar', 'import', folder, '--out', join(dir, name), '--gaps', 'interpolate']
const size = (path: string) => (existsSync(path) ? statSync(path).size : 0)

async function killWhen(args: string[], reached: () => boolean): Promise<void> {
  const { child, ended } = startPhd(args)
  while (!reached()) {
    if (child.exitCode !== null) throw new Error('ended before it could be killed')
    await after(5)
  }
  child.kill('SIGKILL')
  await ended
}

describe('a killed import', { timeout: 120_000 }, () => {
  it('goes on from both passes', async () => {
    const out = join(dir, 'killed.zarr')
    const journal = `${out}.scan.jsonl`
    await killWhen(importTo('killed.zarr'), () => size(journal) > 4000)
    const scanned = readFileSync(journal, 'utf8').split('\n').length
    expect(scanned).toBeGreaterThan(5)
    expect(existsSync(out)).toBe(false)
    writeFileSync(journal, '{"key": "a line that was cut', { flag: 'a' })
    for (const mark of [20, 90]) {
      const progress = join(`${out}.partial`, 'progress.json')
      await killWhen(importTo('killed.zarr'), () => existsSync(progress) && timesIn(progress) >= mark)
      expect(existsSync(out)).toBe(false)
      // As a chunk is that was cut while it was written.
      const chunks = join(`${out}.partial`, 'rain_rate', 'c')
      const next = join(chunks, String(readdirSync(chunks).length), '0')
      mkdirSync(next, { recursive: true })
      writeFileSync(join(next, '0'), 'cut')
    }
    const { code, stdout } = await startPhd(importTo('killed.zarr')).ended
    expect(code).toBe(0)
    expect(stdout).toContain(missing)
    expect(hashes(out)).toEqual(whole)
    expect([existsSync(journal), existsSync(`${out}.partial`)]).toEqual([false, false])
  })

  it('ends at a signal, says so, and goes on', async () => {
    const out = join(dir, 'stopped.zarr')
    const { child, ended } = startPhd(importTo('stopped.zarr'))
    while (!existsSync(join(`${out}.partial`, 'progress.json'))) await after(5)
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    expect(stderr).toContain('Error RADAR_STOPPED: Stopped before the end; what was done is kept.')
    expect(code).toBe(1)
    expect(existsSync(join(`${out}.partial`, 'progress.json'))).toBe(true)
    expect((await startPhd(importTo('stopped.zarr')).ended).code).toBe(0)
    expect(hashes(out)).toEqual(whole)
  })

  it('starts anew where its files or parameters are others', async () => {
    const out = join(dir, 'changed.zarr')
    await killWhen([...importTo('changed.zarr'), '--to', '2020-01-28T12:00'], () => existsSync(join(`${out}.partial`, 'progress.json')))
    expect((await startPhd(importTo('changed.zarr')).ended).code).toBe(0)
    expect(hashes(out)).toEqual(whole)
  })
})

/** The file is renamed into place, so it is whole whenever it is read. */
function timesIn(progress: string): number {
  return JSON.parse(readFileSync(progress, 'utf8')).times.length
}
