import { describe, expect, test } from 'vitest'
import { fillNumbers, numberOf } from '../../lib/readers/ascii-grid/number.js'
import { framesOf } from './read.js'

const header = 'ncols 3\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\nNODATA_value -9999\n'
const grid = `${header}1 2.5 -9999\n4 5 6\n`
const read = (text: string, options = {}) => framesOf('ascii-grid', 'a.asc', text, options)

describe('numbers', () => {
  /** Whatever the spelling, the double that JavaScript's own parser gives. */
  test('are those of Number() to the last bit', () => {
    const texts: string[] = [
      '0',
      '-0',
      '+7',
      '.5',
      '5.',
      '1e3',
      '-1.5E-7',
      '123456789012345',
      '1234567890123456789',
      '0.1',
      '9007199254740993',
      '1e-400',
      '-3.4028234663852886e+38',
    ]
    let state = 12345
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    for (let count = 0; count < 20_000; count++) {
      const digits = String(Math.floor(random() * 10 ** (1 + Math.floor(random() * 16))))
      const point = Math.floor(random() * (digits.length + 1))
      texts.push(`${random() < 0.3 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`.replace(/^(-?)\.$/, '$10'))
    }
    const bytes = Buffer.from(`${texts.join(' ')} `)
    const values = new Float64Array(texts.length)
    const filled = fillNumbers(bytes, 0, bytes.length, values as unknown as Float32Array, 0)
    expect(filled).toMatchObject({ count: texts.length, stopped: false })
    expect(Array.from(values)).toEqual(texts.map(Number))
  })

  test('not a number is told from a word', () => {
    expect(['nan', 'NaN', '-nan', '1.#QNAN'].map(numberOf)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect(['1.2.3', '12a', 'ncols', '0x10', '1e', '-', ''].map(numberOf)).toEqual(Array(7).fill(undefined))
  })
})

describe('one grid', () => {
  test('rows come from the north, NODATA is NaN, edges are those of cells', async () => {
    const [frame] = await read(grid)
    expect(frame).toMatchObject({ quantity: 'elevation', units: 'm', grid: { rows: 2, columns: 3, west: 100, north: 220, cellX: 10, cellY: 10 } })
    expect(frame.grid.crs).toBeUndefined()
    expect(Array.from(frame.values)).toEqual([1, 2.5, Number.NaN, 4, 5, 6])
  })

  test('a header without NODATA has no missing values', async () => {
    const [{ values }] = await read(grid.replace('NODATA_value -9999\n', ''))
    expect(Array.from(values)).toEqual([1, 2.5, -9999, 4, 5, 6])
  })

  test('centres, dx and dy, any case, any order, tabs and CRLF', async () => {
    const [{ grid: placed, values }] = await read(
      '\uFEFFNROWS\t2\r\nNCOLS\t3\r\nXLLCENTER 105\r\nYllCenter 202.5\r\nDX 10\r\ndy 5\r\nnodata_VALUE nan\r\n1 2 3\r\n4 nan 6'.replace(
        '\uFEFF',
        '\u00ef\u00bb\u00bf',
      ),
    )
    expect(placed).toMatchObject({ rows: 2, columns: 3, west: 100, north: 210, cellX: 10, cellY: 5 })
    expect(Array.from(values)).toEqual([1, 2, 3, 4, Number.NaN, 6])
  })

  test('options say what, where and when', async () => {
    const options = { quantity: 'rain_rate', crs: 'EPSG:27700', start: '2010-08-26T00:00', 'step-minutes': '15' }
    const [frame] = await read(grid, { options })
    expect(frame).toMatchObject({ quantity: 'rain_rate', units: 'mm/h', minutes: 15, timeMs: Date.UTC(2010, 7, 26), grid: { crs: { name: 'EPSG:27700' } } })
  })
})

describe('a stream', () => {
  test('grids come one after the other, wherever the pieces are cut', async () => {
    const text = grid + grid.replace('2.5', '7') + grid.replace('NODATA_value -9999\n', '')
    for (const pieceBytes of [1, 7, 64, 100_000]) {
      const frames = await read(text, { pieceBytes, options: { quantity: 'water_depth', start: '2010-08-26T00:00Z' } })
      expect(frames.map(({ values }) => values[1])).toEqual([2.5, 7, 2.5])
      expect(frames.map(({ values }) => values[2])).toEqual([Number.NaN, Number.NaN, -9999])
      expect(frames.map(({ timeMs }) => (timeMs! - Date.UTC(2010, 7, 26)) / 60_000)).toEqual([0, 5, 10])
    }
  })

  test('2,000 grids are never held together', async () => {
    let held = 0
    let most = 0
    async function* stream() {
      for (let count = 0; count < 2000; count++) {
        most = Math.max(most, ++held)
        yield Buffer.from(grid)
      }
    }
    const { readerOf } = await import('./read.js')
    const reader = await readerOf('ascii-grid')
    let frames = 0
    for await (const _ of reader.read({ name: 'a.asc', head: Buffer.from(grid), bytes: () => Promise.reject(new Error('asked for all')), stream })) {
      frames++
      held--
    }
    expect({ frames, most }).toEqual({ frames: 2000, most: 1 })
  })
})

describe('what is wrong is said', () => {
  const cases: [string, string, string][] = [
    ['cut off', grid.slice(0, -4), 'a.asc cannot be read: grid 1 ends in row 2 of 2.'],
    ['the next grid too early', grid.replace('4 5 6', '4 5') + grid, 'a.asc cannot be read: grid 1 ends in row 2 of 2.'],
    ['a word', grid.replace('2.5', 'two'), 'a.asc cannot be read: grid 1 ends in row 1 of 2.'],
    ['no size of cells', grid.replace('cellsize 10\n', ''), 'a.asc cannot be read: the header of grid 1 has no cellsize or dx.'],
    ['a size that cannot be', grid.replace('ncols 3', 'ncols 99999999999'), 'a.asc cannot be read: its header gives a size that cannot be.'],
    ['cells of no size', grid.replace('cellsize 10', 'cellsize 0'), 'a.asc cannot be read: the cells of grid 1 have no size.'],
    ['a line that is not known', `rows 3\n${grid}`, 'a.asc cannot be read: the header of grid 1 has a line that is not known.'],
    ['more numbers', `${grid} 7\n`, 'a.asc cannot be read: the header of grid 2 has no ncols.'],
    ['a number out of range', grid.replace('2.5', '1e39'), 'a.asc cannot be read: grid 1 has a number out of range in row 1.'],
    ['nothing', '\n\n', 'a.asc cannot be read: it holds no grid.'],
    ['bytes', 'x'.repeat(1000), 'a.asc cannot be read: grid 1 is not text.'],
  ]
  test.each(cases)('%s', async (_, text, message) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'RADAR_FILE_DAMAGED', message })
  })

  test('a header alone takes no memory', async () => {
    const before = process.memoryUsage().arrayBuffers
    await expect(read('ncols 16384\nnrows 16384\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3\n')).rejects.toMatchObject({
      received: '3 numbers, then the end of the file',
    })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20)
  })

  test.each([
    [{ colour: 'red' }, 'The reader ascii-grid has no option "colour".'],
    [{ quantity: 'snow' }, 'The reader option quantity has no such value.'],
    [{ start: 'yesterday' }, 'The reader option start is not a time.'],
    [{ 'step-minutes': '0' }, 'The reader option step-minutes is not a number in its range.'],
  ])('option %o', async (options, message) => {
    await expect(read(grid, { options })).rejects.toMatchObject({ code: 'RADAR_READER_OPTION', message, usage: true })
  })
})
