/** Pictures inside an SVG: PNG or JPEG as data, and no larger than a print needs. */
import type { Refuse } from './refusal.js'

const mostPixels = 60_000_000

export function checkedImage(href: string, refuse: Refuse): string {
  const [, mime, data] = /^data:image\/(png|jpe?g);base64,([A-Za-z0-9+/\s]+={0,2})\s*$/.exec(href) ?? []
  if (!data) return refuse(`the picture ${href.slice(0, 40)}`, 'a PNG or JPEG inside the file (data:image/png;base64,…)')
  const bytes = Buffer.from(data, 'base64')
  const size = pictureSize(bytes)
  if (!size || (mime === 'png') !== (bytes[0] === 0x89)) return refuse('a picture that is no PNG or JPEG', 'a PNG or JPEG')
  if (size.width * size.height > mostPixels) refuse(`a picture of ${size.width} x ${size.height}`, `at most ${mostPixels / 1e6} million pixels`)
  return `data:image/${mime === 'jpg' ? 'jpeg' : mime};base64,${bytes.toString('base64')}`
}

/** Of a PNG's IHDR or a JPEG's start of frame; undefined where it is neither. */
export function pictureSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452)
    return { width: view.getUint32(16), height: view.getUint32(20) }
  if (bytes.length < 12 || view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
