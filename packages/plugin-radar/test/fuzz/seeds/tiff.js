/** Small TIFF files, written by the specification: strips or tiles, packed or not. */
import { deflateSync } from 'node:zlib'

const sizes = { 2: 1, 3: 2, 4: 4, 12: 8 }

/** @param {{ rows?: number, columns?: number, compression?: number, predictor?: number, bits?: number, format?: number, bands?: number, tile?: number, little?: boolean }} options */
export function tiff({ rows = 12, columns = 10, compression = 1, predictor = 1, bits = 16, format = 2, bands = 1, tile = 0, little = true } = {}) {
  const sampleBytes = bits / 8
  const width = tile || columns
  const height = tile || Math.ceil(rows / 2)
  const blocks = []
  for (let top = 0; top < rows; top += height)
    for (let left = 0; left < columns; left += width) {
      const high = tile ? height : Math.min(height, rows - top)
      const raw = Buffer.alloc(high * width * bands * sampleBytes)
      for (let index = 0; index < raw.length / sampleBytes; index++) put(raw, index * sampleBytes, bits, format, little, ((index * 7) % 100) + top)
      if (predictor === 2) difference(raw, width * bands * sampleBytes, bands * sampleBytes)
      blocks.push(packed(raw, compression))
    }
  const entries = [
    [256, 4, [columns]],
    [257, 4, [rows]],
    [258, 3, Array(bands).fill(bits)],
    [259, 3, [compression]],
    [262, 3, [1]],
    [277, 3, [bands]],
    [317, 3, [predictor]],
    [339, 3, Array(bands).fill(format)],
    [33550, 12, [50, 50, 0]],
    [33922, 12, [0, 0, 0, 300000, 400000, 0]],
    [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 27700]],
    [42113, 2, [...Buffer.from('77\0')]],
  ]
  const lengths = blocks.map(({ length }) => length)
  if (tile) entries.push([322, 3, [tile]], [323, 3, [tile]], [324, 4, lengths.map(() => 0)], [325, 4, lengths])
  else entries.push([273, 4, lengths.map(() => 0)], [278, 3, [height]], [279, 4, lengths])
  entries.sort((a, b) => a[0] - b[0])
  return assemble(entries, blocks, tile ? 324 : 273, little)
}

function assemble(entries, blocks, offsetsTag, little) {
  const directory = 8
  let free = directory + 2 + entries.length * 12 + 4
  const places = entries.map(([, type, values]) => {
    const bytes = sizes[type] * values.length
    const at = free
    if (bytes > 4) free += bytes + (bytes % 2)
    return bytes > 4 ? at : undefined
  })
  const dataAt = free
  const out = Buffer.alloc(dataAt + blocks.reduce((sum, { length }) => sum + length, 0))
  out.write(little ? 'II' : 'MM', 0, 'latin1')
  put(out, 2, 16, 1, little, 42)
  put(out, 4, 32, 1, little, directory)
  put(out, directory, 16, 1, little, entries.length)
  let at = dataAt
  const offsets = blocks.map((block) => {
    block.copy(out, at)
    at += block.length
    return at - block.length
  })
  for (const [index, [id, type, values]] of entries.entries()) {
    const entry = directory + 2 + index * 12
    put(out, entry, 16, 1, little, id)
    put(out, entry + 2, 16, 1, little, type)
    put(out, entry + 4, 32, 1, little, values.length)
    const place = places[index]
    if (place !== undefined) put(out, entry + 8, 32, 1, little, place)
    const list = id === offsetsTag ? offsets : values
    for (const [position, value] of list.entries()) put(out, (place ?? entry + 8) + position * sizes[type], sizes[type] * 8, type === 12 ? 3 : 1, little, value)
  }
  return out
}

function put(bytes, at, bits, format, little, value) {
  const order = little ? 'LE' : 'BE'
  if (format === 3) bytes[`write${bits === 64 ? 'Double' : 'Float'}${order}`](value, at)
  else if (bits === 8) bytes[at] = value
  else bytes[`writeUInt${bits}${order}`](value, at)
}

function difference(raw, rowBytes, step) {
  for (let row = 0; row < raw.length; row += rowBytes)
    for (let at = row + rowBytes - 2; at >= row + step; at -= 2) raw.writeUInt16LE((raw.readUInt16LE(at) - raw.readUInt16LE(at - step) + 65536) % 65536, at)
}

function packed(raw, compression) {
  if (compression === 8) return deflateSync(raw)
  if (compression === 32773)
    return Buffer.concat(
      [...Array(Math.ceil(raw.length / 128))].map((_, run) =>
        Buffer.concat([Buffer.from([Math.min(128, raw.length - run * 128) - 1]), raw.subarray(run * 128, run * 128 + 128)]),
      ),
    )
  if (compression === 5) return lzwLiterals(raw)
  return raw
}

/** Codes of 9 bits, cleared before they widen. */
function lzwLiterals(raw) {
  const codes = []
  for (let at = 0; at < raw.length; at++) {
    if (at % 200 === 0) codes.push(256)
    codes.push(raw[at])
  }
  codes.push(257)
  const bits = codes.map((code) => code.toString(2).padStart(9, '0')).join('')
  return Buffer.from((bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
