import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRasterStore, type SimulateOptions, simulate } from '@phd/plugin-radar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHailCaesar, runParams } from '../../lib/hail-caesar/index.js'
import { hills, readAll, writeRain, writeTerrain } from './world.js'

const size = 24
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-caesar-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const bytes = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file.slice(path.length), readFileSync(file).toString('base64')])
    .sort()

/** Aborts once the simulation is at `minute`. */
function stopAt(minute: number): Pick<SimulateOptions, 'signal' | 'progress'> {
  const controller = new AbortController()
  return { signal: controller.signal, progress: ({ minutes }) => minutes >= minute && controller.abort() }
}

describe('HAIL-CAESAR', () => {
  test('its parameter file runs as it stands, by the model, and goes on after a stop', async () => {
    const rows = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => hills(y, x).toFixed(3)).join(' '))
    writeFileSync(join(dir, 'hills.asc'), `ncols ${size}\nnrows ${size}\nxllcorner 0\nyllcorner 0\ncellsize 50\nNODATA_value -9999\n${rows.join('\n')}\n`)
    writeFileSync(join(dir, 'rain.txt'), `${Array.from({ length: 30 }, (_, k) => (k < 12 ? 30 + k : 0)).join('\n')}\n`)
    const lines = [
      'read_path: .',
      'read_fname: hills',
      'dem_read_extension: asc',
      'rainfall_data_file: rain.txt',
      'rain_data_time_step: 5',
      'hydro_model_only: yes',
    ]
    lines.push('rainfall_data_on: yes', 'spatial_var_rain: no', 'max_run_duration: 2', 'raster_output_interval: 20', 'topmodel_m_value: 0.005')
    writeFileSync(join(dir, 'hills.params'), `${lines.join('\n')}\n`)
    const params = join(dir, 'hills.params')
    const out = join(dir, 'params.zarr')
    const report = await simulate({ params, out, massTolerance: 1 })
    expect(report).toMatchObject({ frames: 6, rows: size, start: '1970-01-01T00:00Z', end: '1970-01-01T02:00Z' })
    const model = createHailCaesar((await runParams(params)).options)
    const water = await readAll(out, 'water_depth')
    for (const [k, depth] of water.entries()) {
      await model.advance((k + 1) * 20)
      expect(depth).toEqual(Float32Array.from(model.depthMetres()))
    }
    expect(water.at(-1)!.reduce((most, depth) => Math.max(most, depth), 0)).toBeGreaterThan(0.01)
    expect((await openRasterStore(out)).manifest).toMatchObject({ compat: 'hail-caesar', settings: { topmodelMetres: 0.005, rasterMinutes: 20 } })

    const stopped = join(dir, 'stopped.zarr')
    await expect(simulate({ params, out: stopped, massTolerance: 1, ...stopAt(47) })).rejects.toMatchObject({ code: 'RADAR_STOPPED' })
    expect((await simulate({ params, out: stopped, massTolerance: 1 })).resumedAt).toBe('1970-01-01T00:47Z')
    expect(bytes(stopped)).toEqual(bytes(out))
  })

  test('on rain of any grid: a zone a rain cell, gaps held, the same after a stop; settings that it lacks are refused', async () => {
    const rain = await writeRain(dir, 'rain.zarr', 10, (row, column, k) => 20 + ((row * 7 + column * 11 + k * 3) % 50), [4])
    const terrain = await writeTerrain(dir, 'terrain.zarr', 40)
    const options: SimulateOptions = {
      ...{ rain: [rain], terrain, out: join(dir, 'compat.zarr'), readers: [], missingRain: 'previous', drainMinutes: 10, massTolerance: 1 },
      compat: { runoff: 'cells', topmodelMetres: 0.005 },
    }
    const whole = await simulate(options)
    expect(whole.frames).toBe(12)
    expect(whole.filledMinutes).toBeCloseTo(5, 9)
    expect(whole.account.storeCubicMetres).toBeGreaterThan(0)
    expect(whole.account.storedCubicMetres).toBeGreaterThan(0)
    // Rain on every cell: what the radar has over the terrain.
    expect(whole.account.rainCubicMetres / whole.radarCubicMetres).toBeCloseTo(1, 6)
    const out = join(dir, 'compat-stopped.zarr')
    await expect(simulate({ ...options, out, ...stopAt(23) })).rejects.toMatchObject({ code: 'RADAR_STOPPED' })
    await simulate({ ...options, out })
    expect(bytes(out)).toEqual(bytes(options.out))
    await expect(simulate({ ...options, outputs: ['velocity'] })).rejects.toMatchObject({ code: 'RADAR_SIMULATE_OPTION', received: 'velocity' })
  })
})
