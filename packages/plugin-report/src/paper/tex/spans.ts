/** Styled text as LaTeX. What cannot be printed, and what mathematics may not hold, is gathered or refused. */
import type { Span } from '../../source/model.js'
import { curled, curledText } from '../quotes.js'
import { escapeTex } from './escape.js'
import { checkMath } from './math-check.js'

/** Gathered while a paper is written. */
export interface TexNotes {
  missing: Set<string>
  ams: boolean
  cite: string
}

export function texOfSpans(spans: Span[], notes: TexNotes): string {
  return curled(spans)
    .map((span) => texOfSpan(span, notes))
    .join('')
}

export function texOfText(text: string, notes: TexNotes): string {
  return texOfCode(curledText(text), notes)
}

function texOfCode(text: string, notes: TexNotes): string {
  const { tex, missing } = escapeTex(text)
  for (const character of missing) notes.missing.add(character)
  return tex
}

function texOfSpan(span: Span, notes: TexNotes): string {
  if (span.cite?.length) return `${notes.cite}{${span.cite.join(',')}}`
  if (span.math) {
    const { tex, ams } = checkMath(span.tex ?? span.text)
    notes.ams ||= ams
    return `$${tex}$`
  }
  let tex = texOfCode(span.text, notes)
  if (span.code) tex = `\\texttt{${tex}}`
  if (span.italic) tex = `\\emph{${tex}}`
  if (span.bold) tex = `\\textbf{${tex}}`
  if (!span.href) return tex
  return span.text === span.href ? texOfAddress(span.href, notes) : `${tex} (${texOfAddress(span.href.replace(/^mailto:/, ''), notes)})`
}

/** hyperref is forbidden by AAAI and `\\url` is not in every kit: typewriter text that may break after a slash. */
function texOfAddress(address: string, notes: TexNotes): string {
  return `\\texttt{${texOfCode(address, notes).replace(/([/?=.])(?=[A-Za-z0-9])/g, '$1\\allowbreak{}')}}`
}
