import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFlags } from '../../lib/simulate/parse-flags.js'
import { phd } from '../cli.js'
import { writeRain, writeTerrain } from './world.js'

let dir: string
let inputs: string[]
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'phd-command-'))
  const rain = await writeRain(dir, 'rain.zarr', 3, () => 30)
  inputs = ['radar', 'simulate', '--rain', rain, '--terrain', await writeTerrain(dir, 'terrain.zarr', 20)]
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('phd radar simulate', () => {
  test('prints the account of the water; --json answers it', async () => {
    const { exitCode, stdout } = await phd(...inputs, '--out', join(dir, 'a.zarr'), '--infiltration', 'constant:3')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^rain over the extent of the terrain, as the radar has it +7500\.0 +100\.00$/m)
    expect(stdout).toMatch(/^infiltrated +7\d\d\.\d +\d+\.\d\d$/m)
    expect(stdout).toMatch(/Unaccounted for: \S+ of the water\.\n\n.*a\.zarr: 3 depths of 20 x 20 cells, \d+ steps, in \d+s\./)
    const json = JSON.parse((await phd(...inputs, '--out', join(dir, 'b.zarr'), '--json')).stdout)
    expect(json).toMatchObject({ frames: 3, rows: 20, cellMetres: 50, account: { infiltrationCubicMetres: 0 } })
    expect(json.account.rainCubicMetres).toBeCloseTo(7500, 6)
  })

  test('threads end with the simulation', async () => {
    const { exitCode, stdout } = await phd(...inputs, '--out', join(dir, 'threads.zarr'), '--threads', '3')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('3 depths of 20 x 20 cells')])
  })

  test('terrain of other cells is put onto squares over the rain, and stands beside the water', async () => {
    const out = join(dir, 'squares.zarr')
    const { exitCode, stderr } = await phd(...inputs, '--cell-metres', '100', '--out', out)
    expect([exitCode, stderr]).toEqual([0, expect.anything()])
    const store = await openRasterStore(out)
    expect(store.grid).toMatchObject({ cellX: 100, cellY: 100 })
    const [ground, finer] = [await store.frame('elevation'), await (await openRasterStore(join(dir, 'terrain.zarr'))).frame('elevation')]
    expect(ground[5 * 60 + 6]).toBeCloseTo((finer[0] + finer[1] + finer[20] + finer[21]) / 4, 3)
  })

  test('a parameter file takes no settings beside it', async () => {
    const { exitCode, stderr } = await phd(
      'radar',
      'simulate',
      '--params',
      'a.params',
      '--out',
      join(dir, 'd.zarr'),
      '--manning',
      '0.1',
      '--terrain',
      'dem.asc',
    )
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/--params is not right\.\n.*\n +received: --(manning, --terrain|terrain, --manning)/)])
  })

  test('wrong words are told, exit code 2', async () => {
    const missing = await phd('radar', 'simulate', '--out', join(dir, 'c.zarr'))
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('--rain and --terrain, or --params')])
    const time = await phd(...inputs, '--out', join(dir, 'c.zarr'), '--from', 'yesterday')
    expect([time.exitCode, time.stderr]).toEqual([2, expect.stringContaining('a time in UTC, such as 2007-06-25T14:30')])
  })
})

test.each(['manning', 'courant', 'froude', 'cell-metres'])('--%s is above 0', (flag) => {
  const flags = { rain: ['r'], terrain: 't', out: 'o', force: false, restart: false }
  for (const text of ['-1', '0'])
    expect(() => parseFlags({ ...flags, [flag]: text }, [])).toThrow(
      expect.objectContaining({ code: 'RADAR_SIMULATE_OPTION', message: `--${flag} is not right.`, expected: 'a number above 0', received: text, usage: true }),
    )
})

test('times are UTC, whatever they are written like', () => {
  const flags = { rain: ['r'], terrain: 't', out: 'o', force: false, restart: false }
  for (const from of ['2007-06-25', '2007-06-25T00:00', '2007-06-25 00:00:00', '2007-06-25T00:00Z'])
    expect(parseFlags({ ...flags, from }, [])).toMatchObject({ fromMs: Date.UTC(2007, 5, 25) })
  for (const from of ['25.6.2007', '2007-06-25T00:00+02:00', '2007-13-01', ''])
    expect(() => parseFlags({ ...flags, from }, [])).toThrow(expect.objectContaining({ code: 'RADAR_SIMULATE_OPTION', message: '--from is not right.' }))
  expect(() => parseFlags({ ...flags, outputs: 'velocity,fish' }, [])).toThrow(expect.objectContaining({ received: 'fish' }))
  expect(parseFlags({ ...flags, outputs: 'hazard, velocity' }, [])).toMatchObject({ outputs: ['velocity', 'hazard'] })
})
