/**
 * NumPy's .npy, versions 1 to 3: a two-dimensional array of numbers, either byte order, C or Fortran order.
 *
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Pickled objects are refused, never loaded.
 * What the header promises is held against the size of the file before anything is allocated.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { PhdError } from '@phd/core'
import type { Points } from '../points.js'
import { checkSize } from './size.js'

const mostHeaderBytes = 65_536
const chunkBytes = 2 ** 22

type Read = (view: DataView, at: number, little: boolean) => number
const types: Record<string, { bytes: number; read: Read }> = {
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f2: { bytes: 2, read: (view, at, little) => half(view.getUint16(at, little)) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  b1: { bytes: 1, read: (view, at) => view.getUint8(at) },
}

export function readNpy(file: string): { points: Points; columns: string[] } {
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const { type, little, fortran, n, d, start } = header(handle, size, file)
    const { bytes, read } = types[type]
    if (size - start !== n * d * bytes)
      throw refused(file, `${n * d * bytes} bytes of data, as its header says`, `${size - start} bytes`, 'save it again; the copy may be cut short')
    checkSize(n, d)
    const data = new Float32Array(n * d)
    const chunk = Buffer.alloc(Math.min(chunkBytes, Math.max(1, size - start)))
    const view = new DataView(chunk.buffer, chunk.byteOffset)
    let next = 0
    for (let at = start; at < size; at += chunk.length) {
      const length = Math.min(chunk.length, size - at)
      if (readSync(handle, chunk, 0, length, at) !== length) throw refused(file, 'a file that stays as it is', 'one that became shorter')
      for (let offset = 0; offset < length; offset += bytes, next++) {
        data[fortran ? (next % n) * d + Math.floor(next / n) : next] = read(view, offset, little)
      }
    }
    return { points: { n, d, data }, columns: Array.from({ length: d }, (_, c) => `${c + 1}`) }
  } finally {
    closeSync(handle)
  }
}

function header(handle: number, size: number, file: string) {
  const lead = Buffer.alloc(12)
  readSync(handle, lead, 0, 12, 0)
  if (lead.toString('latin1', 0, 6) !== '\x93NUMPY') throw refused(file, 'a file written by numpy.save', 'another beginning')
  const long = lead[6] > 1
  const length = long ? lead.readUInt32LE(8) : lead.readUInt16LE(8)
  const start = (long ? 12 : 10) + length
  if (length > mostHeaderBytes || start > size) throw refused(file, `a header of at most ${mostHeaderBytes} bytes, within the file`, `${length} bytes`)
  const bytes = Buffer.alloc(length)
  readSync(handle, bytes, 0, length, start - length)
  const text = bytes.toString('latin1')
  const [, order, type] = /'descr':\s*'([<>|=])([a-zA-Z]\d+)'/.exec(text) ?? []
  if (!Object.hasOwn(types, type ?? '')) {
    const received = /'descr':\s*(\[[^\]]*\]|'[^']*')/.exec(text)?.[1] ?? 'no type'
    throw refused(file, `numbers: ${Object.keys(types).join(', ')}`, received.slice(0, 80), "x.astype('float32') before np.save")
  }
  const shape = /'shape':\s*\(([\d\s,L]*)\)/.exec(text)?.[1].match(/\d+/g)?.map(Number) ?? []
  if (shape.length !== 2 || shape[0] * shape[1] === 0 || !Number.isSafeInteger(shape[0] * shape[1] * 8)) {
    throw refused(file, 'an array (vectors, dimensions) that is not empty', `shape (${shape.join(', ')})`, 'x.reshape(len(x), -1) before np.save')
  }
  return { type, little: order !== '>', fortran: /'fortran_order':\s*True/.test(text), n: shape[0], d: shape[1], start }
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function refused(file: string, expected: string, received: string, remedy?: string): PhdError {
  return new PhdError('REPORT_EMBED_NPY', `${file} cannot be read.`, { expected, received, remedy })
}
