/** Where a store may be written, and by how many at a time. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimed, createRasterStore, type Grid, openRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phd } from '../cli.js'
import { rain } from '../import/files.js'

const grid: Grid = { rows: 2, columns: 2, west: 0, north: 2000, cellX: 1000, cellY: 1000 }
const variables = [{ name: 'rain_rate', quantity: 'rain_rate' as const, units: 'mm/h', inTime: true }]

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'claim-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

async function write(path: string, force = false, frames = 3): Promise<void> {
  const store = await createRasterStore(path, { grid, variables, force, framesPerChunk: 1 })
  for (let k = 0; k < frames; k++) await store.append({ timeMs: k * 300_000, minutes: 5 }, { rain_rate: new Float32Array(4).fill(Number.NaN) })
  await store.close()
}

describe('a place to write to', () => {
  it('with force a store gives way, and nothing else', async () => {
    const [folder, file] = [join(dir, 'notes'), join(dir, 'file')]
    mkdirSync(folder)
    writeFileSync(join(folder, 'precious.txt'), 'x')
    writeFileSync(file, 'x')
    await expect(write(folder, true)).rejects.toMatchObject({ code: 'RADAR_STORE_EXISTS', received: 'a folder that is no store' })
    await expect(write(file, true)).rejects.toMatchObject({ code: 'RADAR_STORE_EXISTS', received: 'a file' })
    expect(readdirSync(folder)).toEqual(['precious.txt'])
    await write(join(dir, 'store.zarr'))
    await write(join(dir, 'store.zarr'), true, 2)
    expect((await openRasterStore(join(dir, 'store.zarr'))).timesMs).toHaveLength(2)
  })

  it('what lies where an unfinished store would is not taken away', async () => {
    mkdirSync(join(dir, 'u.zarr.partial'))
    writeFileSync(join(dir, 'u.zarr.partial', 'precious'), 'x')
    await expect(write(join(dir, 'u.zarr'))).rejects.toMatchObject({ code: 'RADAR_STORE_PARTIAL', received: 'precious' })
    expect(readFileSync(join(dir, 'u.zarr.partial', 'precious'), 'utf8')).toBe('x')
  })

  it('the second waits for the first, and no lock stays', async () => {
    const order: string[] = []
    const out = join(dir, 'one')
    const job = (name: string) =>
      claimed(out, { log: () => order.push(`${name} waits`) }, async () => {
        order.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 400))
        order.push(`${name} ends`)
      })
    await Promise.all([job('a'), job('b')])
    expect(order.filter((line) => !line.endsWith('waits'))).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(existsSync(`${out}.lock`)).toBe(false)
  })

  it('a file on the way is told', async () => {
    writeFileSync(join(dir, 'afile'), 'x')
    await expect(claimed(join(dir, 'afile', 'x.zarr'), {}, async () => {})).rejects.toMatchObject({ code: 'RADAR_OUT_FOLDER', received: 'a file on the way' })
  })

  it('a chunk that is gone or cut is damage, not missing rain', async () => {
    const path = join(dir, 'holes.zarr')
    await write(path)
    rmSync(join(path, 'rain_rate', 'c', '1'), { recursive: true })
    writeFileSync(join(path, 'rain_rate', 'c', '2', '0', '0'), 'cut')
    const store = await openRasterStore(path)
    expect(await store.frame('rain_rate', 0)).toEqual(new Float32Array(4).fill(Number.NaN))
    await expect(store.frame('rain_rate', 1)).rejects.toMatchObject({ code: 'RADAR_STORE_FORMAT', received: expect.stringContaining('no ') })
    await expect(store.frame('rain_rate', 2)).rejects.toMatchObject({ code: 'RADAR_STORE_FORMAT' })
  })
})

describe('two commands on one --out', { timeout: 60_000 }, () => {
  it('one makes it, the other says that it is there', async () => {
    const radar = join(dir, 'radar')
    mkdirSync(radar)
    for (let k = 1; k <= 6; k++) writeFileSync(join(radar, `${k}.dat`), rain(k))
    const answers = await Promise.all([1, 2].map(() => phd('radar', 'import', radar, '--out', join(dir, 'both.zarr'))))
    expect(answers.map(({ exitCode }) => exitCode).sort()).toEqual([0, 2])
    expect(answers.find(({ exitCode }) => exitCode === 2)!.stderr).toContain('both.zarr is there already.')
    expect((await openRasterStore(join(dir, 'both.zarr'))).timesMs).toHaveLength(6)
    expect(readdirSync(dir).filter((name) => name.startsWith('both'))).toEqual(['both.zarr'])
  })
})
