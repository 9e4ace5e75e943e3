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
  const characters = [...cleanText(text).replace(/\s+/g, (space) => (space === '\u00a0' ? space : ' '))]
  const out: string[] = []
  for (const [i, character] of characters.entries()) {
    const before = characters[i - 1] ?? ' '
    if (character === '"') out.push(/[\s([{\u00a0–—/-]/.test(before) ? '``{}' : "''{}")
    // neither a dash of two hyphens nor a quote of two apostrophes: what was typed
    else if ((character === '-' || character === "'" || character === ',') && before === character) out.push(`{}${character}`)
    else {
      const tex = texOf(character)
      if (tex === undefined) missing.add(character)
      out.push(tex ?? `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
    }
  }
  return { tex: out.join(''), missing: [...missing] }
}

/** For a comment: one line. */
export function commentTex(text: string): string {
  return `% ${cleanText(text).replace(/\s+/g, ' ').replace(/[^\x20-\x7e]/g, (character) => texOf(character) ?? '?')}`
}
