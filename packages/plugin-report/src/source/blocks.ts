/** Markdown between headings and fences into blocks. What no output can print is a problem that names its line. */
import type { Image, List, Paragraph, RootContent, Table } from 'mdast'
import { nearestNames } from '../text/nearest.js'
import { spansOfBlock, textOf } from './block-text.js'
import { isComment, readClaim } from './claims.js'
import type { Reading } from './context.js'
import type { Block, Span } from './model.js'
import { promptPattern } from './prompts.js'
import { restore } from './protect.js'
import { sentencesOf } from './sentences.js'
import { spansOf } from './spans.js'

export function blocksOf(nodes: RootContent[], reading: Reading): Block[] {
  return nodes.flatMap((node) => {
    const blocks = block(node, reading)
    const said = blocks.flatMap(spansOfBlock).flatMap(sentencesOf)
    if (said.length > 0) reading.said = said.map(({ text }) => text)
    return blocks
  })
}

function block(node: RootContent, reading: Reading): Block[] {
  const line = lineOf(node, reading)
  const wrong = (message: string, detail = {}) => {
    reading.problems.add('REPORT_SOURCE_INVALID', line, message, detail)
    return []
  }
  switch (node.type) {
    case 'paragraph':
      return paragraph(node, reading)
    case 'list':
      return list(node, reading)
    case 'blockquote': {
      const inner = blocksOf(node.children, reading)
      if (inner.some(({ kind }) => kind !== 'paragraph')) return wrong('a quotation holds more than paragraphs')
      return inner.map((it) => ({ kind: 'quote', spans: it.kind === 'paragraph' ? it.spans : [] }))
    }
    case 'table':
      return [table(node, reading)]
    case 'heading':
      if (node.depth > 2) return [{ kind: 'paragraph', spans: spansOf(node.children, reading).map((span) => ({ ...span, bold: true })) }]
      return wrong(node.depth === 1 ? 'the title stands in report.yaml, not in a "#" heading' : 'a "##" heading stands outside of fences', {
        expected: '"## Heading" for a section, "### Heading" inside one',
      })
    case 'html':
      if (!isComment(node.value)) return wrong(`raw HTML is not printed: ${node.value.slice(0, 60)}`, { remedy: 'use Markdown; comments <!-- … --> may stay' })
      readClaim(node.value, line, () => reading.said, reading)
      return []
    case 'code':
      return wrong('a block of code is not printed by any output', { remedy: 'indent by fewer than four blanks, or use `code` in a line' })
    case 'thematicBreak':
      return wrong('a rule (---) is not printed by any output', { remedy: 'take it out, or begin a section with ##' })
    case 'containerDirective':
      return wrong(`a fence ":::${node.name}" cannot stand here`, { expected: ':::poster, :::paper or :::slide in a section, :::notes in a slide' })
    case 'definition':
      return wrong('link definitions are not read', { remedy: 'write the address where it is used: [text](https://…)' })
    default:
      return wrong(`"${node.type}" is not printed by any output`)
  }
}

function paragraph(node: Paragraph, reading: Reading): Block[] {
  const line = lineOf(node, reading)
  const figures = node.children.filter((child) => child.type === 'image')
  const isFigures = figures.length > 0 && node.children.every((child) => child.type === 'image' || (child.type === 'text' && child.value.trim() === ''))
  if (isFigures) return figures.flatMap((image) => figure(image, reading))
  const first = node.children[0]
  if (first?.type === 'text' && promptPattern.test(first.value)) {
    reading.prompts.push(line)
    return []
  }
  const equation = equationOf(node, reading)
  if (equation) return [equation]
  if (first?.type === 'text' && /^:{2,}[\w-]/.test(first.value)) {
    reading.problems.add('REPORT_SOURCE_INVALID', line, 'this fence cannot be read', {
      expected: ':::poster, :::paper, :::slide[A claim]{seconds=60 must} or :::notes, in a line of its own, brackets closed',
      received: first.value.split('\n')[0].slice(0, 60),
    })
    return []
  }
  const spans = spansOf(node.children, reading)
  return spans.length ? [{ kind: 'paragraph', spans }] : []
}

