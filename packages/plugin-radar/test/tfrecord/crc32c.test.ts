import { random } from '@phd/core'
import { expect, test } from 'vitest'
import { crc32c, maskedCrc32c } from '../../lib/tfrecord/index.js'

const text = (characters: string) => new TextEncoder().encode(characters)

/** The definition, a bit at a time. */
function bitwise(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  }
  return ~crc >>> 0
}

test('the vectors of RFC 3720, appendix B.4', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e)
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => 31 - i))).toBe(0x113fdb5c)
  expect(crc32c(text('123456789'))).toBe(0xe3069283)
})

test('every length to 40 equals the definition', () => {
  const draw = random(1, 'crc')
  for (let length = 0; length <= 40; length++) {
    const bytes = Uint8Array.from({ length }, () => Math.floor(draw() * 256))
    expect(crc32c(bytes)).toBe(bitwise(bytes))
  }
})

test('the mask rotates by 15 and adds', () => {
  const crc = crc32c(text('123456789'))
  const rotated = Number(((BigInt(crc) >> 15n) | (BigInt(crc) << 17n)) & 0xffffffffn)
  expect(maskedCrc32c(text('123456789'))).toBe((rotated + 0xa282ead8) % 2 ** 32)
})
