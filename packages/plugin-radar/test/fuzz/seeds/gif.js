/** A GIF of one image, packed by LZW as the specification says. */

export function gif({ width, height, pixel, comment }) {
  const screen = Buffer.alloc(13)
  screen.write('GIF89a', 'latin1')
  screen.writeUInt16LE(width, 6)
  screen.writeUInt16LE(height, 8)
  screen[10] = 0xf7
  const palette = Buffer.from([...Array(256).keys()].flatMap((index) => [index, index, index]))
  const remark = Buffer.concat([Buffer.from([0x21, 0xfe]), blocks(Buffer.from(comment, 'latin1'))])
  const image = Buffer.alloc(10)
  image[0] = 0x2c
  image.writeUInt16LE(width, 5)
  image.writeUInt16LE(height, 7)
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => pixel(Math.floor(index / width), index % width))
  return Buffer.concat([screen, palette, remark, image, Buffer.from([8]), blocks(lzw(pixels)), Buffer.from([0x3b])])
}

function blocks(bytes) {
  const parts = []
  for (let at = 0; at < bytes.length; at += 255) parts.push(Buffer.from([Math.min(255, bytes.length - at)]), bytes.subarray(at, at + 255))
  return Buffer.concat([...parts, Buffer.from([0])])
}

function lzw(pixels) {
  const out = []
  let held = 0
  let bits = 0
  let width = 9
  const put = (code) => {
    held |= code << bits
    for (bits += width; bits >= 8; bits -= 8) {
      out.push(held & 255)
      held >>>= 8
    }
  }
  let known = new Map()
  let next = 258
  put(256)
  let word = pixels[0]
  for (const value of pixels.subarray(1)) {
    const key = word * 256 + value
    if (known.has(key)) {
      word = known.get(key)
      continue
    }
    put(word)
    known.set(key, next++)
    if (next > 2 ** width && width < 12) width++
    if (next > 4094) {
      put(256)
      known = new Map()
      next = 258
      width = 9
    }
    word = value
  }
  put(word)
  put(257)
  if (bits > 0) out.push(held & 255)
  return Buffer.from(out)
}
