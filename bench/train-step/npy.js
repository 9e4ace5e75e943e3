// Arrays in NumPy's .npy format 1.0, little-endian float32 and int32: what all contestants read their batch from.
import { readFileSync, writeFileSync } from 'node:fs'

const types = { float32: { descr: '<f4', array: Float32Array }, int32: { descr: '<i4', array: Int32Array } }

export function writeNpy(file, { dtype, shape, data }) {
  const header = `{'descr': '${types[dtype].descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length & 255, padded.length >> 8])
  writeFileSync(file, Buffer.concat([start, Buffer.from(padded, 'latin1'), Buffer.from(data.buffer, data.byteOffset, data.byteLength)]))
}

export function readNpy(file) {
  const bytes = readFileSync(file)
  const end = 10 + bytes.readUInt16LE(8)
  const header = bytes.toString('latin1', 10, end)
  const dtype = Object.keys(types).find((name) => header.includes(`'${types[name].descr}'`))
  const shape = /\(([\d, ]*)\)/
    .exec(header)[1]
    .split(',')
    .filter((size) => size.trim())
    .map(Number)
  return { dtype, shape, data: new types[dtype].array(Uint8Array.from(bytes.subarray(end)).buffer) }
}
