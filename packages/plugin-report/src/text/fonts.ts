/**
 * The shipped font, or a theme's, and its true widths.
 *
 * Arimo (SIL Open Font Licence) has the metrics of Arial: what is measured here is as wide in PowerPoint, LibreOffice,
 * Typst and resvg. Widths are in em (1 em = the font size) and include kerning; a character without a glyph counts 1 em.
 */
import { createRequire } from 'node:module'
import type { Font } from 'fontkit'
import type { ThemeFonts } from '../themes/theme.js'
import { isUnshaped, type LetterWidths, readLetterWidths } from './letter-widths.js'

export type Weight = 'regular' | 'bold' | 'italic' | 'boldItalic'

/** Which font text is set in, and its files. */
export interface FontSet {
  /** What our own renderers load. */
  family: string
  /** What PPTX and HTML name. */
  officeFamily: string
  files: Record<Weight, string>
}

export interface FontMetrics {
  fonts: FontSet
  /** Width of one line of text, in em. */
  widthEm(text: string, weight?: Weight): number
  /** True where the font can draw the character. */
  has(character: string): boolean
}

/** What PPTX and SVG files name: every office machine has it, and Arimo stands in for it here. */
export const officeFamily = 'Arial'
/** What our own renderers load; figures are set in it under any theme. */
export const shippedFamily = 'Arimo'

/** Paths of the shipped TrueType files. */
export function fontFiles(): Record<Weight, string> {
  const { resolve } = createRequire(import.meta.url)
  const file = (name: string) => resolve(`@expo-google-fonts/arimo/${name}/Arimo_${name}.ttf`)
  return { regular: file('400Regular'), bold: file('700Bold'), italic: file('400Regular_Italic'), boldItalic: file('700Bold_Italic') }
}

/** A theme's fonts, or the shipped ones; without an italic the upright letters stand for it. */
export function fontSet(fonts?: ThemeFonts): FontSet {
  if (!fonts) return { family: shippedFamily, officeFamily, files: fontFiles() }
  const { family, regular, bold, italic = regular } = fonts
  return { family, officeFamily: fonts.officeFamily ?? family, files: { regular, bold, italic, boldItalic: bold } }
}

const loaded = new Map<string, Promise<FontMetrics>>()

/** Opens each set of fonts once a process. */
export function loadFontMetrics(fonts?: ThemeFonts): Promise<FontMetrics> {
  const key = JSON.stringify(fonts ?? null)
  const found = loaded.get(key) ?? openFonts(fontSet(fonts))
  loaded.set(key, found)
  return found
}

async function openFonts(fonts: FontSet): Promise<FontMetrics> {
  const shipped = Object.values(fontFiles())
  const opened = new Map<string, { font: MeasuredFont; known: Map<string, number> }>()
  const open = (file: string) => {
    const found = opened.get(file) ?? { font: shipped.includes(file) ? shippedFont(file) : shapedFont(file), known: new Map() }
    opened.set(file, found)
    return found
  }
  return {
    fonts,
    widthEm(text, weight = 'regular') {
      const { font, known } = open(fonts.files[weight])
      const seen = known.get(text)
      if (seen !== undefined) return seen
      const width = font.widthEm(text)
      known.set(text, width)
      return width
    },
    has: (character) => open(fonts.files.regular).font.has(character.codePointAt(0) ?? 0),
  }
}

interface MeasuredFont {
  widthEm(text: string): number
  has(codePoint: number): boolean
}

/** Letters by themselves; what needs shaping is shaped. */
function shippedFont(file: string): MeasuredFont {
  const letters = readLetterWidths(file)
  let shaped: MeasuredFont | undefined
  return {
    widthEm(text) {
      if (isUnshaped(text)) return sumOfLetters(text, letters)
      shaped ??= shapedFont(file)
      return shaped.widthEm(text)
    },
    has: (codePoint) => letters.glyphOf(codePoint) !== 0,
  }
}

function sumOfLetters(text: string, { unitsPerEm, glyphOf, advance, kerning }: LetterWidths): number {
  let [units, missing, before] = [0, 0, 0]
  for (const character of text) {
    const glyph = glyphOf(character.codePointAt(0) ?? 0)
    if (glyph === 0) missing++
    else {
      units += advance(glyph) + (before === 0 ? 0 : kerning(before, glyph))
      before = glyph
    }
  }
  return units / unitsPerEm + missing
}

function shapedFont(file: string): MeasuredFont {
  // Loaded only for a theme's fonts and for text that needs it.
  const { openSync } = createRequire(import.meta.url)('fontkit') as typeof import('fontkit')
  const font = openSync(file) as Font
  return { widthEm: (text) => measure(font, text), has: (codePoint) => font.hasGlyphForCodePoint(codePoint) }
}

function measure(font: Font, text: string): number {
  let missing = 0
  let drawn = ''
  for (const character of text) {
    if (font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) drawn += character
    else missing++
  }
  return font.layout(drawn).advanceWidth / font.unitsPerEm + missing
}
