/**
 * CRC-32C (Castagnoli), slicing by eight, and the mask that TFRecord puts over it.
 *
 * Polynomial 0x1edc6f41, reflected 0x82f63b78 (RFC 3720, appendix B.4). Masked, so that a checksum stored among
 * checksummed bytes stays sound: rotate right by 15 and add 0xa282ead8.
 */
const slices = 8
/** Table k is at k * 256: the effect of a byte k places before the last. */
const table = buildTable()

/** CRC-32C of `bytes` as an unsigned 32-bit integer. */
export function crc32c(bytes: Uint8Array): number {
  let crc = -1
  let at = 0
  // Words need a multiple of four in memory; little-endian machines only, as Node's targets are.
  const until = Math.min(bytes.length, (4 - (bytes.byteOffset & 3)) & 3)
  for (; at < until; at++) crc = table[(crc ^ bytes[at]) & 255] ^ (crc >>> 8)
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2)
  const pairs = words.length & ~1
  for (let i = 0; i < pairs; i += 2) {
    const low = words[i] ^ crc
    const high = words[i + 1]
    crc =
      table[1792 + (low & 255)] ^
      table[1536 + ((low >>> 8) & 255)] ^
      table[1280 + ((low >>> 16) & 255)] ^
      table[1024 + (low >>> 24)] ^
      table[768 + (high & 255)] ^
      table[512 + ((high >>> 8) & 255)] ^
      table[256 + ((high >>> 16) & 255)] ^
      table[high >>> 24]
  }
  for (at += pairs * 4; at < bytes.length; at++) crc = table[(crc ^ bytes[at]) & 255] ^ (crc >>> 8)
  return ~crc >>> 0
}

/** The checksum as TFRecord stores it. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

function buildTable(): Int32Array {
  const built = new Int32Array(slices * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    built[byte] = crc
  }
  for (let at = 256; at < built.length; at++) {
    const before = built[at - 256]
    built[at] = built[before & 255] ^ (before >>> 8)
  }
  return built
}
