/**
 * Advances and kerning of the shipped font, read from its tables: for letters that are not shaped, what shaping answers, without its start-up.
 *
 * OpenType 1.9: `cmap`, `hmtx`, and `GPOS` pairs of format 1 with one advance. Anything else is an error of the release.
 */
import { readFileSync } from 'node:fs'
import { glyphLookup } from './character-map.js'

export interface LetterWidths {
  unitsPerEm: number
  /** 0 where the font has no such letter. */
  glyphOf(codePoint: number): number
  advance(glyph: number): number
  /** Added between two glyphs. */
  kerning(left: number, right: number): number
}

/** Latin, Greek and Cyrillic letters, digits, signs: one glyph each in this font, whatever stands beside them. */
export function isUnshaped(text: string): boolean {
  return unshaped.test(text)
}

const unshaped =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0386-\u03ce\u0400-\u0482\u048a-\u04ff\u2010-\u2027\u202f-\u2043\u2045-\u205e\u2070-\u20bf\u2100-\u22ff\u2500-\u26ff\ufb01\ufb02]*$/u

export function readLetterWidths(file: string): LetterWidths {
  const bytes = readFileSync(file)
  const table = tablesOf(bytes)
  const [hmtx, metricCount] = [table('hmtx'), table('hhea').readUInt16BE(34)]
  const pairs = kerningPairs(table('GPOS'), table('maxp').readUInt16BE(4))
  return {
    unitsPerEm: table('head').readUInt16BE(18),
    glyphOf: remembered(glyphLookup(table('cmap'))),
    advance: (glyph) => hmtx.readUInt16BE(4 * Math.min(glyph, metricCount - 1)),
    kerning: pairs,
  }
}

function tablesOf(bytes: Buffer): (tag: string) => Buffer {
  const found = new Map<string, Buffer>()
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const at = 12 + 16 * i
    const start = bytes.readUInt32BE(at + 8)
    found.set(bytes.toString('latin1', at, at + 4), bytes.subarray(start, start + bytes.readUInt32BE(at + 12)))
  }
  return (tag) => found.get(tag) ?? fail(tag)
}

function remembered(glyphOf: (codePoint: number) => number): (codePoint: number) => number {
  const known = new Map<number, number>()
  return (codePoint) => {
    const glyph = known.get(codePoint) ?? glyphOf(codePoint)
    known.set(codePoint, glyph)
    return glyph
  }
}

/** The lookups of `kern` for Latin script, which in this font serve Greek and Cyrillic too. */
function kerningPairs(gpos: Buffer, glyphs: number): (left: number, right: number) => number {
  const known = new Map<number, number>()
  for (const lookup of kernLookups(gpos)) {
    if (lookup.readUInt16BE(0) !== 2) fail('GPOS lookup')
    const seen = new Set<number>()
    for (let s = 0; s < lookup.readUInt16BE(4); s++) {
      const sub = lookup.subarray(lookup.readUInt16BE(6 + 2 * s))
      if (sub.readUInt16BE(0) !== 1 || sub.readUInt16BE(4) !== 4 || sub.readUInt16BE(6) !== 0) fail('GPOS pairs')
      coverage(sub.subarray(sub.readUInt16BE(2))).forEach((left, i) => {
        const set = sub.subarray(sub.readUInt16BE(10 + 2 * i))
        for (let p = 0; p < set.readUInt16BE(0); p++) {
          const pair = left * glyphs + set.readUInt16BE(2 + 4 * p)
          if (seen.has(pair)) continue
          seen.add(pair)
          known.set(pair, (known.get(pair) ?? 0) + set.readInt16BE(4 + 4 * p))
        }
      })
    }
  }
  return (left, right) => known.get(left * glyphs + right) ?? 0
}

function kernLookups(gpos: Buffer): Buffer[] {
  const [scripts, features, lookups] = [4, 6, 8].map((at) => gpos.subarray(gpos.readUInt16BE(at)))
  const latin = Array.from({ length: scripts.readUInt16BE(0) }, (_, i) => i).find((i) => scripts.toString('latin1', 2 + 6 * i, 6 + 6 * i) === 'latn')
  const script = scripts.subarray(scripts.readUInt16BE(6 + 6 * (latin ?? fail('script'))))
  const language = script.subarray(script.readUInt16BE(0))
  const wanted = Array.from({ length: language.readUInt16BE(4) }, (_, i) => language.readUInt16BE(6 + 2 * i))
  const kern = wanted.filter((i) => features.toString('latin1', 2 + 6 * i, 6 + 6 * i) === 'kern')
  return kern.flatMap((i) => {
    const feature = features.subarray(features.readUInt16BE(6 + 6 * i))
    return Array.from({ length: feature.readUInt16BE(2) }, (_, l) => lookups.subarray(lookups.readUInt16BE(2 + 2 * feature.readUInt16BE(4 + 2 * l))))
  })
}

/** Glyphs in the order of their index. */
function coverage(table: Buffer): number[] {
  const count = table.readUInt16BE(2)
  if (table.readUInt16BE(0) === 1) return Array.from({ length: count }, (_, i) => table.readUInt16BE(4 + 2 * i))
  return Array.from({ length: count }, (_, i) => {
    const [first, last] = [table.readUInt16BE(4 + 6 * i), table.readUInt16BE(6 + 6 * i)]
    return Array.from({ length: last - first + 1 }, (_, k) => first + k)
  }).flat()
}

function fail(what: string): never {
  throw new Error(`the shipped font has another ${what} than was expected`)
}
