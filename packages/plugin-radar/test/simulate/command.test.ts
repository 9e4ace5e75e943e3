import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

  test('wrong words are told, exit code 2', async () => {
    const missing = await phd('radar', 'simulate', '--out', join(dir, 'c.zarr'))
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('--rain and --terrain, or --params')])
    const time = await phd(...inputs, '--out', join(dir, 'c.zarr'), '--from', 'yesterday')
    expect([time.exitCode, time.stderr]).toEqual([2, expect.stringContaining('a time in UTC, such as 2007-06-25T14:30')])
  })
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
