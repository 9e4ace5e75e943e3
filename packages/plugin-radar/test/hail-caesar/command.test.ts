import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHailCaesar, runParams } from '../../lib/hail-caesar/index.js'
import { phd, temporaryFolder } from '../cli.js'
import { writeRain, writeTerrain } from '../simulate/world.js'

let dir: string
let rain: string
let terrain: string
beforeAll(async () => {
  dir = temporaryFolder()
  rain = await writeRain(dir, 'rain.zarr', 15, (row, column, k) => 10 * row + column + k / 4)
  terrain = await writeTerrain(dir, 'terrain.zarr', 40, undefined, { west: 402_000, north: 404_000 })
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('phd radar radar2caesar', () => {
  test('writes a folder that runs', async () => {
    const out = join(dir, 'caesar')
    const { exitCode, stdout, stderr } = await phd(
      'radar',
      'radar2caesar',
      '--rain',
      rain,
      '--terrain',
      terrain,
      '--out',
      out,
      '--set',
      'mannings_n=0.06',
      '--json',
    )
    expect(exitCode, stderr).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ out, steps: 15, stepMinutes: 5, dryRows: 10, zones: 4, scale: 20, hours: 2 })
    expect(readFileSync(join(out, 'rainfall.txt'), 'utf8').split('\n')[1]).toBe('22.25000 23.25000 32.25000 33.25000')
    const { options } = await runParams(join(out, 'run.params'))
    expect(options).toMatchObject({ rows: 40, columns: 40, cellMetres: 50, zones: 4 })
    expect(options.settings.manning).toBe(0.06)
    const model = createHailCaesar(options)
    await model.advance(options.settings.durationMinutes)
    expect(model.mass().errorShare).toBeLessThan(1e-4)
  })

  test('says in three lines what there is, what was added, and what is next', async () => {
    const out = join(dir, 'told')
    const { stdout } = await phd('radar', 'radar2caesar', '--rain', rain, '--terrain', terrain, '--out', out)
    expect(stdout).toBe(
      `${out}: 15 steps of 5 min, 4 zones of 20 x 20 cells, a run of 2 h.\n10 dry steps were added: HAIL-CAESAR runs whole hours and reads two minutes ahead.\nNext: phd radar simulate --params ${out}/run.params --out water.zarr\n`,
    )
  })

  test('terrain that cuts a radar cell, and a line that is none', async () => {
    const cut = await writeTerrain(dir, 'cut.zarr', 30, undefined, { west: 402_000, north: 404_000 })
    const out = join(dir, 'cut')
    const refused = await phd('radar', 'radar2caesar', '--rain', rain, '--terrain', cut, '--out', out)
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('RADAR_CAESAR_GRID') })
    expect(existsSync(out)).toBe(false)
    const wrong = await phd('radar', 'radar2caesar', '--rain', rain, '--terrain', terrain, '--out', out, '--set', 'MANNING')
    expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"MANNING" is no line of run.params.') })
  })

  test('a key that HAIL-CAESAR does not have, one that follows from the rain, and a value that is no number', async () => {
    const out = join(dir, 'set')
    for (const [set, message, expected] of [
      ['foo=1', 'HAIL-CAESAR has no parameter "foo".', 'a key of its parameter file, such as mannings_n'],
      ['rain_data_time_step=60', 'rain_data_time_step follows from the rain and the terrain.', 'no --set of it'],
      ['mannings_n=abc', 'mannings_n cannot be "abc".', 'a number above 0'],
      ['max_run_duration=0', 'max_run_duration cannot be "0".', 'a number above 0'],
      ['in_out_difference=x', 'in_out_difference cannot be "x".', 'a number of at least 0'],
    ]) {
      const { exitCode, stdout } = await phd('radar', 'radar2caesar', '--rain', rain, '--terrain', terrain, '--out', out, '--set', set, '--json')
      expect(exitCode).toBe(2)
      expect(JSON.parse(stdout).error).toMatchObject({ code: 'RADAR_CAESAR_SET', message, expected, received: set })
      expect(existsSync(out)).toBe(false)
    }
  })
})
