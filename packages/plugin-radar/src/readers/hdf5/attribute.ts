/**
 * The value of an attribute.
 *
 * Text of variable length is read here and not by the library's own `value`: where such text is damaged that frees memory which it has
 * never filled, and does not come back. Lists of lists and references are nothing that a reader needs.
 */
import type { Metadata } from 'h5wasm'
import type { Hdf5Value } from './file.js'

/** Of the library as WebAssembly. */
export interface Memory {
  _malloc(bytes: number): number
  _free(pointer: number): void
  HEAPU8: Uint8Array
  UTF8ToString(pointer: number, most: number): string
  get_attribute_data(file: bigint, path: string, name: string, pointer: bigint): number
  reclaim_vlen_memory(file: bigint, path: string, name: string, pointer: bigint): number
}

/** Classes of HDF5 types. */
const integer = 0
const float = 1
const string = 3
const mostText = 65_536

/** Undefined for what is neither numbers nor text. Throws what the library throws. */
export function attributeValue(memory: Memory, file: bigint, path: string, name: string, metadata: Metadata): Hdf5Value | undefined {
  const { type, size, total_size: count, vlen, shape } = metadata
  if ((type !== integer && type !== float && type !== string) || !shape || count === 0) return undefined
  const bytes = size * count
  const pointer = memory._malloc(bytes)
  if (pointer === 0) throw new Error('no memory')
  memory.HEAPU8.fill(0, pointer, pointer + bytes)
  try {
    memory.get_attribute_data(file, path, name, BigInt(pointer))
    const raw = new DataView(memory.HEAPU8.slice(pointer, pointer + bytes).buffer)
    if (type === string) {
      const texts = Array.from({ length: count }, (_, index) => {
        if (vlen) return raw.getUint32(index * size, true) === 0 ? '' : memory.UTF8ToString(raw.getUint32(index * size, true), mostText)
        return Buffer.from(raw.buffer, index * size, size)
          .toString('utf8')
          .replace(/\0.*$/s, '')
      })
      if (vlen) memory.reclaim_vlen_memory(file, path, name, BigInt(pointer))
      return texts.length === 1 ? texts[0] : texts
    }
    const numbers = Array.from({ length: count }, (_, index) => numberAt(raw, index * size, metadata))
    return numbers.some((value) => value === undefined) ? undefined : (numbers as number[])
  } finally {
    memory._free(pointer)
  }
}

function numberAt(raw: DataView, at: number, { type, size, signed, littleEndian }: Metadata): number | undefined {
  if (type === float) return size === 4 ? raw.getFloat32(at, littleEndian) : size === 8 ? raw.getFloat64(at, littleEndian) : undefined
  if (size === 1) return signed ? raw.getInt8(at) : raw.getUint8(at)
  if (size === 2) return signed ? raw.getInt16(at, littleEndian) : raw.getUint16(at, littleEndian)
  if (size === 4) return signed ? raw.getInt32(at, littleEndian) : raw.getUint32(at, littleEndian)
  if (size === 8) return Number(signed ? raw.getBigInt64(at, littleEndian) : raw.getBigUint64(at, littleEndian))
  return undefined
}
