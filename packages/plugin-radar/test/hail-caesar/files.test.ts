import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  gridText,
  hydrographLine,
  readGridFile,
  readHydrograph,
  readParams,
  readRainText,
  readWaterDepthStream,
  readWaterDepths,
  runParams,
  waterDepthFiles,
  writeParams,
} from '../../lib/hail-caesar/index.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'phd-caesar-files-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const put = (name: string, text: string) => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}
const header = 'ncols 4\nnrows 3\nxllcorner 100\nyllcorner 200\ncellsize 50\nNODATA_value -9999\n'
const params = (more = '') =>
  `read_fname: dem # no extension\nread_path: ./\nrainfall_data_file: rain.txt\nmax_run_duration: 2\nrain_data_time_step: 5\n${more}`
const all = async <T>(items: AsyncIterable<T>) => {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}

describe('the parameter file', () => {
  test('comments, empty values, lines without a colon, keys in any case; the last line of a key counts', async () => {
    const path = put(
      'a.params',
      '# head\n\nRead_Fname:   dem   # name\nhydroindex_file: #null\ndebug_print_cycle    no  # no colon\nmannings_n: 0.03\nmannings_n: 0.05\r\n',
    )
    const { values, keys } = await readParams(path)
    expect(Object.fromEntries(values)).toEqual({ read_fname: 'dem', debug_print_cycle: 'no', mannings_n: '0.05' })
    expect(keys).toEqual(['read_fname', 'hydroindex_file', 'debug_print_cycle', 'mannings_n'])
  })

  test('what is written is read again', async () => {
    const path = join(dir, 'b.params')
    writeParams(path, [
      ['read_fname', 'dem'],
      ['a_very_long_key_that_is_longer_than_the_column', 0.25],
    ])
    expect(Object.fromEntries((await readParams(path)).values)).toEqual({ read_fname: 'dem', a_very_long_key_that_is_longer_than_the_column: '0.25' })
  })

  test.each([
    ['hydro_model_only: no', 'hydro_model_only', 'erosion and sediment are not simulated; say hydro_model_only: yes'],
    ['mannings_n: rough', 'mannings_n', 'a number above 0'],
    ['courant_number: 0', 'courant_number', 'a number above 0'],
    ['spatial_var_rain: maybe', 'spatial_var_rain', 'yes or no'],
    ['in_out_difference: 1', 'in_out_difference', 'the tolerance of inflow and outflow is not simulated'],
    ['run_time_start: 60', 'run_time_start', 'a run begins at 0; phd goes on from its own checkpoints'],
  ])('%s is refused', async (line, key, expected) => {
    put('dem.asc', `${header}1 1 1 1 1 1 1 1 1 1 1 1\n`)
    put('rain.txt', '1\n')
    await expect(runParams(put('c.params', params(line)))).rejects.toMatchObject({
      code: 'RADAR_PARAMS',
      message: expect.stringContaining(`${key} in `),
      expected,
    })
  })

  test('files beside it, the settings, unknown keys', async () => {
    put('dem.asc', `${header}1 2 3 4 5 6 7 -9999 9 10 11 12\n`)
    put('rain.txt', '1 2\n3 4\n')
    put('zones.asc', `${header}1 1 2 2 1 1 2 -9999 1 1 2 2\n`)
    const more = 'spatial_var_rain: yes\nnum_unique_rain_cells: 2\nhydroindex_file: zones.asc\nmannings_n: 0.05\nmy_own_key: 7\nwrite_path: ./out\n'
    const { options, grid, files, unknownKeys } = await runParams(put('d.params', params(more)))
    expect(files).toEqual({ params: join(dir, 'd.params'), terrain: join(dir, 'dem.asc'), rain: join(dir, 'rain.txt'), hydroindex: join(dir, 'zones.asc') })
    expect(unknownKeys).toEqual(['my_own_key'])
    expect(grid).toMatchObject({ rows: 3, columns: 4, west: 100, north: 350, cellX: 50 })
    expect(Array.from(options.elevationMetres)).toEqual([1, 2, 3, 4, 5, 6, 7, Number.NaN, 9, 10, 11, 12])
    expect(Array.from(options.zoneOfCell!)).toEqual([1, 1, 2, 2, 1, 1, 2, 0, 1, 1, 2, 2])
    expect(options.settings).toMatchObject({ manning: 0.05, durationMinutes: 120, rainStepMinutes: 5, runoff: 'zones' })
    expect((await all(options.rain(1))).map((row) => Array.from(row))).toEqual([[3, 4]])
  })

  test('a hydroindex with a zone that the rain has not, or on another grid', async () => {
    put('dem.asc', `${header}1 2 3 4 5 6 7 8 9 10 11 12\n`)
    put('rain.txt', '1 2\n')
    put('zones.asc', `${header}1 1 2 2 1 1 2 3 1 1 2 2\n`)
    const more = 'spatial_var_rain: yes\nnum_unique_rain_cells: 2\nhydroindex_file: zones.asc\n'
    await expect(runParams(put('e.params', params(more)))).rejects.toMatchObject({ code: 'RADAR_HYDROINDEX', received: '3 in value 8' })
    put('zones.asc', `${header.replace('ncols 4', 'ncols 2').replace('nrows 3', 'nrows 1')}1 2\n`)
    await expect(runParams(join(dir, 'e.params'))).rejects.toMatchObject({ code: 'RADAR_HYDROINDEX', expected: '3 rows and 4 columns', received: '1 and 2' })
  })

  test('a file that is not there, with the places that were looked in', async () => {
    const path = put('f.params', params().replace('read_fname: dem', 'read_fname: nowhere'))
    await expect(runParams(path)).rejects.toMatchObject({ code: 'RADAR_FILE_MISSING', received: expect.stringContaining(join(dir, 'nowhere.asc')) })
    await expect(readParams(join(dir, 'none.params'))).rejects.toMatchObject({ code: 'RADAR_PARAMS' })
    await expect(readParams(put('g.params', '???\n'))).rejects.toMatchObject({ code: 'RADAR_PARAMS', message: expect.stringContaining('Line 1 of') })
  })
})

