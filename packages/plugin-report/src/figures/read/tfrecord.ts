/**
 * TFRecord: length (uint64), masked CRC-32C of it, data, masked CRC-32C of the data, little-endian.
 *
 * A last record that is not whole is one that is being written, and does not count.
 */
import { unreadable } from './unreadable.js'

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0x82f63b78 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function maskedCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8)
  crc = (crc ^ 0xffffffff) >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

export function* records(bytes: Uint8Array, path: string): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + 12 <= bytes.length) {
    if (view.getUint32(at + 8, true) !== maskedCrc(bytes.subarray(at, at + 8))) throw unreadable(path, `a wrong checksum at byte ${at}`)
    const length = Number(view.getBigUint64(at, true))
    const end = at + 12 + length
    if (end + 4 > bytes.length) return
    const data = bytes.subarray(at + 12, end)
    if (view.getUint32(end, true) !== maskedCrc(data)) throw unreadable(path, `a wrong checksum at byte ${end}`)
    yield data
    at = end + 4
  }
}
