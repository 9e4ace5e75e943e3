import { describe, expect, it } from 'vitest'
import { failureOf, fileOf, framesOf } from './memory-file.js'
import { inAuckland } from './time-zone.js'

interface Options {
  product?: string
  stamp?: string
  monthYear?: string
  precision?: string
  minutes?: string
  size?: [number, number]
  by?: number
  stored?: Record<number, number>
}

function radolan({
  product = 'RY',
  stamp = '102050',
  monthYear = '0814',
  precision = 'E-02',
  minutes = '   5',
  size = [900, 900],
  by,
  stored = {},
}: Options = {}): Buffer {
  const [rows, columns] = size
  const tail = `VS 3SW   2.13.1PR ${precision}INT${minutes}GP ${String(rows).padStart(4)}x${String(columns).padStart(4)}MS 14<boo,ros,emd>`.replace(
    'GP  ',
    'GP ',
  )
  const numbers = Buffer.alloc(rows * columns * 2)
  for (const [at, value] of Object.entries(stored)) numbers.writeUInt16LE(value, Number(at) * 2)
  const front = `${product}${stamp}10000${monthYear}BY`
  const total = front.length + 7 + tail.length + 1 + numbers.length
  return Buffer.concat([Buffer.from(`${front}${by ?? total}${tail}\x03`), numbers])
}

const one = async (options: Options) => (await framesOf(fileOf('raa01', radolan(options))))[0]
const failure = (bytes: Uint8Array, format?: string) => failureOf(framesOf(fileOf('raa01', bytes), { format }))

describe('a RADOLAN composite', () => {
  it('is turned: the first row of the file is the southernmost', async () => {
    const { values, grid } = await one({ stored: { 0: 100, 899: 200, [899 * 900]: 300, [900 * 900 - 1]: 4095 } })
    expect([values[899 * 900], values[900 * 900 - 1], values[0], values[899]]).toEqual([12, 24, 36, Math.fround(491.4)])
    expect(grid).toMatchObject({ rows: 900, columns: 900, cellX: 1000, cellY: 1000 })
  })

  it('keeps dry apart from no data, clutter and negative sums; the second source is rain', async () => {
    const { values } = await one({ stored: { 0: 0x2000 | 2500, 1: 0x8000 | 7, 2: 0x4000 | 7, 3: 0x1000 | 100, 4: 0 } })
    expect([...values.subarray(899 * 900, 899 * 900 + 5)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 12, 0])
  })

  it('is a sum over its minutes that ends at its time, UTC', async () => {
    const of = async (options: Options) => {
      const { values, timeMs, minutes, quantity, units, name } = await one({ stored: { [899 * 900]: 386 }, ...options })
      return [name, quantity, units, values[0], minutes, new Date(timeMs as number).toISOString()]
    }
    await inAuckland(async () => {
      expect(await of({})).toEqual(['RADOLAN RY', 'rain_rate', 'mm/h', Math.fround(46.32), 5, '2014-08-10T20:50:00.000Z'])
      expect(await of({ product: 'RW', precision: 'E-01', minutes: '  60' })).toEqual([
        'RADOLAN RW',
        'rain_rate',
        'mm/h',
        Math.fround(38.6),
        60,
        '2014-08-10T20:50:00.000Z',
      ])
      expect(await of({ product: 'SF', precision: 'E-01', minutes: '1440', stamp: '010050', monthYear: '0321' })).toEqual([
        ...['RADOLAN SF', 'rain_rate', 'mm/h', Math.fround(38.6 / 24), 1440, '2021-03-01T00:50:00.000Z'],
      ])
    })
  })

  it('keeps what its header says', async () => {
    expect((await one({})).attributes).toEqual({
      product: 'RY',
      VS: '3',
      SW: '2.13.1',
      PR: 'E-02',
      INT: '5',
      GP: '900x 900',
      MS: '14<boo,ros,emd>',
      source: 'Deutscher Wetterdienst',
    })
  })

  // The south-west corners that DWD prints for its grids, km: -523.462, -4658.645; -443.462, -4758.645; -673.462, -5008.645.
  it.each<[[number, number], number, number]>([
    [[900, 900], -523462, -4658645],
    [[1100, 900], -443462, -4758645],
    [[1500, 1400], -673462, -5008645],
  ])('of %o cells has its corner where DWD puts it', async (size, west, south) => {
    const { grid } = await one({ size })
    expect(Math.abs(grid.west - west)).toBeLessThan(1)
    expect(Math.abs(grid.north - size[0] * 1000 - south)).toBeLessThan(1)
  })

  it('is refused where it is no rain, or on an unknown grid', async () => {
    expect(await failure(radolan({ product: 'RX' }))).toMatchObject({
      code: 'RADAR_FILE_UNSUPPORTED',
      message: 'raa01 cannot be read: it is no sum of rain.',
      expected: 'RY, YW, RH, RB, RW, RL, RU, SQ, SH, SF',
      received: 'RX',
    })
    expect(await failure(radolan({ size: [9000, 9000].map((n) => n / 10 + 1) as [number, number] }))).toMatchObject({
      code: 'RADAR_FILE_UNSUPPORTED',
      received: '901x901',
    })
  })

  it('is damaged where it is cut off, at any byte of its header and in its numbers', async () => {
    const whole = radolan()
    const header = whole.indexOf(3) + 1
    for (const length of [...Array.from({ length: header }, (_, at) => at + 1), header + 1, 500_000, whole.length - 1])
      expect(await failure(whole.subarray(0, length), 'radolan'), String(length)).toMatchObject({
        code: 'RADAR_FILE_DAMAGED',
        message: expect.stringMatching(/^raa01 cannot be read: (its header is broken|it has not the length in its header)\.$/),
      })
    expect(await failure(whole.subarray(0, 500_000))).toMatchObject({ expected: `${whole.length} bytes`, received: '500000' })
    expect(await failure(Buffer.concat([whole, Buffer.alloc(2)]))).toMatchObject({ received: String(whole.length + 2) })
    expect(await failure(radolan({ by: 1620000 }))).toMatchObject({ received: 'BY 1620000' })
  })

  it('is damaged where its header makes no sense', async () => {
    const headers: [Options, string][] = [
      [{ stamp: '312050', monthYear: '0614' }, 'a time of 2014-06-31T20:50'],
      [{ stamp: '102550' }, 'a time of 2014-08-10T25:50'],
      [{ monthYear: '1314' }, 'a time of 2014-13-10T20:50'],
      [{ minutes: '   0' }, 'INT "0"'],
      [{ precision: 'X-02' }, 'PR ""'],
    ]
    for (const [options, received] of headers) expect(await failure(radolan(options))).toMatchObject({ code: 'RADAR_FILE_DAMAGED', received })
  })
})
