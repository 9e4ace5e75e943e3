/**
 * How much of the page limit is used, to a tenth of a page, and how many words are too many.
 *
 * A page is filled column by column; its used share is that of the columns before and of the height above the last line.
 */

import { spansOfBlock, textOf } from '../source/block-text.js'
import { countWords } from '../text/index.js'
import type { PaperRules } from '../venues/venue.js'
import type { PaperBlock, PaperDocument } from './document.js'
import type { Mark } from './preview/index.js'
import { columnMm, textHeightMm } from './rules.js'
import { timesWidthEm } from './times-widths.js'

export interface PageBudget {
  /** Pages of the preview. */
  pages: number
  /** To the end of what counts: with references where the limit includes them. */
  used: number
  limit: number
  includesReferences: boolean
  /** 0 where the paper fits. */
  wordsOver: number
  sections: { heading: string; words: number }[]
}

const mmPerPt = 25.4 / 72

export function pageBudget(document: PaperDocument, rules: PaperRules, marks: Mark[]): PageBudget {
  const end = marks.find(({ kind }) => kind === (rules.includesReferences ? 'end' : 'text'))
  const exact = end ? usedPages(end, marks, rules) : 0
  const used = Math.max(0.1, Math.round(exact * 10) / 10)
  const over = exact - rules.pages
  // a line that ends on the limit has position pages + rounding
  const wordsOver = over > 0.005 ? Math.max(1, Math.ceil(over * wordsPerPage(document, rules))) : 0
  return {
    pages: Math.max(...marks.map(({ page }) => page)),
    used: wordsOver ? Math.max(used, Math.ceil(rules.pages * 10 + 0.1) / 10) : Math.min(used, rules.pages),
    limit: rules.pages,
    includesReferences: rules.includesReferences,
    wordsOver,
    sections: [{ heading: 'Abstract', blocks: document.abstract }, ...document.sections]
      .map(({ heading, blocks }) => ({ heading, words: blocks.reduce((sum, block) => sum + wordsOf(block), 0) }))
      .filter(({ words }) => words > 0),
  }
}

/** Pages before the last one, and how full the columns of that are: text from the top, floats that stand below it. */
function usedPages(end: Mark, marks: Mark[], rules: PaperRules): number {
  const { columns } = rules.layout
  const floats = floatsOf(marks, rules)
  const last = Math.max(end.page, ...floats.map(({ page }) => page))
  const column = end.page < last ? -1 : columnOf(end, rules)
  const filled = Array.from({ length: columns }, (_, k) => {
    const text = k < column ? 1 : k === column ? heightShare(end.y, rules) : 0
    const below = floats.filter((float) => float.page === last && (float.column === 'all' || float.column === k) && float.from >= text - 0.01)
    return Math.min(
      1,
      below.reduce((sum, { from, to }) => sum + to - from, text),
    )
  })
  return last - 1 + filled.reduce((sum, share) => sum + share, 0) / columns
}

function floatsOf(marks: Mark[], rules: PaperRules): { page: number; column: number | 'all'; from: number; to: number }[] {
  return marks.flatMap((mark, i) => {
    if (!mark.kind.endsWith('-from')) return []
    const to = marks.slice(i).find(({ kind }) => kind === mark.kind.replace('-from', '-to')) ?? mark
    const column = mark.kind === 'wide-from' ? 'all' : columnOf(mark, rules)
    return [{ page: mark.page, column, from: heightShare(mark.y, rules), to: heightShare(to.y, rules) }]
  })
}

function columnOf({ x }: Mark, rules: PaperRules): number {
  const { columns, leftMm, gutterMm } = rules.layout
  return columns > 1 && x * mmPerPt > leftMm + columnMm(rules) + gutterMm / 2 ? 1 : 0
}

function heightShare(y: number, rules: PaperRules): number {
  return Math.min(1, Math.max(0, (y * mmPerPt - rules.layout.topMm) / textHeightMm(rules)))
}

/** Of plain text: lines of the columns, times words of average length (with a space) a line. */
function wordsPerPage(document: PaperDocument, rules: PaperRules): number {
  const words = document.sections.flatMap(({ blocks }) => blocks.flatMap((block) => spansOfBlock(block).map(textOf))).join(' ')
  const count = countWords(words)
  const emPerWord = count > 50 ? timesWidthEm(words) / count + 0.25 : 2.8
  const { fontPt, leadingPt, columns } = rules.layout
  const wordsPerLine = columnMm(rules) / mmPerPt / fontPt / emPerWord
  return (textHeightMm(rules) / mmPerPt / leadingPt) * columns * wordsPerLine
}

function wordsOf(block: PaperBlock): number {
  const own = spansOfBlock(block).reduce((sum, spans) => sum + countWords(textOf(spans)), 0)
  return own + (block.kind === 'figure' ? countWords(block.figure.caption) : 0)
}
