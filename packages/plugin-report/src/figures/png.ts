/** Pixels as PNG (ISO/IEC 15948: 8 bits). */
import { crc32, deflateSync } from 'node:zlib'

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** `pixels` is (y, x, 3) for RGB or (y, x, 4) for RGBA, not premultiplied; row 0 on top. */
export function encodePng(pixels: Uint8Array, width: number, height: number, level = 9): Uint8Array {
  const channels = pixels.length / (width * height)
  const rowBytes = width * channels
  const rows = Buffer.alloc(height * (rowBytes + 1))
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1)
  return ofRows(rows, [width, height], channels === 4 ? 6 : 2, level)
}

/** `cells` is (y, x), each the number of one of at most 256 `colours` (RGB each); drawn `scale` pixels wide and high. */
export function encodeCells(cells: Uint8Array, colours: Uint8Array, width: number, height: number, scale: number): Uint8Array {
  const rowBytes = width * scale + 1
  const rows = Buffer.alloc(height * scale * rowBytes)
  for (let y = 0; y < height; y++) {
    const top = y * scale * rowBytes
    for (let x = 0; x < width * scale; x++) rows[top + 1 + x] = cells[y * width + Math.trunc(x / scale)]
    // The filter "up": the same as the row above, which is all zeros.
    for (let row = 1; row < scale; row++) rows[top + row * rowBytes] = 2
  }
  return ofRows(rows, [width * scale, height * scale], 3, 9, chunk('PLTE', Buffer.from(colours)))
}

/** Each row with its filter before it. */
function ofRows(rows: Buffer, [width, height]: [number, number], colourType: number, level: number, palette: Buffer = Buffer.alloc(0)): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colourType, 0, 0, 0], 8)
  return Buffer.concat([pngSignature, chunk('IHDR', header), palette, chunk('IDAT', deflateSync(rows, { level })), chunk('IEND', Buffer.alloc(0))])
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
