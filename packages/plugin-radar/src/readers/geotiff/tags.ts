/** Tags of the first image of a TIFF or BigTIFF, bounds checked before anything is made. */
import { damaged } from '../damaged.js'

export const tag = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  sampleFormat: 339,
  pixelScale: 33550,
  tiePoints: 33922,
  transformation: 34264,
  geoKeys: 34735,
  geoDoubles: 34736,
  geoText: 34737,
  noData: 42113,
} as const

export interface Tags {
  littleEndian: boolean
  numbers(id: number): number[] | undefined
  number(id: number, otherwise?: number): number
  text(id: number): string | undefined
}

/** Bytes of a value by TIFF field type: byte, ascii, short, long, rational, …, IFD8. */
const typeBytes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8 }

interface Entry {
  type: number
  count: number
  offset: number
}

/** RADAR_FILE_DAMAGED where the directory points outside of the file. */
export function readTags(file: string, bytes: Uint8Array): Tags {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const outside = (what: string, received: string) =>
    damaged(file, `${what} lies outside of the file`, { expected: `an offset below ${bytes.length}`, received })
  if (bytes.length < 8) throw outside('the directory of the image', `a file of ${bytes.length} bytes`)
  const little = bytes[0] === 0x49
  const big = view.getUint16(2, little) === 43
  const long = (at: number) => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little))
  if (big && bytes.length < 16) throw outside('the directory of the image', `a file of ${bytes.length} bytes`)
  const start = long(big ? 8 : 4)
  const countBytes = big ? 8 : 2
  if (start + countBytes > bytes.length) throw outside('the directory of the image', String(start))
  const entryBytes = big ? 20 : 12
  const inline = big ? 8 : 4
  const count = big ? Number(view.getBigUint64(start, little)) : view.getUint16(start, little)
  if (start + countBytes + count * entryBytes > bytes.length) throw outside('the directory of the image', `${count} entries at ${start}`)
  const entries = new Map<number, Entry>()
  for (let index = 0; index < count; index++) {
    const at = start + countBytes + index * entryBytes
    const id = view.getUint16(at, little)
    const type = view.getUint16(at + 2, little)
    const values = long(at + 4)
    const size = (typeBytes[type] ?? 0) * values
    if (size === 0) continue
    const offset = size <= inline ? at + 4 + inline : long(at + 4 + inline)
    if (offset + size > bytes.length) throw outside(`tag ${id}`, `${values} values at ${offset}`)
    if (!entries.has(id)) entries.set(id, { type, count: values, offset })
  }

  const value = ({ type, offset }: Entry, index: number): number => {
    const at = offset + index * typeBytes[type]
    if (type === 3) return view.getUint16(at, little)
    if (type === 4 || type === 13) return view.getUint32(at, little)
    if (type === 8) return view.getInt16(at, little)
    if (type === 9) return view.getInt32(at, little)
    if (type === 11) return view.getFloat32(at, little)
    if (type === 12) return view.getFloat64(at, little)
    if (type === 16 || type === 18) return Number(view.getBigUint64(at, little))
    if (type === 17) return Number(view.getBigInt64(at, little))
    if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little)
    if (type === 10) return view.getInt32(at, little) / view.getInt32(at + 4, little)
    return type === 6 ? view.getInt8(at) : bytes[at]
  }
  return {
    littleEndian: little,
    numbers(id) {
      const entry = entries.get(id)
      return entry && Array.from({ length: entry.count }, (_, index) => value(entry, index))
    },
    number(id, otherwise) {
      const entry = entries.get(id)
      if (entry) return value(entry, 0)
      if (otherwise === undefined) throw damaged(file, `it has no tag ${id}`, { expected: 'width, height and the place of the image', received: 'none' })
      return otherwise
    },
    text(id) {
      const entry = entries.get(id)
      if (entry?.type !== 2) return undefined
      const end = entry.offset + entry.count
      const zero = bytes.indexOf(0, entry.offset)
      return Buffer.from(bytes.subarray(entry.offset, zero >= 0 && zero < end ? zero : end)).toString('latin1')
    },
  }
}
