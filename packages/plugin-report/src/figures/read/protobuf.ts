/** Protocol Buffers' wire format, read: field number -> values in order (varints as bigint, all else as bytes). */
export type Fields = Map<number, (bigint | Uint8Array)[]>

/** Undefined where the bytes are no message. */
export function fieldsOf(bytes: Uint8Array): Fields | undefined {
  const fields: Fields = new Map()
  let at = 0
  const varint = (): bigint | undefined => {
    let value = 0n
    for (let shift = 0n; shift < 70n && at < bytes.length; shift += 7n) {
      const byte = bytes[at++]
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    return undefined
  }
  while (at < bytes.length) {
    const key = varint()
    if (key === undefined) return undefined
    const [field, wire] = [Number(key >> 3n), Number(key & 7n)]
    let value: bigint | Uint8Array | undefined
    if (wire === 0) value = varint()
    else {
      const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? Number(varint() ?? -1n) : -1
      if (length < 0 || at + length > bytes.length) return undefined
      value = bytes.subarray(at, at + length)
      at += length
    }
    if (value === undefined) return undefined
    fields.set(field, [...(fields.get(field) ?? []), value])
  }
  return fields
}

export function bytesIn(fields: Fields, field: number): Uint8Array[] {
  return (fields.get(field) ?? []).filter((value) => typeof value !== 'bigint')
}

export function textIn(fields: Fields, field: number): string {
  return Buffer.from(bytesIn(fields, field)[0] ?? []).toString('utf8')
}

export function integerIn(fields: Fields, field: number): number {
  const value = fields.get(field)?.[0]
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0
}
