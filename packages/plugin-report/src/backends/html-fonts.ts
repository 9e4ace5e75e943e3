/**
 * The fonts that an HTML file was laid out with, inside of it: lines were broken by their widths, and telephones and many
 * Linux machines have nothing of the kind. Of the shipped font only the letters in use go in; of a theme's, the whole file.
 */
import { readFileSync } from 'node:fs'
import { type FontSet, fontFiles, officeFamily, shippedFamily, subsetFont } from '../text/index.js'

type Face = { file: string; bold?: boolean; italic?: boolean }

const printableAscii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))

/** `markup` holds every character that may be shown. Drawings name Arial under any theme. */
export function htmlFonts(fonts: FontSet, markup: string): string {
  const characters = new Set([...printableAscii, '•', ...markup])
  const files = fontFiles()
  const shipped: Face[] = [{ file: files.regular }, { file: files.bold, bold: true }]
  if (/<em>|font-style[=:]\W*italic/.test(markup)) shipped.push({ file: files.italic, italic: true }, { file: files.boldItalic, bold: true, italic: true })
  const subsets = shipped.map((face) => rule(officeFamily, face, 'woff', subsetFont(readFileSync(face.file), characters)))
  return `${[...themeFaces(fonts), ...subsets].join('\n')}\n`
}

function themeFaces({ family, officeFamily: office, files }: FontSet): string[] {
  if (family === shippedFamily || office === officeFamily) return []
  const faces: Face[] = [{ file: files.regular }, { file: files.bold, bold: true }]
  if (files.italic !== files.regular) faces.push({ file: files.italic, italic: true })
  return faces.map((face) => rule(family.replace(/[^\p{L}\p{N} _-]/gu, ''), face, 'ttf', readFileSync(face.file)))
}

function rule(family: string, { bold, italic }: Face, type: 'ttf' | 'woff', data: Buffer): string {
  const style = `font-weight:${bold ? 'bold' : 'normal'};font-style:${italic ? 'italic' : 'normal'}`
  return `@font-face{font-family:'${family}';${style};src:url(data:font/${type};base64,${data.toString('base64')})}`
}
