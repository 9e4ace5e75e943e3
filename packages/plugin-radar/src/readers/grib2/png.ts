/** Grey PNG as template 5.41 packs a field; memory is that of the field, whatever the packed bytes ask for. PNG (W3C, 2003). */
import { inflateSync } from 'node:zlib'

/** Samples of 8 or 16 bits, row by row. Throws a plain Error that says what is wrong. */
export function greyPng(bytes: Uint8Array, rows: number, columns: number, bits: number): Uint8Array | Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47) throw new Error('no PNG signature')
  const data: Uint8Array[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) throw new Error(`a chunk of ${length} bytes at ${at}`)
    const kind = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    if (kind === 'IHDR') {
      const found = `${view.getUint32(at + 8)} x ${view.getUint32(at + 12)}, ${bytes[at + 16]} bits, colour ${bytes[at + 17]}, interlace ${bytes[at + 20]}`
      const expected = `${columns} x ${rows}, ${bits} bits, colour 0, interlace 0`
      if (found !== expected) throw new Error(`a PNG of ${found} where ${expected} was said`)
    }
    if (kind === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length))
    if (kind === 'IEND') break
    at += 12 + length
  }
  const step = bits / 8
  const rowBytes = columns * step
  const size = (rowBytes + 1) * rows
  const lines = inflateSync(Buffer.concat(data), { maxOutputLength: size + 65_536 })
  if (lines.length < size) throw new Error(`${lines.length} bytes of ${size}`)
  const out = new Uint8Array(rowBytes * rows)
  for (let row = 0; row < rows; row++) unfilter(lines[row * (rowBytes + 1)], lines, row * (rowBytes + 1) + 1, out, row * rowBytes, rowBytes, step)
  if (bits === 8) return out
  const samples = new Uint16Array(rows * columns)
  for (let index = 0; index < samples.length; index++) samples[index] = (out[2 * index] << 8) | out[2 * index + 1]
  return samples
}

function unfilter(kind: number, from: Uint8Array, start: number, out: Uint8Array, to: number, length: number, step: number): void {
  const up = to - length
  for (let index = 0; index < length; index++) {
    const left = index >= step ? out[to + index - step] : 0
    const above = up >= 0 ? out[up + index] : 0
    let predicted = 0
    if (kind === 1) predicted = left
    else if (kind === 2) predicted = above
    else if (kind === 3) predicted = (left + above) >> 1
    else if (kind === 4) predicted = paeth(left, above, up >= 0 && index >= step ? out[up + index - step] : 0)
    else if (kind !== 0) throw new Error(`filter ${kind}`)
    out[to + index] = from[start + index] + predicted
  }
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner
  const toLeft = Math.abs(estimate - left)
  const toAbove = Math.abs(estimate - above)
  const toCorner = Math.abs(estimate - corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
