import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHailCaesar, exportCaesar, runParams } from '../../lib/hail-caesar/index.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-caesar-export-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const radar = { rows: 4, columns: 5, west: 1000, north: 9000, cellX: 600, cellY: 600 }
const start = Date.UTC(2020, 1, 15)

/** Radar cell (row, column) at step k rains 10 row + column + k / 3 mm/h. */
async function* frames(steps = 16, change: (frame: { timeMs: number; minutes: number; values: Float32Array }, k: number) => void = () => {}) {
  for (let k = 0; k < steps; k++) {
    const frame = {
      timeMs: start + (k + 1) * 300_000,
      minutes: 5,
      values: Float32Array.from({ length: 20 }, (_, i) => 10 * Math.floor(i / 5) + (i % 5) + k / 3),
    }
    change(frame, k)
    yield frame
  }
}

/** Terrain over radar rows 1 and 2, columns 2 to 4, falling to the east. */
const terrain = (scale: number, more = {}) => {
  const grid = { rows: 2 * scale, columns: 3 * scale, west: 1000 + 1200, north: 9000 - 600, cellX: 600 / scale, cellY: 600 / scale, ...more }
  return { grid, values: Float32Array.from({ length: grid.rows * grid.columns }, (_, i) => 100 - (i % grid.columns)) }
}

describe('exportCaesar', () => {
  test.each([1, 2, 3])('%i terrain cells along a radar cell: every terrain cell takes the rain above it', async (scale) => {
    const out = join(dir, `scale-${scale}`)
    const report = await exportCaesar({ rainGrid: radar, frames: frames(), terrain: terrain(scale), out })
    expect(report).toEqual({ out, steps: 16, stepMinutes: 5, dryRows: 9, zones: 6, scale, hours: 2 })
    const { options } = scale > 1 ? await runParams(join(out, 'run.params')) : { options: undefined }
    const index = readFileSync(join(out, 'hydroindex.asc'), 'utf8').split('\n').slice(6).join(' ').trim().split(/\s+/).map(Number)
    const lines = readFileSync(join(out, 'rainfall.txt'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(25)
    for (const line of lines.slice(16)) expect(line).toBe('0 0 0 0 0 0')
    for (const k of [0, 7, 15]) {
      const rain = lines[k].split(' ').map(Number)
      for (let y = 0; y < 2 * scale; y++)
        for (let x = 0; x < 3 * scale; x++) {
          const above = 10 * (1 + Math.floor(y / scale)) + 2 + Math.floor(x / scale) + k / 3
          expect(rain[index[y * 3 * scale + x] - 1]).toBeCloseTo(above, 4)
        }
    }
    if (!options) return
    expect(options).toMatchObject({ rows: 2 * scale, columns: 3 * scale, zones: 6, cellMetres: 600 / scale })
    const model = createHailCaesar(options)
    await model.advance(60)
    expect(model.mass().rainCubicMetres).toBeGreaterThan(1e4)
  })

  test('the lines are mm/h with five decimals', async () => {
    const out = join(dir, 'line')
    await exportCaesar({ rainGrid: radar, frames: frames(13), terrain: terrain(2), out })
    expect(readFileSync(join(out, 'rainfall.txt'), 'utf8').split('\n')[1]).toBe('12.33333 13.33333 14.33333 22.33333 23.33333 24.33333')
    expect(readdirSync(out).sort()).toEqual(['hydroindex.asc', 'rainfall.txt', 'run.params', 'terrain.asc'])
  })

  test.each([
    ['cells that do not divide', { cellX: 250, cellY: 250 }, 'radar cells of a whole number of terrain cells'],
    ['a corner inside a radar cell', { west: 1000 + 1300 }, 'terrain that begins at the corner of a radar cell'],
    ['a radar cell that is cut', { rows: 5 }, 'terrain of whole radar cells, 2 x 2'],
    ['terrain beyond the radar', { west: 1000 + 1800 }, 'radar over all of the terrain'],
  ])('refused: %s', async (_, more, expected) => {
    const out = join(dir, 'refused')
    await expect(exportCaesar({ rainGrid: radar, frames: frames(), terrain: terrain(2, more), out })).rejects.toMatchObject({
      code: 'RADAR_CAESAR_GRID',
      expected,
    })
    expect(existsSync(out)).toBe(false)
  })

  test.each<[string, Parameters<typeof frames>, string, string]>([
    [
      'missing rain',
      [16, ({ values }, k) => k === 3 && values.fill(Number.NaN)],
      'RADAR_RAIN_TEXT',
      'Step 4 of the rain has no value in zone 1 that HAIL-CAESAR can take.',
    ],
    [
      'a gap',
      [16, (frame, k) => void Object.assign(frame, k > 4 && { timeMs: frame.timeMs + 300_000 })],
      'RADAR_CAESAR_STEPS',
      'Step 6 of the rain cannot be a line of rainfall.txt.',
    ],
    [
      'another step',
      [16, (frame, k) => void Object.assign(frame, k === 2 && { minutes: 10 })],
      'RADAR_CAESAR_STEPS',
      'Step 3 of the rain cannot be a line of rainfall.txt.',
    ],
    ['no rain', [0], 'RADAR_CAESAR_STEPS', 'There is no rain to write.'],
  ])('refused, with nothing left: %s', async (_, given, code, message) => {
    const parent = mkdtempSync(join(dir, 'left-'))
    await expect(exportCaesar({ rainGrid: radar, frames: frames(...given), terrain: terrain(2), out: join(parent, 'out') })).rejects.toMatchObject({
      code,
      message,
    })
    expect(readdirSync(parent)).toEqual([])
  })

  test.each([
    [1, 1, 12],
    [11, 1, 2],
    [12, 1, 1],
    [13, 2, 12],
    [25, 3, 12],
  ])('%i steps of 5 min run %i h, with %i dry rows: all the rain falls', async (steps, hours, dryRows) => {
    const out = join(dir, `run-${steps}`)
    const lastOnly = frames(steps, ({ values }, k) => values.fill(k === steps - 1 ? 36 : 0))
    expect(await exportCaesar({ rainGrid: radar, frames: lastOnly, terrain: terrain(2), out })).toMatchObject({ steps, hours, dryRows })
    const { options } = await runParams(join(out, 'run.params'))
    expect(options.settings.durationMinutes).toBe(60 * hours)
    const model = createHailCaesar(options)
    await model.advance(options.settings.durationMinutes)
    const areaSquareMetres = 2 * 600 * 3 * 600
    expect(model.mass().rainCubicMetres).toBeCloseTo((0.036 / 12) * areaSquareMetres, 3)
  })

  test('a length that is given gets its rows', async () => {
    const out = join(dir, 'longer')
    const report = await exportCaesar({ rainGrid: radar, frames: frames(13), terrain: terrain(2), out, params: { max_run_duration: '3' } })
    expect(report).toMatchObject({ hours: 3, dryRows: 37 - 13 })
    expect((await runParams(join(out, 'run.params'))).options.settings.durationMinutes).toBe(180)
  })

  test('a folder with files in it is left alone', async () => {
    const out = join(dir, 'full')
    mkdirSync(out)
    writeFileSync(join(out, 'mine'), '1')
    await expect(exportCaesar({ rainGrid: radar, frames: frames(), terrain: terrain(2), out })).rejects.toMatchObject({ code: 'RADAR_CAESAR_OUT' })
    expect(readdirSync(out)).toEqual(['mine'])
  })
})
