/** The blocks of a section as LaTeX. */
import type { PaperRules } from '../../venues/venue.js'
import type { PaperBlock } from '../document.js'
import { columnMm, textWidthMm } from '../rules.js'
import { type PaperTable, tableOf } from '../tables.js'
import { commentTex } from './escape.js'
import { checkMath } from './math-check.js'
import { type TexNotes, texOfSpans, texOfText } from './spans.js'
import { tabular } from './table.js'

export interface BlockTools {
  rules: PaperRules
  notes: TexNotes
  /** Figure name to the file's name without folder and ending. */
  files: Map<string, string>
}

export function texOfBlocks(blocks: PaperBlock[], tools: BlockTools): string {
  return blocks.map((block) => texOfBlock(block, tools)).join('\n\n')
}

function texOfBlock(block: PaperBlock, tools: BlockTools): string {
  const { notes, rules } = tools
  const table = tableOf(block, rules)
  if (table) return texOfTable(block, table, tools)
  switch (block.kind) {
    case 'paragraph':
      return wrapLines(texOfSpans(block.spans, notes))
    case 'quote':
      return `\\begin{quote}\n${wrapLines(texOfSpans(block.spans, notes))}\n\\end{quote}`
    case 'list': {
      const name = block.ordered ? 'enumerate' : 'itemize'
      return [`\\begin{${name}}`, ...block.items.map((item) => `\\item {}${wrapLines(texOfSpans(item, notes))}`), `\\end{${name}}`].join('\n')
    }
    case 'equation': {
      const { tex, ams } = checkMath(block.tex)
      notes.ams ||= ams
      return `\\begin{equation}\n${tex}\n\\end{equation}`
    }
    case 'todo':
      return commentTex(`TODO: ${block.text}`)
    case 'figure':
      return texOfFigure(block, tools)
    case 'table':
      return ''
  }
}

function texOfFigure(block: Extract<PaperBlock, { kind: 'figure' }>, { notes, files, rules }: BlockTools): string {
  const { figure, wide } = block
  const name = wide && rules.layout.columns > 1 ? 'figure*' : 'figure'
  const width = (wide ? textWidthMm(rules) : columnMm(rules)).toFixed(2)
  return [
    commentTex(`What is to be seen: ${figure.alt}`),
    `\\begin{${name}}[t]`,
    '\\centering',
    `\\includegraphics[width=${width}mm]{figures/${files.get(figure.name)}.pdf}`,
    `\\caption{${wrapLines(texOfText(figure.caption, notes))}}`,
    `\\label{fig:${files.get(figure.name)}}`,
    `\\end{${name}}`,
  ].join('\n')
}

function texOfTable(block: PaperBlock, table: PaperTable, { notes, files }: BlockTools): string {
  const rows = table.rows.map(({ cells, strong }) => ({ cells: cells.map((cell) => texOfSpans(cell, notes)), strong }))
  const body = tabular({ header: table.header.map((cell) => texOfSpans(cell, notes)), rows, aligns: table.aligns }, table.widths)
  const name = table.widths.spansPage ? 'table*' : 'table'
  if (block.kind !== 'figure') {
    return table.widths.spansPage ? `\\begin{${name}}[t]\n\\centering\\small\n${body}\n\\end{${name}}` : `\\begin{center}\n\\small\n${body}\n\\end{center}`
  }
  return [
    `\\begin{${name}}[t]`,
    '\\centering\\small',
    body,
    `\\caption{${wrapLines(texOfText(block.figure.caption, notes))}}`,
    `\\label{tab:${files.get(block.figure.name)}}`,
    `\\end{${name}}`,
  ].join('\n')
}

/** Lines of about 100 characters, broken at spaces: easier to compare and to edit. Never inside braces of a command name. */
export function wrapLines(tex: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of tex.split(' ')) {
    if (line && line.length + word.length > 100 && !line.endsWith('\\')) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].join('\n')
}