describe('rain, depths and the time series', () => {
  test('rain: the first columns, empty lines passed over, clear errors', async () => {
    const path = put('r.txt', ' 1 2.5 3\r\n\n4 5 6\n')
    expect((await all(readRainText(path, 2))).map((row) => Array.from(row))).toEqual([
      [1, 2.5],
      [4, 5],
    ])
    await expect(all(readRainText(path, 4))).rejects.toMatchObject({ code: 'RADAR_RAIN_TEXT', message: expect.stringContaining('Line 1 of'), received: '3' })
    await expect(all(readRainText(put('s.txt', '1 2\n1 -9999\n'), 2))).rejects.toMatchObject({
      message: expect.stringContaining('Line 2 of'),
      received: '-9999 in column 2',
    })
    await expect(all(readRainText(join(dir, 'none.txt'), 1))).rejects.toMatchObject({ code: 'RADAR_RAIN_TEXT' })
  })

  test('the time series as it is printed, and read again', async () => {
    const line = hydrographLine({ index: 518, dischargeCubicMetresPerSecond: 2.8650634, runoffCubicMetresPerSecond: 14.425926 })
    expect(line).toBe(
      '518 2.865063 14.425926 0.000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000 0.0000000000\n',
    )
    expect(await readHydrograph(put('h.dat', line))).toEqual([{ index: 518, dischargeCubicMetresPerSecond: 2.865063, runoffCubicMetresPerSecond: 14.425926 }])
    await expect(readHydrograph(put('i.dat', `${line}1 2 3\n`))).rejects.toMatchObject({
      code: 'RADAR_HYDROGRAPH',
      message: expect.stringContaining('Line 2 of'),
    })
  })

  test('depths of a folder in the order of minutes, and of a stream', async () => {
    const folder = join(dir, 'water')
    mkdirSync(folder)
    const grid = { rows: 1, columns: 3, west: 100, north: 250, cellX: 50, cellY: 50 }
    const text = (value: number) => [...gridText(grid, [value, Number.NaN, 1.42047e-5])].join('')
    for (const minute of [120, 5, 60]) writeFileSync(join(folder, `WaterDepths${minute}.asc`), text(minute))
    writeFileSync(join(folder, 'Elevations5.asc'), 'no grid')
    expect((await waterDepthFiles(folder)).map(({ minute }) => minute)).toEqual([5, 60, 120])
    const startMs = Date.UTC(2004, 7, 16)
    const frames = await all(readWaterDepths(folder, { startMs }))
    expect(frames.map(({ timeMs }) => (timeMs! - startMs) / 60_000)).toEqual([5, 60, 120])
    expect(frames[2]).toMatchObject({ quantity: 'water_depth', units: 'm', grid })
    expect(Array.from(frames[2].values)).toEqual([120, Number.NaN, Math.fround(1.42047e-5)])

    const stream = put('all.asc', text(1) + text(2))
    const streamed = await all(readWaterDepthStream(stream, { startMs, stepMinutes: 5 }))
    expect(streamed.map(({ timeMs, values }) => [(timeMs! - startMs) / 60_000, values[0]])).toEqual([
      [5, 1],
      [10, 2],
    ])
    writeFileSync(join(folder, 'WaterDepths130.asc'), text(1).replace('100', '150'))
    await expect(all(readWaterDepths(folder, { startMs }))).rejects.toMatchObject({
      code: 'RADAR_WATER_DEPTHS',
      received: '1 x 3 cells of 50 x 50 from 150, 250',
    })
    await expect(all(readWaterDepths(dir, { startMs }))).rejects.toMatchObject({ code: 'RADAR_WATER_DEPTHS', expected: 'WaterDepths<minute>.asc' })
  })

  test('a grid is written with six digits and the header of the program', async () => {
    const text = [...gridText({ rows: 2, columns: 2, west: 209000, north: 89100, cellX: 50, cellY: 50 }, [7.0228412, 0.01, Number.NaN, 0])].join('')
    expect(text).toBe('ncols\t2\nnrows\t2\nxllcorner\t209000\nyllcorner\t89000\ncellsize\t50\nNODATA_value\t-9999\n7.02284 0.01\n-9999 0\n')
    const { values } = await readGridFile(put('j.asc', text))
    expect(Array.from(values)).toEqual([7.02284, 0.01, Number.NaN, 0].map(Math.fround))
    expect(readFileSync(join(dir, 'j.asc'), 'utf8')).toBe(text)
  })
})
