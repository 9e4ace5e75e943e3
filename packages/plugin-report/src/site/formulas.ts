/** `$x^2$` in a post: taken out before Markdown is read, printed where it stood; in code and addresses as it was typed. */
import type { Nodes } from 'mdast'
import { type Piece, placeholder, restore } from '../source/protect.js'
import { mathSpan, styledMath, typedMath } from '../text/math/index.js'

/** As typed, in every field but running text. */
export function putBack(node: Nodes, pieces: Piece[]): void {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string' && node.type !== 'text') Object.assign(node, { [key]: restore(value, pieces) })
  }
  if ('children' in node) for (const child of node.children) putBack(child, pieces)
}

/** `safe` makes words safe in HTML. */
export function formulasToHtml(text: string, pieces: Piece[], safe: (text: string) => string): string {
  let [html, end] = ['', 0]
  for (const match of text.matchAll(placeholder)) {
    html += safe(text.slice(end, match.index)) + pieceToHtml(pieces[Number(match[1])], safe)
    end = match.index + match[0].length
  }
  return html + safe(text.slice(end))
}

function pieceToHtml(piece: Piece | undefined, safe: (text: string) => string): string {
  if (piece?.kind !== 'math' && piece?.kind !== 'display') return safe(piece?.raw ?? '')
  const span = mathSpan(piece.tex)
  if (typedMath([span]).length > 0) return safe(piece.raw)
  return styledMath([span])
    .map(({ text, italic, bold }) => (bold ? `<strong>${safe(text)}</strong>` : italic ? `<em>${safe(text)}</em>` : safe(text)))
    .join('')
}
