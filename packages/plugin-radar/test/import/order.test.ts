/** What only a reader that misbehaves, or a huge file, can show. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importRasters } from '../../lib/import/index.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'))
  writeFileSync(join(dir, 'file'), 'anything')
})
afterAll(() => rmSync(dir, { recursive: true }))

function importWith(frames: () => Iterable<Frame>, stepMinutes?: number) {
  const reader = {
    about: 'Frames from memory.',
    extensions: [],
    recognises: () => true,
    async *read() {
      yield* frames()
    },
  }
  const rest = { gaps: 'report', gapLimitMinutes: 30, overlaps: 'agree', skipDamaged: false, force: false } as const
  return importRasters({ files: [join(dir, 'file')], out: join(dir, 'out.zarr'), readers: [{ name: 'memory', reader }], stepMinutes, ...rest })
}

function frame(minute: number, side: number): Frame {
  const grid = { rows: side, columns: side, west: 0, north: side, cellX: 1, cellY: 1 }
  return { quantity: 'rain_rate', units: 'mm/h', name: 'rain', timeMs: minute * 60_000, minutes: 5, grid, values: new Float32Array(side * side).fill(minute) }
}

describe('frames of one file', () => {
  it('from last to first are sorted, where 128 MiB hold them', async () => {
    const summary = await importWith(function* () {
      for (let minute = 45; minute >= 0; minute -= 5) yield frame(minute, 20)
    })
    expect(summary).toMatchObject({ frames: 10, first: '1970-01-01T00:00:00Z', last: '1970-01-01T00:45:00Z' })
    rmSync(join(dir, 'out.zarr'), { recursive: true })
  })

  it('are an error where they do not fit, and nothing is left', async () => {
    const descending = function* () {
      for (let minute = 200; minute >= 0; minute -= 5) yield frame(minute, 1000)
    }
    await expect(importWith(descending)).rejects.toMatchObject({
      code: 'RADAR_TIME_ORDER',
      message: `The frames of ${join(dir, 'file')} are too far out of order to be sorted in memory.`,
      expected: 'frames in order of time, or at most 128 MiB of them before their turn',
    })
    expect(readdirSync(dir)).toEqual(['file'])
  })

  it('that hold for longer than the step that is said are an error', async () => {
    const held = function* () {
      for (const minute of [0, 10, 20]) yield frame(minute, 3)
    }
    await expect(importWith(held, 2.5)).rejects.toMatchObject({
      code: 'RADAR_NUMBER',
      message: '--step-minutes is not the step of these files.',
      expected: 'at least the 5 min that a frame holds for',
      received: '2.5 min',
    })
    expect(readdirSync(dir)).toEqual(['file'])
    expect(await importWith(held, 5)).toMatchObject({ stepMinutes: 5, gaps: [{ missing: 1 }, { missing: 1 }] })
    rmSync(join(dir, 'out.zarr'), { recursive: true })
  })

  it('that are others when read again are an error', async () => {
    let reads = 0
    const changing = function* () {
      reads++
      yield frame(5 * reads, 3)
    }
    await expect(importWith(changing)).rejects.toMatchObject({
      code: 'RADAR_INPUT_CHANGED',
      message: `${join(dir, 'file')} is not what it was when the import began.`,
    })
    expect(readdirSync(dir)).toEqual(['file'])
  })
})
