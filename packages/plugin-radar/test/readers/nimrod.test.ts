import { knownCrs } from '@phd/plugin-radar'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { failureOf, fileOf, framesOf } from './memory-file.js'
import { composite, compositeGrid, type NimrodOptions, nimrodField } from './nimrod-writer.js'
import { inAuckland } from './time-zone.js'

const read = (bytes: Uint8Array, log?: (line: string) => void) => framesOf(fileOf('a.dat', bytes), { log })
const one = async (options: NimrodOptions) => (await read(nimrodField(options)))[0]
const failure = (bytes: Uint8Array) => failureOf(read(bytes))

/** 3 x 4, as it lies on the ground: north first, west first. */
const ground = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, -1, 12],
]

describe('a NIMROD field', () => {
  it.each([
    [0, ground],
    [1, [...ground].reverse()],
    [2, ground.map((row) => [...row].reverse())],
    [3, [...ground].reverse().map((row) => [...row].reverse())],
  ])('of origin %i is turned to north-west, cells and coordinates alike', async (origin, stored) => {
    const firstRow = origin % 2 === 0 ? 2500 : 500
    const firstColumn = origin < 2 ? 10500 : 13500
    const { values, grid } = await one({ origin, stored: stored.flat().map((value) => (value < 0 ? value : value * 32)), firstRow, firstColumn })
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, Number.NaN, 12])
    expect(grid).toEqual({ rows: 3, columns: 4, west: 10000, north: 3000, cellX: 1000, cellY: 1000, crs: knownCrs['EPSG:27700'] })
  })

  it.each<[string, NimrodOptions, number[]]>([
    ['float32', { type: 0, bytes: 4, stored: [32, -999, 48], missingReal: -999 }, [1, Number.NaN, 1.5]],
    ['int8', { type: 1, bytes: 1, stored: [32, -1, 127] }, [1, Number.NaN, 127 / 32]],
    ['int16', { type: 1, bytes: 2, stored: [32, -1, 32767] }, [1, Number.NaN, 32767 / 32]],
    ['int32', { type: 1, bytes: 4, stored: [32, -1, 65536] }, [1, Number.NaN, 2048]],
    ['bytes', { type: 2, bytes: 1, stored: [32, 255, 254], missingInt: 255 }, [1, Number.NaN, 254 / 32]],
  ])('holds %s', async (_, options, expected) => {
    expect([...(await one({ rows: 1, columns: 3, ...options })).values]).toEqual(expected)
  })

  it('says what is missing: its own value, -32767, and rain below zero', async () => {
    const rain = await one({ rows: 1, columns: 4, missingInt: -7, stored: [-7, -32767, -2, 0] })
    expect([...rain.values]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0])
    const other = await one({ rows: 1, columns: 4, missingInt: -7, stored: [-7, -32767, -2, 0], code: 58, units: 'degC*10', scale: 0.1 })
    expect([...other.values]).toEqual([Number.NaN, Number.NaN, Math.fround(-0.2), 0])
  })

  it('is a rate, or an accumulation over its period as a rate', async () => {
    const stored = [32, 64, 0]
    const of = async (options: NimrodOptions) => {
      const { quantity, units, minutes, values } = await one({ rows: 1, columns: 3, stored, ...options })
      return [quantity, units, minutes, values[1]]
    }
    expect(await of({})).toEqual(['rain_rate', 'mm/h', undefined, 2])
    expect(await of({ title: '5 min mean rain rate', averaging: -32767 })).toEqual(['rain_rate', 'mm/h', undefined, 2])
    expect(await of({ code: 63, units: 'mm/hr*32', title: 'rainrate' })).toEqual(['rain_rate', 'mm/h', undefined, 2])
    expect(await of({ code: 214, units: 'mm*32', period: 15, title: 'precip accumulation', averaging: 128 })).toEqual(['rain_rate', 'mm/h', 15, 8])
    expect(await of({ code: 61, units: 'mm*32', period: 60, title: '1hr precip accum', averaging: 128 })).toEqual(['rain_rate', 'mm/h', 60, 2])
    expect(await of({ code: 61, units: 'mm*32', period: 0, scale: 1 / 32 })).toEqual(['other', 'mm', undefined, 2])
    expect(await of({ averaging: 8192, title: 'Max rainrate in last hr', period: 60, scale: 1 / 32 / 3.6e6 })).toEqual(['other', 'mm/h', 60, 2])
    expect(await of({ title: 'Rain rate 50pc', scale: 1 / 32 / 3.6e6 })).toEqual(['other', 'mm/h', undefined, 2])
    expect(await of({ title: '% Above0004', scale: 0.01 })).toEqual(['other', '%', undefined, 64])
  })

  it('keeps another field in its own units, and as it is stored where units and scale contradict', async () => {
    const of = async (units: string, scale: number, title = 'field') => {
      const { values, units: given, quantity } = await one({ rows: 1, columns: 1, stored: [-24981], code: 155, units, scale, title })
      return [quantity, given, values[0]]
    }
    expect(await of('m/2-25k', 2)).toEqual(['other', 'm', 38])
    expect(await of('oktas*10', 0.1)).toEqual(['other', 'oktas', Math.fround(-2498.1)])
    expect(await of('oktas*10', 0.001, 'Spread')).toEqual(['other', 'oktas*10', -24981])
    expect(await of('*.01', 0.01)).toEqual(['other', '*.01', -24981])
  })

  it('has its validity time in UTC, wherever the machine stands', async () => {
    await inAuckland(async () => {
      expect((await one({ valid: [2021, 3, 28, 1, 35, 20] })).timeMs).toBe(Date.UTC(2021, 2, 28, 1, 35, 20))
      expect((await one({ valid: [2021, 9, 26, 2, 30, -32767] })).timeMs).toBe(Date.UTC(2021, 8, 26, 2, 30))
    })
  })

  it('gives every value of its header that is set', async () => {
    const { attributes, name } = await one({
      code: 213,
      corners: [3000, 0, 3000, 4000, 0, 4000, 0, 0],
      firstRow: 2500,
      firstColumn: 500,
      source: 'STEPS',
      ellipsoid: 0,
    })
    expect(name).toBe('Rainfall rate Composite')
    expect(attributes).toMatchObject({
      ...{ title: 'Rainfall rate Composite', source: 'STEPS', units: 'mm/h*32', valid_year: 2020, valid_hour: 5, data_hour: 3, data_type: 1, data_bytes: 2 },
      ...{ grid_type: 0, rows: 3, columns: 4, header_release: 2, field_code: 213, origin: 0, missing_int: -1, period_minutes: 0, model_levels: 1 },
      ...{ ellipsoid: 0, origin_model: 2, first_row: 2500, row_interval: 1000, first_column: 500, top_left_northing: 3000, bottom_right_easting: 4000 },
      ...{ true_origin_latitude: 49, true_origin_easting: 400000, scale: 1 },
    })
    expect(attributes).not.toHaveProperty('satellite_calibration')
  })

  it('says its projection where the header does', async () => {
    const crs = async (options: NimrodOptions) => (await one(options)).grid.crs?.projection
    expect(await crs({ gridType: -32767 })).toBe(knownCrs['EPSG:27700'].projection)
    expect(await crs({ gridType: 1, interval: 0.5, firstRow: 55.25, firstColumn: -3.75, ellipsoid: -32767 })).toBe('+proj=longlat +datum=WGS84 +no_defs')
    expect(await crs({ gridType: 4, ellipsoid: 1, trueOrigin: [0, 9, 500000, 0, 1] })).toBe(
      '+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=500000 +y_0=0 +ellps=intl +units=m +no_defs',
    )
    const lines: string[] = []
    const [space] = await read(nimrodField({ gridType: 2 }), (line) => lines.push(line))
    expect(space.grid).not.toHaveProperty('crs')
    expect(lines).toEqual(['a.dat: field 1 (Rainfall rate Composite): grid type 2 has no known projection'])
  })

  it('lies by its corners where it has no first point; a contradiction is said', async () => {
    const corners = [3000, 10000, 3000, 14000, 0, 14000, 0, 10000]
    for (const origin of [0, 1, 2, 3])
      expect((await one({ origin, firstRow: -32767, firstColumn: -32767, corners })).grid).toMatchObject({ west: 10000, north: 3000 })
    const lines: string[] = []
    await read(nimrodField({ firstRow: 2500, firstColumn: 10500, corners }), (line) => lines.push(line))
    expect(lines).toEqual([])
    await read(nimrodField({ firstRow: 3000, firstColumn: 10000, corners }), (line) => lines.push(line))
    expect(lines).toEqual([
      'a.dat: field 1 (Rainfall rate Composite): its corners are not where its first point and intervals put them; the first point is taken',
    ])
  })

  it('takes the float32 noise off metres', async () => {
    expect((await one({ firstColumn: -238000.016, firstRow: 1222000, interval: 2000 })).grid).toMatchObject({ west: -239000, north: 1223000 })
  })
})