/** `$$ tex $$ {alt="in words"}` in a paragraph of its own. */
function equationOf(node: Paragraph, reading: Reading): Block | undefined {
  const [only] = node.children
  if (node.children.length !== 1 || only.type !== 'text') return undefined
  const match = /^\ue000(\d+)\ue001\s*(?:\{\s*alt\s*=\s*["“”]([^"“”]*)["“”]\s*\})?$/.exec(only.value.trim())
  const piece = match && reading.pieces[Number(match[1])]
  if (!match || piece?.kind !== 'display') return undefined
  return { kind: 'equation', tex: piece.tex, alt: restore(match[2] ?? '', reading.pieces).trim() }
}

function figure(image: Image, reading: Reading): Block[] {
  const line = lineOf(image, reading)
  const address = restore(image.url, reading.pieces)
  if (!address.startsWith('figure:')) {
    reading.problems.add('REPORT_SOURCE_INVALID', line, `a picture "${address.slice(0, 60)}" that is no figure of report.yaml`, {
      expected: '![](figure:NAME)',
      remedy: 'pictures come from the results of runs; name one under figures: in report.yaml',
    })
    return []
  }
  const name = decoded(address.slice('figure:'.length))
  if (!reading.figures.includes(name)) {
    const near = nearestNames(name, reading.figures)
    reading.problems.add('REPORT_FIGURE_UNKNOWN', line, `There is no figure "${name}" in report.yaml.`, {
      expected: `one of: ${[...near, ...reading.figures.filter((other) => !near.includes(other))].slice(0, 20).join(', ') || '(there are none)'}`,
      received: name,
      remedy: near.length ? `did you mean figure:${near[0]}?` : 'mend the name',
    })
    return []
  }
  return [{ kind: 'figure', name: captioned(name, image.alt ?? '', line, reading), line }]
}

const comments = /(<!--.*?-->)/s

/** With a caption of its own, the figure gets a name of its own. */
function captioned(name: string, caption: string, line: number, reading: Reading): string {
  if (caption.trim() === '') return name
  const own = `${name} line ${line}`
  const nodes = caption.split(comments).map((value) => ({ type: isComment(value) ? ('html' as const) : ('text' as const), value, position: at(line) }))
  const spans = spansOf(nodes, { ...reading, lineOf: () => line })
  reading.captions.set(own, { figure: name, caption: spans })
  reading.said = sentencesOf(spans).map(({ text }) => text)
  return own
}

function list(node: List, reading: Reading): Block[] {
  const items = node.children.flatMap((item): Span[][] => {
    const parts = blocksOf(item.children, reading)
    if (parts.length === 0) return []
    if (parts.length === 1 && parts[0].kind === 'paragraph') return [parts[0].spans]
    reading.problems.add('REPORT_SOURCE_INVALID', lineOf(item, reading), 'an item of a list is one paragraph', {
      expected: 'no list, figure or second paragraph inside an item',
      received: textOf(parts[0].kind === 'paragraph' ? parts[0].spans : []).slice(0, 60),
    })
    return []
  })
  return items.length ? [{ kind: 'list', ordered: node.ordered === true, items }] : []
}

function table(node: Table, reading: Reading): Block {
  const [header, ...rows] = node.children.map((row) => row.children.map((cell) => spansOf(cell.children, reading)))
  return { kind: 'table', header, rows: rows.map((row) => header.map((_, i) => row[i] ?? [])) }
}

function lineOf(node: { position?: { start: { line: number } } }, reading: Reading): number {
  return reading.lineOf(node.position?.start.line ?? 1)
}

function at(line: number) {
  return { start: { line, column: 1 }, end: { line, column: 1 } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
