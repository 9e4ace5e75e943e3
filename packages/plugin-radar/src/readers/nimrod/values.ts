/** The stored numbers as Float32 (y, x), row 0 north, column 0 west. */
import { finiteOrMissing } from '../finite.js'
import { missing, type NimrodHeader } from './header.js'
import type { Meaning } from './quantity.js'

type Get = (at: number) => number

/** How one element is read; undefined for a type and size that the format does not have. */
export function elementReader(view: DataView, { ints }: NimrodHeader): Get | undefined {
  const readers: Record<string, Get> = {
    '0/4': (at) => view.getFloat32(at),
    '1/1': (at) => view.getInt8(at),
    '1/2': (at) => view.getInt16(at),
    '1/4': (at) => view.getInt32(at),
    '2/1': (at) => view.getUint8(at),
  }
  return readers[`${ints.data_type}/${ints.data_bytes}`]
}

/** Rain below zero is no measurement either. */
export function decodeValues(get: Get, start: number, header: NimrodHeader, { factor, offset, quantity }: Meaning): Float32Array {
  const { rows, columns, origin, data_bytes: size, data_type } = header.ints
  const absent = data_type === 0 ? header.reals.missing_real : header.ints.missing_int
  const southFirst = origin === 1 || origin === 3
  const eastFirst = origin === 2 || origin === 3
  const rain = quantity === 'rain_rate'
  const values = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    let from = start + row * columns * size
    const step = eastFirst ? -1 : 1
    let to = (southFirst ? rows - 1 - row : row) * columns + (eastFirst ? columns - 1 : 0)
    for (let column = 0; column < columns; column++, from += size, to += step) {
      const stored = get(from)
      const gone = stored === absent || stored === missing || !Number.isFinite(stored) || (rain && stored < 0)
      values[to] = gone ? Number.NaN : finiteOrMissing(stored * factor + offset)
    }
  }
  return values
}
