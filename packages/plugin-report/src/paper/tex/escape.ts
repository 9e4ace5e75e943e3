/** Any text as LaTeX that prints it and does nothing else. */
import { cleanText } from '../../text/index.js'
import { texOf } from './characters.js'

export interface Escaped {
  tex: string
  /** Characters that pdfLaTeX cannot print; their code points are printed instead. */
  missing: string[]
}

export function escapeTex(text: string): Escaped {
  const missing = new Set<string>()
  const clean = cleanText(text).replace(/\s+/g, (space) => (space === '\u00a0' ? space : ' '))
  // a letter with its combining marks is one character
  const characters = clean.match(/[A-Za-z][\u0300-\u036f]+|[\s\S]/gu) ?? []
  const out: string[] = []
  for (const [i, character] of characters.entries()) {
    // neither a dash of two hyphens nor a quote of two apostrophes: what was typed
    if ((character === '-' || character === "'" || character === ',') && characters[i - 1] === character) out.push(`{}${character}`)
    else out.push(texOf(character) ?? [...character].map((part) => texOf(part) ?? codeOf(part, missing)).join(''))
  }
  return { tex: out.join(''), missing: [...missing] }
}

function codeOf(character: string, missing: Set<string>): string {
  missing.add(character)
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}

/** For a comment: one line. */
export function commentTex(text: string): string {
  return `% ${cleanText(text)
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/g, (character) => texOf(character) ?? '?')}`
}
