/** Which glyph draws a character: the `cmap` table of a TrueType font, formats 4 and 12. 0 where there is none. */
export function glyphLookup(cmap: Buffer): (codePoint: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.subarray(cmap.readUInt32BE(8 + i * 8)))
  const full = subtables.find((table) => table.readUInt16BE(0) === 12)
  const basic = subtables.find((table) => table.readUInt16BE(0) === 4)
  return (codePoint) => (full && inGroups(full, codePoint)) || (basic && inSegments(basic, codePoint)) || 0
}

function inGroups(table: Buffer, codePoint: number): number {
  for (let i = 0, at = 16; i < table.readUInt32BE(12); i++, at += 12) {
    const first = table.readUInt32BE(at)
    if (codePoint >= first && codePoint <= table.readUInt32BE(at + 4)) return table.readUInt32BE(at + 8) + codePoint - first
  }
  return 0
}

function inSegments(table: Buffer, codePoint: number): number {
  if (codePoint > 0xffff) return 0
  const bytes = table.readUInt16BE(6)
  for (let i = 0; i < bytes; i += 2) {
    if (codePoint > table.readUInt16BE(14 + i)) continue
    const first = table.readUInt16BE(16 + bytes + i)
    if (codePoint < first) return 0
    const delta = table.readUInt16BE(16 + 2 * bytes + i)
    const at = 16 + 3 * bytes + i
    const range = table.readUInt16BE(at)
    const glyph = range === 0 ? codePoint : table.readUInt16BE(at + range + 2 * (codePoint - first))
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}
