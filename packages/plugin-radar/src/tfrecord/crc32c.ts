/**
 * CRC-32C (Castagnoli), slicing by eight, and the mask that TFRecord puts over it.
 *
 * Polynomial 0x1edc6f41, reflected 0x82f63b78 (RFC 3720, appendix B.4). Masked, so that a checksum stored among
 * checksummed bytes stays sound: rotate right by 15 and add 0xa282ead8.
 */
const slices = 8
const tables = buildTables()

/** CRC-32C of `bytes` as an unsigned 32-bit integer. */
export function crc32c(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables
  let crc = 0xffffffff
  let at = 0
  for (const whole = bytes.length - (bytes.length % slices); at < whole; at += slices) {
    crc ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
    crc =
      t7[crc & 255] ^
      t6[(crc >>> 8) & 255] ^
      t5[(crc >>> 16) & 255] ^
      t4[crc >>> 24] ^
      t3[bytes[at + 4]] ^
      t2[bytes[at + 5]] ^
      t1[bytes[at + 6]] ^
      t0[bytes[at + 7]]
  }
  for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]) & 255] ^ (crc >>> 8)
  return ~crc >>> 0
}

/** The checksum as TFRecord stores it. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

function buildTables(): Uint32Array[] {
  const built = Array.from({ length: slices }, () => new Uint32Array(256))
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    built[0][byte] = crc
  }
  for (let slice = 1; slice < slices; slice++) {
    for (let byte = 0; byte < 256; byte++) {
      const before = built[slice - 1][byte]
      built[slice][byte] = built[0][before & 255] ^ (before >>> 8)
    }
  }
  return built
}
