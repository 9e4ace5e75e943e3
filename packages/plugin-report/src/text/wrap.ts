/**
 * Break a paragraph into lines, greedily, as PowerPoint, LibreOffice and Typst do.
 *
 * A line may end at a space (not a no-break space) or after a hyphen or slash inside a word; a word longer than the line is broken where it must be.
 */
import type { FontMetrics, Weight } from './fonts.js'

/** Lines of `text` that are at most `widthEm` wide (width in points / font size in points). */
export function wrap(text: string, widthEm: number, metrics: FontMetrics, weight: Weight = 'regular'): string[] {
  const space = metrics.widthEm(' ', weight)
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const { piece, glued } of pieces(text)) {
    const width = metrics.widthEm(piece, weight)
    const full = line !== '' && used + (glued ? 0 : space) + width > widthEm
    if (full) {
      lines.push(line)
      line = ''
      used = 0
    }
    if (line === '' && width > widthEm) {
      const parts = breakWord(piece, widthEm, metrics, weight)
      lines.push(...parts.slice(0, -1))
      line = parts[parts.length - 1]
      used = metrics.widthEm(line, weight)
      continue
    }
    const apart = line !== '' && !glued
    line += apart ? ` ${piece}` : piece
    used += (apart ? space : 0) + width
  }
  if (line !== '') lines.push(line)
  return lines
}

/** Words, and the parts of words that a line may end after; `glued` parts follow without a space. */
function pieces(text: string): { piece: string; glued: boolean }[] {
  return text
    .split(/[^\S\u00a0\u202f]+/)
    .filter(Boolean)
    .flatMap((word) => word.split(/(?<=[\p{L}\p{N}][-/])(?=\p{L})/u).map((piece, i) => ({ piece, glued: i > 0 })))
}

function breakWord(word: string, widthEm: number, metrics: FontMetrics, weight: Weight): string[] {
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const character of word) {
    const width = metrics.widthEm(character, weight)
    if (part !== '' && used + width > widthEm) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += character
    used += width
  }
  return [...parts, part]
}
