/**
 * RADOLAN: rain composites of the German weather service (RY, YW of 5 minutes, RW of an hour, and sums of them).
 *
 * An ASCII header up to ETX, then rows × columns uint16, little-endian, the southernmost row first; frames are turned. The
 * low 12 bits are the sum over the interval in units of the precision; bit 14 (0x2000) says no data, bit 15 (0x4000)
 * negative, bit 16 (0x8000) clutter, bit 13 (0x1000) taken from a second source.
 *
 * Rain is the sum over its minutes as mm/h. No data, clutter (an echo that is not rain) and negative sums are NaN. The time
 * of the header is the end of the interval: the RW of 20:50 is the sum of the twelve RY from 19:55 to 20:50.
 * Grid: 900x900, 1100x900 or 1500x1400 cells of 1 km on DWD's polar stereographic sphere.
 *
 * Errors: RADAR_FILE_DAMAGED; RADAR_FILE_UNSUPPORTED for other products (RX is in dBZ) and grids.
 * Reference: DWD, RADOLAN/RADVOR composite format, version 2.5.
 */
import { damaged, unsupported } from '../damaged.js'
import { knownOptions } from '../options.js'
import type { RasterReader } from '../reader.js'
import { radolanGrid, radolanSizes } from './grid.js'
import { looksRadolan, parseRadolanHeader } from './header.js'

const products = ['RY', 'YW', 'RH', 'RB', 'RW', 'RL', 'RU', 'SQ', 'SH', 'SF']
const valueBits = 0x0fff
const noMeasurement = 0x2000 | 0x4000 | 0x8000

const radolan: RasterReader = {
  about: 'RADOLAN sums of rain of the German weather service (RY, RW, ...)',
  extensions: ['bin'],
  recognises: ({ head }) => looksRadolan(head),
  async *read(file, { options } = {}) {
    knownOptions('radolan', options, {})
    const bytes = await file.bytes()
    const header = parseRadolanHeader(bytes)
    if (typeof header === 'string')
      throw damaged(file.name, 'its header is broken', { expected: 'product, time, BY, PR, INT, GP, up to ETX', received: header })
    const { product, rows, columns, minutes, precisionMm, timeMs, totalBytes, length, fields } = header
    if (!products.includes(product)) throw unsupported(file.name, 'it is no sum of rain', { expected: products.join(', '), received: product })
    const grid = radolanGrid(rows, columns)
    if (!grid) throw unsupported(file.name, 'it lies on another grid', { expected: radolanSizes.join(', '), received: `${rows}x${columns}` })
    const expected = length + rows * columns * 2
    if (totalBytes !== expected)
      throw damaged(file.name, 'its header does not agree with itself', {
        expected: `BY ${expected}: ${length} bytes of header and ${rows}x${columns} numbers of 2 bytes`,
        received: `BY ${totalBytes}`,
      })
    if (bytes.length !== expected)
      throw damaged(file.name, 'it has not the length in its header', { expected: `${expected} bytes`, received: `${bytes.length}` })
    const values = new Float32Array(rows * columns)
    const scale = (precisionMm * 60) / minutes
    for (let row = 0, at = length; row < rows; row++) {
      const to = (rows - 1 - row) * columns
      for (let column = 0; column < columns; column++, at += 2) {
        const stored = bytes[at] | (bytes[at + 1] << 8)
        values[to + column] = stored & noMeasurement ? Number.NaN : (stored & valueBits) * scale
      }
    }
    const attributes = { product, ...fields, source: 'Deutscher Wetterdienst' }
    yield { quantity: 'rain_rate', units: 'mm/h', name: `RADOLAN ${product}`, timeMs, minutes, grid, values, attributes }
  },
}
export default radolan
