/** A GIF of one image into its colour indices. GIF89a specification; nothing is allocated before the size is known to be the wanted one. */
import { indicesOf } from './lzw.js'

export interface IndexedImage {
  width: number
  height: number
  indices: Uint8Array
  comment: string
}

/** What a GIF may turn out to be instead. */
export interface GifFault {
  fault: 'damaged' | 'unsupported'
  expected: string
  received: string
}

export function isGif(head: Uint8Array): boolean {
  return head.length >= 6 && /^GIF8[79]a$/.test(String.fromCharCode(...head.subarray(0, 6)))
}

export function decodeGif(bytes: Uint8Array, wanted: { width: number; height: number }): IndexedImage | GifFault {
  const damaged = (expected: string, received: string): GifFault => ({ fault: 'damaged', expected, received })
  const ends = (at: number, what: string) => damaged(`${what} at byte ${at}`, `the file ends at byte ${bytes.length}`)
  if (bytes.length < 13) return ends(6, 'the size of the screen')
  const short = (at: number) => bytes[at] | (bytes[at + 1] << 8)
  let at = 13 + paletteBytes(bytes[10])
  let comment = ''
  let image: IndexedImage | undefined
  for (;;) {
    if (at >= bytes.length) return ends(at, image ? 'the end of the GIF (3b)' : 'an image')
    const kind = bytes[at++]
    if (kind === 0x3b) break
    if (kind === 0x21) {
      const label = bytes[at++]
      const blocks = subBlocks(bytes, at)
      if (!blocks) return ends(at, 'an extension')
      if (label === 0xfe) comment += String.fromCharCode(...blocks.data.subarray(0, 4096))
      at = blocks.end
    } else if (kind === 0x2c) {
      if (image) return { fault: 'unsupported', expected: 'one image', received: `a second image at byte ${at - 1}: an animation` }
      if (at + 9 > bytes.length) return ends(at, 'the size of an image')
      const [left, top, width, height, packed] = [short(at), short(at + 2), short(at + 4), short(at + 6), bytes[at + 8]]
      if (width !== wanted.width || height !== wanted.height || left !== 0 || top !== 0)
        return { fault: 'unsupported', expected: `an image of ${wanted.width} x ${wanted.height} cells`, received: `${width} x ${height} at ${left}, ${top}` }
      at += 9 + paletteBytes(packed)
      const codeSize = bytes[at]
      const blocks = at < bytes.length ? subBlocks(bytes, at + 1) : undefined
      if (!blocks) return ends(at, 'the numbers of the image')
      const found = indicesOf(blocks.data, codeSize, width * height)
      if (typeof found === 'string') return damaged(`${width * height} numbers in the image at byte ${at}`, found)
      const indices = (packed & 0x40) !== 0 ? deinterlaced(found, width, height) : found
      image = { width, height, indices, comment: '' }
      at = blocks.end
    } else return damaged(`a block (21, 2c or 3b) at byte ${at - 1}`, kind.toString(16).padStart(2, '0'))
  }
  return image ? { ...image, comment } : damaged('an image', 'none before the end of the GIF')
}

function paletteBytes(packed: number): number {
  return (packed & 0x80) !== 0 ? 3 << ((packed & 7) + 1) : 0
}

function subBlocks(bytes: Uint8Array, start: number): { data: Uint8Array; end: number } | undefined {
  const parts: Uint8Array[] = []
  for (let at = start; at < bytes.length; ) {
    const length = bytes[at]
    if (length === 0) return { data: Buffer.concat(parts), end: at + 1 }
    if (at + 1 + length > bytes.length) return undefined
    parts.push(bytes.subarray(at + 1, at + 1 + length))
    at += 1 + length
  }
  return undefined
}

/** Rows 0, 8, 16, ... then 4, 12, ... then 2, 6, ... then 1, 3, .... */
function deinterlaced(found: Uint8Array, width: number, height: number): Uint8Array {
  const indices = new Uint8Array(found.length)
  let from = 0
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ])
    for (let row = first; row < height; row += step, from += width) indices.set(found.subarray(from, from + width), row * width)
  return indices
}
