/** Every real file of these formats against decoders written in Python, to the last bit. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkout, noPython, runPython } from '../oracle.js'
import { type Expected, expectField } from './oracle/expected.js'
import { framesOfPath, oracleScript } from './read.js'

const data = join(checkout, '..', 'shared', 'data')
const skip = noPython || (existsSync(data) ? false : `needs ${data}`)
const formats: [RegExp, string, number][] = [
  [/\.h5$/, 'odim-hdf5', 92],
  [/\.zip$/, 'ascii-grid', 8],
  [/\.asc(\.gz)?$/, 'ascii-grid', 4],
  [/\.tif$/, 'geotiff', 1],
  [/\.hgt\.gz$/, 'hgt', 1],
  [/\.grib2$/, 'grib2', 1],
]

describe.skipIf(skip)(`real files against Python${skip ? ` (${skip})` : ''}`, () => {
  let expected: Record<string, Expected & Record<string, unknown>>
  beforeAll(async () => {
    expected = JSON.parse(runPython(await oracleScript('real.py'), data))
  })

  for (const [pattern, format, count] of formats)
    test(`${format}: ${count} files ${pattern}`, async () => {
      const paths = Object.keys(expected).filter((path) => pattern.test(path))
      expect(paths).toHaveLength(count)
      for (const path of paths) {
        const frames = await framesOfPath(format, path)
        expect(frames, path).toHaveLength(1)
        expectField(frames[0], expected[path], path)
      }
    })

  test('KNMI: the corners that the file gives in degrees lie on the edges of the grid, times are UTC and end their interval', async () => {
    const paths = Object.keys(expected).filter((path) => path.endsWith('.h5'))
    for (const path of [paths[0], paths.at(-1)!]) {
      const [{ grid, timeMs, minutes, units, quantity }] = await framesOfPath('odim-hdf5', path)
      const [southWest, northWest, northEast, southEast] = expected[path].corners as [number, number][]
      const near = (received: number, corner: number) => expect(Math.abs(received - corner)).toBeLessThan(100)
      near(grid.west, southWest[0])
      near(grid.west, northWest[0])
      near(grid.north, northWest[1])
      near(grid.north, northEast[1])
      near(grid.west + grid.columns * grid.cellX, southEast[0])
      near(grid.north - grid.rows * grid.cellY, southEast[1])
      expect(new Date(timeMs!).toISOString()).toBe(expected[path].stamp)
      expect({ minutes, units, quantity }).toEqual({ minutes: 5, units: 'mm/h', quantity: 'rain_rate' })
    }
  })

  test('GRIB2: GDAL decodes the same, and the crops made of the same moment lie in it', async () => {
    const path = Object.keys(expected).find((name) => name.endsWith('.grib2'))!
    expect(expected[path].gdalApart).toBeLessThan(1e-4)
    expect((expected[path].gdalEdges as number[])[0]).toBeCloseTo(-130, 6)
    const [{ grid, values, timeMs }] = await framesOfPath('grib2', path)
    for (const crop of ['austin', 'jacksboro']) {
      const about = JSON.parse(await readFile(join(data, 'radar-mrms-20190610', `${crop}.json`), 'utf8'))
      const [, rows, columns] = about.shape as number[]
      const bytes = await readFile(join(data, 'radar-mrms-20190610', `${crop}.i16.bin`))
      const row = Math.round((grid.north - about.north_edge_lat) / grid.cellY)
      const column = Math.round((about.west_edge_lon - grid.west) / grid.cellX)
      expect(about.times_unix_utc[0] * 1000).toBe(timeMs)
      let wet = 0
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) {
          const tenths = bytes.readInt16LE((r * columns + c) * 2)
          const value = values[(row + r) * grid.columns + column + c]
          if (Math.abs(value * 10 - tenths) > 1e-3) expect([crop, r, c, value]).toEqual([crop, r, c, tenths / 10])
          if (tenths > 0) wet++
        }
      expect(wet).toBeGreaterThan(100)
    }
  })

  test('Erdas Imagine is not read, and the error says how to convert it', async () => {
    await expect(framesOfPath('geotiff', join(data, 'dem-newcastle-lidar2m', 'NewcastleCentreDEM_2m.img'))).rejects.toMatchObject({
      code: 'RADAR_FORMAT_UNKNOWN',
      message: expect.stringContaining('is an Erdas Imagine file, which is not read.'),
      remedy: expect.stringMatching(/^gdal_translate .*\.img out\.tif$/),
    })
  })
})
