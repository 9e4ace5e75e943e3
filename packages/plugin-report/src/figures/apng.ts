/** Animated PNG (ISO/IEC 15948:2022): the first frame is the picture where nothing moves. `rgba` is (y, x, 4), opaque. */
import { deflateSync } from 'node:zlib'
import { chunk, pngSignature } from './png.js'

export interface Pixels {
  rgba: Uint8Array
  width: number
  height: number
}

export function animatedPng(frames: Pixels[], frameMs: number, dpi: number): Uint8Array {
  const [{ width, height }] = frames
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const parts = [pngSignature, chunk('IHDR', header), resolution(dpi), chunk('acTL', uint32(frames.length, 0))]
  let number = 0
  frames.forEach((frame, i) => {
    const control = Buffer.alloc(26)
    control.writeUInt32BE(number++, 0)
    control.writeUInt32BE(width, 4)
    control.writeUInt32BE(height, 8)
    control.writeUInt16BE(frameMs, 20)
    control.writeUInt16BE(1000, 22)
    parts.push(chunk('fcTL', control))
    const data = deflateSync(rgbRows(frame), { level: 9 })
    parts.push(i === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([uint32(number++), data])))
  })
  return Buffer.concat([...parts, chunk('IEND', Buffer.alloc(0))])
}

/** pHYs: pixels a metre. */
export function resolution(dpi: number): Buffer {
  const perMetre = Math.round(dpi / 0.0254)
  return chunk('pHYs', Buffer.concat([uint32(perMetre, perMetre), Buffer.from([1])]))
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => {
    bytes.writeUInt32BE(value, i * 4)
  })
  return bytes
}

/** Each row as its difference from the row above (filter 2), which packs maps best. */
function rgbRows({ rgba, width, height }: Pixels): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  for (let y = 0; y < height; y++) {
    const start = y * (width * 3 + 1)
    rows[start] = y ? 2 : 0
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        const value = rgba[(y * width + x) * 4 + c]
        rows[start + 1 + x * 3 + c] = y ? value - rgba[((y - 1) * width + x) * 4 + c] : value
      }
    }
  }
  return rows
}
