/**
 * What is no Markdown is taken out before parsing and put back after it: `{{references}}`, `$mathematics$`, `[@citations]`.
 *
 * Each becomes a pair of private-use characters around its number, so that no underscore or bar in it is read as markup.
 */
import { cleanText } from '../text/index.js'

export type Piece =
  | { kind: 'reference'; source: string; raw: string }
  | { kind: 'math'; tex: string; raw: string }
  | { kind: 'display'; tex: string; raw: string }
  | { kind: 'citation'; keys: string[]; raw: string }
  | { kind: 'literal'; raw: string }

export interface Protected {
  text: string
  pieces: Piece[]
  /** Line of the file, from 1, of a line of `text`, from 1: mathematics over several lines is one line there. */
  lineOf(line: number): number
}

const [open, close] = ['\ue000', '\ue001']
/** A placeholder; group 1 is the index of its piece. */
export const placeholder = new RegExp(`${open}(\\d+)${close}`, 'g')

const patterns = new RegExp(
  [
    String.raw`\\\{\{[^{}\n]*(?:\}\})?`,
    String.raw`\\.`,
    String.raw`\{\{(?<reference>[^{}\n]*)\}\}`,
    String.raw`\$\$(?<display>(?:(?!\n[ \t]*\n)[^$]){1,4000}?)\$\$`,
    String.raw`\$(?<math>(?![\s$])(?:[^$\n\\]|\\.){1,1000}?(?<!\s))\$(?!\d)`,
    String.raw`\[(?<citation>@[^\]\n]{1,400})\]`,
  ].join('|'),
  'gsu',
)

export function protect(source: string): Protected {
  const clean = cleanText(source).replace(/[\ue000\ue001]/g, '\ufffd')
  const pieces: Piece[] = []
  const lines = [1]
  let line = 1
  const copy = (part: string) => {
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) lines.push(++line)
    return part
  }
  let [text, end] = ['', 0]
  for (const match of clean.matchAll(patterns)) {
    text += copy(clean.slice(end, match.index))
    end = match.index + match[0].length
    const piece = pieceOf(match)
    if (!piece) {
      text += copy(match[0])
      continue
    }
    line += match[0].split('\n').length - 1
    text += `${open}${pieces.push(piece) - 1}${close}`
  }
  text += copy(clean.slice(end))
  return { text, pieces, lineOf: (at) => lines[Math.min(at, lines.length) - 1] ?? 1 }
}

/** The text as it was written. */
export function restore(text: string, pieces: Piece[]): string {
  return text.replace(placeholder, (_, index) => pieces[Number(index)]?.raw ?? '')
}

function pieceOf(match: RegExpExecArray): Piece | undefined {
  const raw = match[0]
  const { reference, display, math, citation } = match.groups ?? {}
  if (reference !== undefined) return { kind: 'reference', source: reference.trim(), raw }
  if (display !== undefined) return { kind: 'display', tex: display.trim(), raw }
  if (math !== undefined) return { kind: 'math', tex: math, raw }
  if (citation !== undefined) return { kind: 'citation', keys: citation.split(';').map((key) => key.trim().replace(/^@/, '')), raw }
  return raw.startsWith('\\{{') ? { kind: 'literal', raw: raw.slice(1) } : undefined
}
