/** A strip or tile of a TIFF, unpacked into exactly the bytes that it must have: no packed byte can ask for more. */
import { inflateSync } from 'node:zlib'

export const compressionNames: Record<number, string> = { 1: 'none', 5: 'LZW', 8: 'deflate', 32946: 'deflate', 32773: 'PackBits' }

/** Throws, or gives fewer bytes, where the packed bytes are damaged. */
export function unpack(compression: number, packed: Uint8Array, size: number): Uint8Array {
  if (compression === 5) return lzw(packed, size)
  if (compression === 32773) return packBits(packed, size)
  if (compression === 8 || compression === 32946) return inflateSync(packed, { maxOutputLength: size + 65_536 }).subarray(0, size)
  return packed.subarray(0, size)
}

/** TIFF 6.0, section 9. */
function packBits(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  let at = 0
  let p = 0
  while (p < packed.length && at < size) {
    const code = packed[p++]
    if (code < 128) {
      const run = packed.subarray(p, p + Math.min(code + 1, size - at))
      out.set(run, at)
      at += run.length
      p += code + 1
    } else if (code > 128) {
      const end = Math.min(size, at + 257 - code)
      if (p < packed.length) out.fill(packed[p++], at, end)
      at = end
    }
  }
  return out.subarray(0, at)
}

const clear = 256
const endOfData = 257

/** TIFF 6.0, section 13: codes of 9 to 12 bits, high bits first, one code later wider than in GIF. */
function lzw(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  const startOf = new Uint32Array(4096)
  const lengthOf = new Uint32Array(4096)
  let next = 258
  let width = 9
  let previousStart = 0
  let previousLength = 0
  let at = 0
  let held = 0
  let bits = 0
  let p = 0
  while (at < size) {
    while (bits < width) {
      if (p >= packed.length) return out.subarray(0, at)
      held = ((held & 0xfff) << 8) | packed[p++]
      bits += 8
    }
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === endOfData) break
    if (code === clear) {
      next = 258
      width = 9
      previousLength = 0
      continue
    }
    const start = at
    if (code < 256) out[at++] = code
    else {
      const known = code < next
      if ((!known && code !== next) || previousLength === 0) throw new Error(`LZW code ${code} before it is known`)
      const from = known ? startOf[code] : previousStart
      const length = known ? lengthOf[code] : previousLength + 1
      for (let index = 0; index < length && at < size; index++) out[at++] = out[from + index]
    }
    if (previousLength > 0 && next < 4096) {
      startOf[next] = previousStart
      lengthOf[next] = previousLength + 1
      next++
      if (next === 511 || next === 1023 || next === 2047) width++
    }
    previousStart = start
    previousLength = at - start
  }
  return out.subarray(0, at)
}

/** Undoes predictor 2 (differences of whole samples) and 3 (of bytes of floats, highest first), row by row, in place. */
export function undoPredictor(predictor: number, block: Uint8Array, rows: number, width: number, samples: number, sampleBytes: number, little: boolean): void {
  const rowBytes = width * samples * sampleBytes
  for (let row = 0; row < rows; row++) {
    const line = block.subarray(row * rowBytes, (row + 1) * rowBytes)
    if (predictor === 2) undoDifferences(line, samples, sampleBytes, little)
    else undoFloat(line, samples, sampleBytes, little)
  }
}

function undoDifferences(line: Uint8Array, samples: number, sampleBytes: number, little: boolean): void {
  const step = samples * sampleBytes
  if (sampleBytes === 1) for (let at = step; at < line.length; at++) line[at] += line[at - step]
  const view = new DataView(line.buffer, line.byteOffset, line.length)
  if (sampleBytes === 2)
    for (let at = step; at < line.length; at += 2) view.setUint16(at, view.getUint16(at, little) + view.getUint16(at - step, little), little)
  if (sampleBytes === 4)
    for (let at = step; at < line.length; at += 4) view.setUint32(at, view.getUint32(at, little) + view.getUint32(at - step, little), little)
  if (sampleBytes === 8)
    for (let at = step; at < line.length; at += 8) view.setBigUint64(at, view.getBigUint64(at, little) + view.getBigUint64(at - step, little), little)
}

/** Adobe Photoshop TIFF technical note 3. */
function undoFloat(line: Uint8Array, samples: number, sampleBytes: number, little: boolean): void {
  for (let at = samples; at < line.length; at++) line[at] += line[at - samples]
  const planes = new Uint8Array(line)
  const count = line.length / sampleBytes
  for (let index = 0; index < count; index++)
    for (let byte = 0; byte < sampleBytes; byte++) line[index * sampleBytes + byte] = planes[(little ? sampleBytes - 1 - byte : byte) * count + index]
}
