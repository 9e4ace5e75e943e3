/**
 * The shipped font and its true widths.
 *
 * Arimo (SIL Open Font Licence) has the metrics of Arial: what is measured here is as wide in PowerPoint, LibreOffice,
 * Typst and resvg. Widths are in em (1 em = the font size) and include kerning; a character without a glyph counts 1 em.
 */
import { createRequire } from 'node:module'
import type { Font } from 'fontkit'

export type Weight = 'regular' | 'bold'

export interface FontMetrics {
  /** Width of one line of text, in em. */
  widthEm(text: string, weight?: Weight): number
  /** True where the shipped font can draw the character. */
  has(character: string): boolean
}

/** What PPTX and SVG files name: every office machine has it, and Arimo stands in for it here. */
export const officeFamily = 'Arial'
/** What our own renderers load. */
export const shippedFamily = 'Arimo'

/** Paths of the shipped TrueType files. */
export function fontFiles(): Record<Weight, string> {
  const { resolve } = createRequire(import.meta.url)
  return {
    regular: resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
    bold: resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
  }
}

let loaded: Promise<FontMetrics> | undefined

/** Opens the fonts once a process. */
export function loadFontMetrics(): Promise<FontMetrics> {
  loaded ??= openFonts()
  return loaded
}

async function openFonts(): Promise<FontMetrics> {
  const { openSync } = await import('fontkit')
  const files = fontFiles()
  const fonts = { regular: openSync(files.regular) as Font, bold: openSync(files.bold) as Font }
  const known: Record<Weight, Map<string, number>> = { regular: new Map(), bold: new Map() }
  return {
    widthEm(text, weight = 'regular') {
      const seen = known[weight].get(text)
      if (seen !== undefined) return seen
      const width = measure(fonts[weight], text)
      known[weight].set(text, width)
      return width
    },
    has: (character) => fonts.regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  }
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
