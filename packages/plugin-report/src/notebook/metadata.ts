/**
 * Pixels without what is told beside them: a PNG's text, time and EXIF chunks, a JPEG's EXIF and comments (where it was
 * taken, by which machine). The picture itself is not touched.
 *
 * Source: PNG (Third Edition) 5.3 and 11.3; ITU T.81 Annex B. Undefined where the bytes are no such picture.
 */

const keptChunks = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'cICP'])
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export interface Picture {
  data: Buffer
  widthPx: number
  heightPx: number
}

export function barePng(bytes: Buffer): Picture | undefined {
  if (!signature.every((byte, i) => bytes[i] === byte)) return undefined
  const parts = [bytes.subarray(0, 8)]
  let [widthPx, heightPx] = [0, 0]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + size
    if (end > bytes.length) return undefined
    if (type === 'IHDR' && size === 13) [widthPx, heightPx] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)]
    if (keptChunks.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') return widthPx > 0 && heightPx > 0 ? { data: Buffer.concat(parts), widthPx, heightPx } : undefined
    at = end
  }
  return undefined
}

export function bareJpeg(bytes: Buffer): Picture | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const parts = [bytes.subarray(0, 2)]
  let [widthPx, heightPx] = [0, 0]
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff) return undefined
    if (marker === 0xda) return widthPx > 0 && heightPx > 0 ? { data: Buffer.concat([...parts, bytes.subarray(at)]), widthPx, heightPx } : undefined
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) return undefined
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && at + 9 <= bytes.length) [heightPx, widthPx] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)]
    // APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe's colour transform) say how to show it; the others tell of its making.
    const tells = (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2 && marker !== 0xee) || marker === 0xfe
    if (!tells) parts.push(bytes.subarray(at, end))
    at = end
  }
  return undefined
}
