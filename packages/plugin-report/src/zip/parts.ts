/**
 * The parts of a ZIP archive, and parts into one, the same bytes every time: one fixed date, no folder entries, PNG (which is
 * compressed) as it is, the rest deflated.
 */
import { crc32, deflateRawSync } from 'node:zlib'
import { readZip } from './read.js'

export type Parts = Map<string, string | Uint8Array>

const [localSignature, entrySignature, endSignature] = [0x04034b50, 0x02014b50, 0x06054b50]
/** 1 January 1980, 00:00: earlier dates do not exist in a ZIP. */
const packedOn = 0x21
const version = 20
const deflated = 8
/** Names are UTF-8. */
const utf8 = 1 << 11

/** XML and SVG as text. */
export function unpackZip(bytes: Uint8Array): Parts {
  const files = readZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 'The deck').filter(({ name }) => !name.endsWith('/'))
  return new Map(files.map(({ name, read }) => [name, /\.(xml|rels|svg)$/.test(name) ? read().toString('utf8') : read()]))
}

/** In the order of names; `[Content_Types].xml` goes before all others. */
export function packZip(parts: Parts): Buffer {
  const names = [...parts.keys()].sort((a, b) => Number(b.startsWith('[')) - Number(a.startsWith('[')) || (a < b ? -1 : 1))
  const packed: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of names) {
    const [name, data] = [Buffer.from(part), Buffer.from(parts.get(part) ?? '')]
    const isStored = part.endsWith('.png')
    const body = isStored ? data : deflateRawSync(data, { level: 9 })
    const about = Buffer.alloc(26)
    about.writeUInt16LE(version, 0)
    about.writeUInt16LE(utf8, 2)
    about.writeUInt16LE(isStored ? 0 : deflated, 4)
    about.writeUInt16LE(packedOn, 8)
    about.writeUInt32LE(crc32(data), 10)
    about.writeUInt32LE(body.length, 14)
    about.writeUInt32LE(data.length, 18)
    about.writeUInt16LE(name.length, 22)
    packed.push(number(localSignature), about, name, body)
    // Made by, what the part itself says, then: comment, disk, attributes, place.
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(number(entrySignature), Buffer.from([version, 0]), about, rest, name)
    at += 4 + about.length + name.length + body.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(names.length, 4)
  end.writeUInt16LE(names.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...packed, entries, number(endSignature), end])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
