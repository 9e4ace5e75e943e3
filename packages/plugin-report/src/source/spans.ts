/** Inline Markdown into spans: text by style, with numbers, citations and mathematics where their placeholders stand. */
import type { PhrasingContent } from 'mdast'
import { mathSpan } from '../text/math/index.js'
import { isComment, readClaim } from './claims.js'
import type { Reading } from './context.js'
import type { Span } from './model.js'
import { type Piece, placeholder, restore } from './protect.js'
import { resolveReference } from './reference/index.js'
import { sentencesOf } from './sentences.js'

type Style = Pick<Span, 'bold' | 'italic' | 'href'>
type Part = Span | { comment: string; line: number }

const citationKey = /^[\p{L}\p{N}_][\p{L}\p{N}_:.#$%&+?<>~/-]*$/u
const links = /^(https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]+$)/i

export function spansOf(nodes: PhrasingContent[], reading: Reading): Span[] {
  const parts = joined(
    nodes.flatMap((node) => spans(node, {}, reading)),
    reading,
  )
  reading.said = sentencesOf(parts).map(({ text }) => text)
  return parts
}

function spans(node: PhrasingContent, style: Style, reading: Reading): Part[] {
  const line = reading.lineOf(node.position?.start.line ?? 1)
  const wrong = (message: string, detail = {}) => {
    reading.problems.add('REPORT_SOURCE_INVALID', line, message, detail)
    return []
  }
  switch (node.type) {
    case 'text':
      return textSpans(node.value, style, line, reading)
    case 'break':
      return [{ text: ' ', ...style }]
    case 'inlineCode':
      return [{ text: restore(node.value, reading.pieces), ...style, code: true }]
    case 'strong':
      return node.children.flatMap((child) => spans(child, { ...style, bold: true }, reading))
    case 'emphasis':
      return node.children.flatMap((child) => spans(child, { ...style, italic: true }, reading))
    case 'link':
      if (!links.test(node.url))
        return wrong(`a link to "${node.url.slice(0, 60)}"`, { expected: 'https://…, http://… or mailto:…', remedy: 'write the address out' })
      return node.children.flatMap((child) => spans(child, { ...style, href: node.url }, reading))
    case 'linkReference':
      return node.children.flatMap((child) => spans(child, style, reading))
    case 'html':
      return isComment(node.value)
        ? [{ comment: node.value, line }]
        : wrong(`raw HTML is not printed: ${node.value.slice(0, 60)}`, { remedy: 'use Markdown, or write \\< for a "<" of the text' })
    case 'image':
    case 'imageReference':
      return wrong('a figure stands in a paragraph of its own', { expected: 'an empty line before and after ![](figure:NAME)' })
    default:
      return wrong(`"${node.type}" is not printed by any output`)
  }
}

function textSpans(value: string, style: Style, line: number, reading: Reading): Span[] {
  const found: Span[] = []
  const plain = (text: string) => {
    if (text.includes('{{')) {
      reading.problems.add('REPORT_REFERENCE', line, 'a reference without its other end', {
        expected: '{{A.path | format}} in one line',
        received: text.slice(0, 60),
      })
    }
    if (/<!--\s*holds?\b/i.test(text)) {
      reading.problems.add('REPORT_REFERENCE', line, 'a condition that does not end in its paragraph', {
        expected: '<!-- holds: A.metrics.iouWet > 0.5 --> in one line',
        received: text.slice(text.indexOf('<!--')).replace(/\s+/g, ' ').slice(0, 60),
      })
    }
    if (text !== '') found.push({ text: bound(text), ...style })
  }
  let end = 0
  for (const match of value.matchAll(placeholder)) {
    plain(value.slice(end, match.index))
    end = match.index + match[0].length
    found.push(...pieceSpans(reading.pieces[Number(match[1])], style, line, reading))
  }
  plain(value.slice(end))
  return found
}

function pieceSpans(piece: Piece | undefined, style: Style, line: number, reading: Reading): Span[] {
  if (piece === undefined) return []
  if (piece.kind === 'literal') return [{ text: piece.raw, ...style }]
  if (piece.kind === 'math' || piece.kind === 'display') return [mathSpan(piece.tex, style)]
  if (piece.kind === 'citation') {
    const bad = piece.keys.find((key) => !citationKey.test(key))
    if (bad !== undefined) {
      reading.problems.add('REPORT_SOURCE_INVALID', line, `"${bad}" is no key of a bibliography`, {
        expected: '[@key] or [@one; @two]',
        received: piece.raw.slice(0, 60),
      })
      return []
    }
    return [{ text: `[${piece.keys.map((key) => reading.labels?.get(key) ?? key).join('; ')}]`, ...style, cite: piece.keys }]
  }
  const number = reading.problems.at(line, () => resolveReference(piece.source, reading.runs))
  return number ? [{ text: number.printed, ...style, number }] : []
}

/** Keeps a run's mark, a percent sign and an equals sign on the line of what they belong to. */
function bound(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ (\[[A-Z]+(?:(?:, |–)[A-Z]+)*\])/g, '\u00a0$1')
    .replace(/(\d) %/g, '$1\u00a0%')
    .replace(/\bn = /g, 'n\u00a0=\u00a0')
}

/** Neighbours of one style become one span; blanks at both ends go, and one of the two around a comment. */
function joined(parts: Part[], reading: Reading): Span[] {
  const out: Span[] = []
  let isAfterComment = false
  for (const part of parts) {
    const last = out[out.length - 1]
    if ('comment' in part) {
      readClaim(part.comment, part.line, () => lastSentence(out), reading)
      isAfterComment = true
      continue
    }
    if (isAfterComment && last && /^\s/.test(part.text)) last.text = last.text.replace(/ $/, '')
    isAfterComment = false
    const isPlain = (span: Span) => !span.number && !span.cite && !span.math && !span.code
    if (last && isPlain(last) && isPlain(part) && last.bold === part.bold && last.italic === part.italic && last.href === part.href) last.text += part.text
    else out.push({ ...part })
  }
  if (out.length) out[0].text = out[0].text.replace(/^ +/, '')
  if (out.length) out[out.length - 1].text = out[out.length - 1].text.replace(/ +$/, '')
  return out.filter(({ text }) => text !== '')
}

const [mostSpans, mostCharacters] = [40, 2000]

/** Cut where it is longer than any sentence: a comment may follow each of thousands. */
function lastSentence(spans: Span[]): string[] {
  const tail = spans.slice(-mostSpans).map((span) => ({ ...span, text: span.text.slice(-mostCharacters) }))
  return sentencesOf(tail)
    .slice(-1)
    .map(({ text }) => text)
}
