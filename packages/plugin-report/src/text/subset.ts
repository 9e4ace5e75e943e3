/**
 * A TrueType font with the outlines of some characters only, packed as WOFF 1.0 (W3C, 2012). Numbers of glyphs, widths and
 * kerning stay; ligatures and other replacements go, because their outlines might be gone.
 */
import { deflateSync } from 'node:zlib'
import { glyphLookup } from './character-map.js'

const kept = new Set(['GDEF', 'GPOS', 'OS/2', 'cmap', 'cvt ', 'fpgm', 'gasp', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post', 'prep'])

export function subsetFont(font: Buffer, characters: Iterable<string>): Buffer {
  const tables = readTables(font)
  const [glyf, loca, head, cmap] = ['glyf', 'loca', 'head', 'cmap'].map((tag) => tables.get(tag))
  if (glyf && loca && head && cmap) {
    const glyphOf = glyphLookup(cmap)
    const isLong = head.readInt16BE(50) === 1
    const offsets = Array.from({ length: loca.length / (isLong ? 4 : 2) }, (_, i) => (isLong ? loca.readUInt32BE(i * 4) : loca.readUInt16BE(i * 2) * 2))
    const outline = (id: number) => glyf.subarray(offsets[id], offsets[id + 1])
    const wanted = withParts(
      [...characters].map((character) => glyphOf(character.codePointAt(0) ?? 0)),
      outline,
    )
    const outlines = offsets.slice(0, -1).map((_, id) => (wanted.has(id) ? padded(outline(id)) : Buffer.alloc(0)))
    const starts = Buffer.alloc(offsets.length * 4)
    let at = 0
    for (const [id, { length }] of outlines.entries()) {
      at += length
      starts.writeUInt32BE(at, (id + 1) * 4)
    }
    const longHead = Buffer.from(head)
    longHead.writeUInt32BE(0, 8)
    longHead.writeInt16BE(1, 50)
    tables.set('glyf', Buffer.concat(outlines)).set('loca', starts).set('head', longHead)
  }
  return woff(font.readUInt32BE(0), tables)
}

function readTables(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>()
  for (let i = 0, at = 12; i < font.readUInt16BE(4); i++, at += 16) {
    const tag = font.toString('latin1', at, at + 4)
    const start = font.readUInt32BE(at + 8)
    if (kept.has(tag)) tables.set(tag, font.subarray(start, start + font.readUInt32BE(at + 12)))
  }
  const post = tables.get('post')
  if (post) tables.set('post', Buffer.concat([Buffer.from([0, 3, 0, 0]), post.subarray(4, 32)]))
  return tables
}

/** With the glyphs that others are composed of, and .notdef. */
function withParts(glyphs: Iterable<number>, outline: (id: number) => Buffer): Set<number> {
  const wanted = new Set([0, ...glyphs])
  for (const id of wanted) {
    const data = outline(id)
    if (data.length < 10 || data.readInt16BE(0) >= 0) continue
    for (let at = 10, more = true; more; ) {
      const flags = data.readUInt16BE(at)
      wanted.add(data.readUInt16BE(at + 2))
      at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0)
      more = (flags & 0x20) !== 0
    }
  }
  return wanted
}

function woff(flavour: number, tables: Map<string, Buffer>): Buffer {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const directory = Buffer.alloc(44 + entries.length * 20)
  const parts: Buffer[] = [directory]
  let at = directory.length
  let unpackedBytes = 12 + entries.length * 16
  for (const [i, [tag, data]] of entries.entries()) {
    const packed = deflateSync(data, { level: 9 })
    const stored = packed.length < data.length ? packed : data
    const row = 44 + i * 20
    directory.write(tag, row, 'latin1')
    for (const [j, number] of [at, stored.length, data.length, checksum(data)].entries()) directory.writeUInt32BE(number, row + 4 + j * 4)
    parts.push(padded(stored))
    at += padded(stored).length
    unpackedBytes += padded(data).length
  }
  directory.write('wOFF', 0, 'latin1')
  directory.writeUInt32BE(flavour, 4)
  directory.writeUInt32BE(at, 8)
  directory.writeUInt16BE(entries.length, 12)
  directory.writeUInt32BE(unpackedBytes, 16)
  directory.writeUInt16BE(1, 20)
  return Buffer.concat(parts)
}

function checksum(data: Buffer): number {
  const words = padded(data)
  let sum = 0
  for (let i = 0; i < words.length; i += 4) sum = (sum + words.readUInt32BE(i)) >>> 0
  return sum
}

function padded(data: Buffer): Buffer {
  return data.length % 4 ? Buffer.concat([data, Buffer.alloc(4 - (data.length % 4))]) : data
}
