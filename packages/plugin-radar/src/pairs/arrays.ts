/** Gzipped little-endian arrays of a pair, and what their numbers mean. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { PhdError } from '@phd/core'

export const dtypes = { 'uint16 LE': Uint16Array, 'int16 LE': Int16Array, 'float32 LE': Float32Array } as const

/** One unit of the file in metres or in mm/h. */
export const units = {
  metres: { m: 1, dm: 0.1, cm: 0.01, mm: 0.001 },
  mmPerHour: { 'mm/h': 1, 'mm/h x10': 0.1, 'mm/h x32': 1 / 32 },
} as const

export interface StoredArray {
  values: Float32Array
  /** Of the file's own numbers, before compression: the same content has the same hash however it was packed. */
  sha256: string
}

/** The numbers of `path` times `scale`. RADAR_PAIR_MISSING, RADAR_PAIR_SIZE. */
export async function readArray(path: string, dtype: keyof typeof dtypes, shape: number[], scale: number): Promise<StoredArray> {
  const packed = await readFile(path).catch(() => {
    throw new PhdError('RADAR_PAIR_MISSING', `The file ${path} of a pair is missing.`, { expected: 'every file that meta.json names' })
  })
  const bytes = path.endsWith('.gz') ? unzip(packed, path) : packed
  const Type = dtypes[dtype]
  const length = shape.reduce((product, size) => product * size, 1)
  const expected = length * Type.BYTES_PER_ELEMENT
  if (bytes.length !== expected) throw wrongSize(path, `${expected} bytes for ${dtype} ${shape.join('x')}`, `${bytes.length} bytes`)
  const stored = new Type(length)
  new Uint8Array(stored.buffer).set(bytes)
  const values = new Float32Array(length)
  for (let i = 0; i < length; i++) values[i] = stored[i] * scale
  return { values, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The same numbers give the same bytes. */
export function packArray(values: Uint16Array | Int16Array | Float32Array): Uint8Array {
  return gzipSync(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), { level: 6 })
}

function unzip(packed: Buffer, path: string): Buffer {
  try {
    return gunzipSync(packed)
  } catch (error) {
    throw wrongSize(path, 'a whole gzip file', (error as Error).message)
  }
}

function wrongSize(path: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_PAIR_SIZE', `The file ${path} of a pair is cut off or of another shape.`, { expected, received, remedy: 'copy the pair again' })
}
