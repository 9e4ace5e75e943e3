/** A model's state in a file: a line of JSON that says what follows, the arrays as they are, a checksum in front. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PhdError, writeAtomic } from '@phd/core'
import type { ModelState } from './model.js'

interface Header {
  numbers: Record<string, string>
  arrays: { name: string; type: 'f4' | 'f8'; length: number }[]
}

const magic = 'phd water state 1\n'

/** Whole or not at all, and on disk before it answers. */
export function writeState(path: string, { numbers, arrays }: ModelState): void {
  const header: Header = {
    numbers: Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)])),
    arrays: Object.entries(arrays).map(([name, array]) => ({ name, type: array instanceof Float32Array ? 'f4' : 'f8', length: array.length })),
  }
  const pieces = [
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...Object.values(arrays).map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  ]
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  writeAtomic(path, Buffer.concat([Buffer.from(`${magic}${hash.digest('hex')}\n`), ...pieces]))
}

/** RADAR_SIMULATE_CHECKPOINT where it is not what was written. */
export async function readState(path: string): Promise<ModelState> {
  const bytes = await readFile(path).catch((cause) => {
    throw damaged(path, cause.message, cause)
  })
  const start = magic.length + 65
  const sum = bytes.subarray(magic.length, start - 1).toString()
  if (bytes.subarray(0, magic.length).toString() !== magic) throw damaged(path, 'something else')
  if (createHash('sha256').update(bytes.subarray(start)).digest('hex') !== sum) throw damaged(path, 'a wrong checksum')
  const end = bytes.indexOf(10, start)
  const header: Header = JSON.parse(bytes.subarray(start, end).toString())
  let at = end + 1
  const arrays: ModelState['arrays'] = {}
  for (const { name, type, length } of header.arrays) {
    const size = length * (type === 'f4' ? 4 : 8)
    const copy = new Uint8Array(bytes.subarray(at, at + size)).buffer
    arrays[name] = type === 'f4' ? new Float32Array(copy) : new Float64Array(copy)
    at += size
  }
  return { numbers: Object.fromEntries(Object.entries(header.numbers).map(([name, value]) => [name, Number(value)])), arrays }
}

function damaged(path: string, received: string, cause?: unknown): PhdError {
  return new PhdError('RADAR_SIMULATE_CHECKPOINT', `The checkpoint ${path} cannot be read.`, {
    expected: 'what an interrupted simulation left',
    received,
    remedy: 'start again with --restart',
    cause,
  })
}
