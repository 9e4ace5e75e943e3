/**
 * Discs and lines as pixels, for what would be tens of thousands of paths. Drawn in order, each over the ones before.
 *
 * Colours are kept premultiplied; the PNG is 8 bit RGBA (ISO/IEC 15948, colour type 6), transparent where nothing is.
 */
import { deflateSync } from 'node:zlib'
import { chunk, pngSignature } from '../png.js'

type Rgb = [number, number, number]

export class PixelMarks {
  readonly width: number
  readonly height: number
  /** (y, x, 4), premultiplied, 0 to 1. */
  private readonly values: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.values = new Float32Array(width * height * 4)
  }

  disc(x: number, y: number, radius: number, colour: Rgb, opacity: number): void {
    const reach = radius + 0.5
    for (let py = Math.max(0, Math.floor(y - reach)); py <= Math.min(this.height - 1, Math.ceil(y + reach)); py++) {
      for (let px = Math.max(0, Math.floor(x - reach)); px <= Math.min(this.width - 1, Math.ceil(x + reach)); px++) {
        const cover = reach - Math.hypot(px + 0.5 - x, py + 0.5 - y)
        if (cover > 0) this.blend(px, py, colour, opacity * Math.min(1, cover))
      }
    }
  }

  /** A line that goes right, through `ys` at `xs`; NaN in ys is a gap. Its thickness is measured across it. */
  line(xs: ArrayLike<number>, ys: ArrayLike<number>, thickness: number, colour: Rgb, opacity: number): void {
    for (let i = 0; i + 1 < xs.length; i++) {
      const [x0, x1, y0, y1] = [xs[i], xs[i + 1], ys[i], ys[i + 1]]
      if (!(x1 > x0) || Number.isNaN(y0 + y1)) continue
      const slope = (y1 - y0) / (x1 - x0)
      const half = (thickness / 2) * Math.sqrt(1 + slope * slope)
      const last = i + 2 === xs.length
      for (let px = Math.max(0, Math.ceil(x0 - 0.5)); px < Math.min(this.width, last ? x1 : Math.ceil(x1 - 0.5)); px++) {
        const y = y0 + slope * (px + 0.5 - x0)
        const reach = half + Math.abs(slope) / 2
        for (let py = Math.max(0, Math.floor(y - reach)); py <= Math.min(this.height - 1, Math.floor(y + reach)); py++) {
          const cover = Math.min(py + 1, y + reach) - Math.max(py, y - reach)
          if (cover > 0) this.blend(px, py, colour, opacity * Math.min(1, cover * Math.min(1, half / reach + 0.2)))
        }
      }
    }
  }

  png(): Uint8Array {
    const { width, height, values } = this
    const rows = Buffer.alloc(height * (width * 4 + 1))
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4
        const alpha = values[at + 3]
        if (alpha === 0) continue
        const to = y * (width * 4 + 1) + 1 + x * 4
        for (let c = 0; c < 3; c++) rows[to + c] = Math.round((255 * values[at + c]) / alpha)
        rows[to + 3] = Math.round(255 * alpha)
      }
    }
    const header = Buffer.alloc(13)
    header.writeUInt32BE(width, 0)
    header.writeUInt32BE(height, 4)
    header.set([8, 6, 0, 0, 0], 8)
    return Buffer.concat([pngSignature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
  }

  private blend(x: number, y: number, colour: Rgb, opacity: number): void {
    const at = (y * this.width + x) * 4
    for (let c = 0; c < 3; c++) this.values[at + c] = this.values[at + c] * (1 - opacity) + colour[c] * opacity
    this.values[at + 3] = this.values[at + 3] * (1 - opacity) + opacity
  }
}

/** `#RRGGBB` to parts of 1. */
export function rgbOf(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb
}