describe('the UK 1 km composite', () => {
  it('spans E -405000..1320000 and N -625000..1550000, with and without corners, and keeps its cells in their corners', async () => {
    for (const corners of [true, false]) {
      const cells: [number, number, number][] = [
        [0, 0, 1],
        [0, 1724, 2],
        [2174, 0, 3],
        [2174, 1724, 4],
        [1053, 845, 128],
      ]
      const [frame] = await read(composite({ cells, missing: [[7, 9]], corners, timeMs: Date.UTC(2019, 6, 3, 12, 55) }), (line) => expect.fail(line))
      expect(frame.grid).toEqual({ ...compositeGrid, crs: knownCrs['EPSG:27700'] })
      expect(frame.timeMs).toBe(Date.UTC(2019, 6, 3, 12, 55))
      for (const [row, column, rain] of cells) expect(frame.values[row * 1725 + column]).toBe(rain)
      expect(frame.values[7 * 1725 + 9]).toBeNaN()
      expect(frame.values.reduce((sum, value) => sum + (value || 0), 0)).toBe(138)
    }
  })

  it('has (54.3646, -1.3788) in row 1053, column 845 and (53.0940, 0.5933) in row 1191, column 978', () => {
    const cellOf = (latitude: number, longitude: number) => {
      const [x, y] = proj4('EPSG:4326', knownCrs['EPSG:27700'].projection, [longitude, latitude])
      return [Math.floor((compositeGrid.north - y) / compositeGrid.cellY), Math.floor((x - compositeGrid.west) / compositeGrid.cellX)]
    }
    expect(cellOf(54.3646, -1.3788)).toEqual([1053, 845])
    expect(cellOf(53.094, 0.5933)).toEqual([1191, 978])
  })
})

