import { describe, expect, it } from 'vitest'
import { failureOf, fileOf, framesOf } from './memory-file.js'
import { inAuckland } from './time-zone.js'

/** A real header is of 760 x 1226 cells; here the same area in a tenth of the columns and half of the rows. */
const comments = {
  obstime: '201705091045',
  producttype: 'CAPPI',
  productname: 'LOWEST',
  param: 'CorrectedReflectivity',
  metersperpixel_x: '9996.74053',
  metersperpixel_y: '1999.25718',
  'projection radar': '{',
  type: 'stereographic',
  centrallongitude: '25',
  centrallatitude: '90',
  truelatitude: '60',
  bottomleft: '18.600000 57.930000',
  topright: '34.903000 69.005000',
}

function pgm(changes: Record<string, string> = {}, { cells = {} as Record<number, number>, largest = 255, size = [76, 613] } = {}): Buffer {
  const lines = Object.entries({ ...comments, ...changes }).map(([key, value]) => `# ${key} ${value}\n`)
  const numbers = Buffer.alloc(76 * 613)
  for (const [at, value] of Object.entries(cells)) numbers[Number(at)] = value
  return Buffer.concat([Buffer.from(`P5\n${lines.join('')}# }\n${size.join(' ')}\n${largest}\n`), numbers])
}

const failure = (bytes: Uint8Array, format?: string) => failureOf(framesOf(fileOf('a.pgm', bytes), { format }))

describe('an FMI composite', () => {
  it('is rain by Z = 223 R^1.53, north first; 0 is dry, 255 is missing', async () => {
    const [frame] = await framesOf(fileOf('a.pgm', pgm({}, { cells: { 0: 255, 1: 64, 2: 164, [76 * 613 - 1]: 1 } })))
    const rate = (dbz: number) => Math.fround((10 ** (dbz / 10) / 223) ** (1 / 1.53))
    expect([...frame.values.subarray(0, 4), frame.values[76 * 613 - 1]]).toEqual([Number.NaN, rate(0), rate(50), 0, rate(-31.5)])
    expect(frame).toMatchObject({ quantity: 'rain_rate', units: 'mm/h', name: 'LOWEST', timeMs: Date.UTC(2017, 4, 9, 10, 45) })
    expect(frame.minutes).toBeUndefined()
    expect(frame.attributes).toMatchObject({ param: 'CorrectedReflectivity', producttype: 'CAPPI' })
  })

  it('has its edges at its corners', async () => {
    const [{ grid }] = await framesOf(fileOf('a.pgm', pgm()))
    expect(grid).toMatchObject({ rows: 613, columns: 76 })
    // By pyproj: the corners on the sphere of 6371288 m.
    expect(grid.west).toBeCloseTo(-380886.305, 2)
    expect(grid.north).toBeCloseTo(-2170133.261, 2)
    expect(grid.west + 76 * grid.cellX).toBeCloseTo(378865.975, 2)
    expect(grid.north - 613 * grid.cellY).toBeCloseTo(-3395677.91, 2)
    expect(grid.crs?.projection).toBe('+proj=stere +lat_0=90 +lat_ts=60 +lon_0=25 +x_0=0 +y_0=0 +a=6371288 +b=6371288 +units=m +no_defs')
  })

  it('has its time in UTC', async () => {
    await inAuckland(async () => expect((await framesOf(fileOf('a.pgm', pgm({ obstime: '201710290230' }))))[0].timeMs).toBe(Date.UTC(2017, 9, 29, 2, 30)))
  })

  it('is refused where it is something else', async () => {
    for (const [bytes, received] of [
      [pgm({ param: 'Velocity' }), 'Velocity'],
      [pgm({ type: 'mercator' }), 'mercator'],
      [pgm({}, { largest: 65535 }), '65535'],
    ] as const)
      expect(await failure(bytes)).toMatchObject({
        code: 'RADAR_FILE_UNSUPPORTED',
        message: 'a.pgm cannot be read: it is a PGM, but no reflectivity of FMI.',
        received,
      })
  })

  it('is damaged where it is cut off at any byte of its head or in its numbers', async () => {
    const whole = pgm()
    for (const length of [...Array.from({ length: 430 }, (_, at) => at + 1), 20_000, whole.length - 1])
      expect(await failure(whole.subarray(0, length), 'fmi-pgm'), String(length)).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        message: expect.stringMatching(/^a\.pgm cannot be read: (its head is broken|it has not the length in its head)\.$/),
      })
    expect(await failure(whole.subarray(0, 20_000))).toMatchObject({ received: '20000' })
    expect(await failure(Buffer.concat([whole, Buffer.alloc(1)]))).toMatchObject({ code: 'RADAR_FILE_DAMAGED' })
  })

  it('is damaged where its head makes no sense; nothing is allocated for absurd sizes', async () => {
    for (const [bytes, received] of [
      [pgm({ obstime: '201713091045' }), '201713091045'],
      [pgm({ obstime: '2017' }), '2017'],
      [pgm({ bottomleft: '18.6' }), 'cells of NaN x NaN m by the corners, 9996.74053 x 1999.25718 m as stated'],
      [pgm({ truelatitude: '45' }), / m by the corners, 9996.74053 x 1999.25718 m as stated$/],
      [pgm({ centrallatitude: '-90' }), 'centrallatitude -90'],
      [pgm({}, { size: [999999999, 999999999] }), String(pgm().length + 13)],
      [pgm({}, { size: [0, 613] }), String(pgm().length - 1)],
      [Buffer.from('P5\n# obstime 201705091045\nwide 3\n255\n'), '"wide 3\n255" at byte 26'],
    ] as const)
      expect(await failure(bytes)).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        received: typeof received === 'string' ? received : expect.stringMatching(received),
      })
  })
})