describe('a damaged NIMROD file', () => {
  const field = nimrodField({ stored: Array.from({ length: 12 }, (_, at) => at) })
  const damagedAt = (at: number, change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(field)
    change(bytes)
    return failure(bytes).then((got) => ({ ...got, at }))
  }

  it('is cut off at any byte: the fields before are given', async () => {
    const two = Buffer.concat([field, field])
    for (let length = 4; length < two.length; length++) {
      const frames: unknown[] = []
      const got = await failureOf(
        (async () => {
          const { readFrames } = await import('@phd/plugin-radar')
          const { readers } = await import('./readers.js')
          for await (const frame of readFrames(fileOf('cut.dat', two.subarray(0, length)), await readers(['nimrod']))) frames.push(frame)
        })(),
      )
      expect(frames.length).toBe(length >= field.length ? 1 : 0)
      if (length === field.length) expect(got.code).toBeUndefined()
      else
        expect(got, String(length)).toMatchObject({
          code: 'RADAR_FILE_DAMAGED',
          message: `cut.dat cannot be read: field ${length < field.length ? 1 : 2} is broken.`,
          received: `the file ends at byte ${length}`,
        })
    }
    expect(await failure(two.subarray(0, 530))).toMatchObject({
      expected: 'the length 24 after the numbers at byte 548',
      remedy: 'get the file again, or leave it out',
    })
    expect(await failure(two.subarray(0, 554))).toMatchObject({
      message: 'a.dat cannot be read: field 2 is broken.',
      expected: 'the length 512 before the header at byte 552',
    })
  })

  it.each([
    [516, 'the length 512 after the header at byte 516'],
    [520, 'the length 24 before the numbers at byte 520'],
    [548, 'the length 24 after the numbers at byte 548'],
  ])('has a wrong record marker at byte %i', async (at, expected) => {
    expect(await damagedAt(at, (bytes) => bytes.writeUInt32BE(513, at))).toMatchObject({ code: 'RADAR_FILE_DAMAGED', expected, received: '513' })
  })

  it('claims sizes that it does not have; nothing is allocated for them', async () => {
    const huge = await damagedAt(0, (bytes) => {
      bytes.writeInt16BE(32767, 34)
      bytes.writeInt16BE(32767, 36)
      bytes.writeUInt32BE(32767 * 32767 * 2, 520)
    })
    expect(huge).toMatchObject({
      code: 'RADAR_FILE_DAMAGED',
      expected: 'the length 2147352578 after the numbers at byte 2147353102',
      received: 'the file ends at byte 552',
    })
    expect(await damagedAt(0, (bytes) => bytes.writeInt16BE(-3, 34))).toMatchObject({
      expected: 'rows and columns of at least 1',
      received: '-3 rows, 4 columns at byte 34',
    })
  })

  it('has no such type, origin, interval, place or time', async () => {
    expect(await damagedAt(0, (bytes) => bytes.writeInt16BE(9, 26))).toMatchObject({
      expected: 'numbers of type 0 with 4, 1 with 1, 2 or 4, or 2 with 1 byte',
      received: 'type 9 with 2 bytes at byte 26',
    })
    expect(await damagedAt(0, (bytes) => bytes.writeInt16BE(4, 50))).toMatchObject({ expected: 'an origin of 0, 1, 2 or 3', received: '4 at byte 50' })
    expect(await damagedAt(0, (bytes) => bytes.writeFloatBE(0, 78))).toMatchObject({ received: 'intervals of 0 and 1000' })
    expect(await failure(nimrodField({ firstRow: -32767, firstColumn: -32767 }))).toMatchObject({ received: 'a first point at -32767, -32767 and no corners' })
    for (const valid of [
      [2020, 13, 1, 0, 0, 0],
      [2020, 2, 30, 0, 0, 0],
      [2020, 1, 1, 24, 0, 0],
      [2020, 1, 1, 0, -32767, 0],
    ])
      expect(await failure(nimrodField({ valid }))).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        expected: 'a validity time at byte 4',
        received: valid.join(' '),
      })
  })

  it('takes no options', async () => {
    expect(await failureOf(framesOf(fileOf('a.dat', field), { options: { orientation: 'north-up' } }))).toMatchObject({
      code: 'RADAR_READER_OPTION',
      message: 'The reader nimrod has no option "orientation".',
      expected: 'no option',
      usage: true,
    })
  })
})
