/**
 * How much of the page limit is used, to a tenth of a page, and how many words are too many.
 *
 * A page is filled column by column; its used share is that of the columns before and of the height above the last line.
 */
import type { PaperRules } from '../venues/venue.js'
import { countWords } from '../text/index.js'
import { type PaperBlock, type PaperDocument, spansOf, textOf } from './document.js'
import type { Mark } from './preview/compile.js'
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
  const exact = Math.max(...marks.filter(({ kind }) => kind === 'float' || kind === (rules.includesReferences ? 'end' : 'text')).map((mark) => position(mark, rules)))
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

function position({ page, x, y }: Mark, rules: PaperRules): number {
  const { columns, leftMm, topMm, gutterMm } = rules.layout
  const column = columns === 1 ? 0 : x * mmPerPt > leftMm + columnMm(rules) + gutterMm / 2 ? 1 : 0
  const height = Math.min(1, Math.max(0, (y * mmPerPt - topMm) / textHeightMm(rules)))
  return page - 1 + (column + height) / columns
}

/** Of plain text: lines of the columns, times words of average length (with a space) a line. */
function wordsPerPage(document: PaperDocument, rules: PaperRules): number {
  const words = document.sections.flatMap(({ blocks }) => blocks.flatMap((block) => spansOf(block).map(textOf))).join(' ')
  const count = countWords(words)
  const emPerWord = count > 50 ? timesWidthEm(words) / count + 0.25 : 2.8
  const { fontPt, leadingPt, columns } = rules.layout
  const wordsPerLine = columnMm(rules) / mmPerPt / fontPt / emPerWord
  return (textHeightMm(rules) / mmPerPt / leadingPt) * columns * wordsPerLine
}

function wordsOf(block: PaperBlock): number {
  const own = spansOf(block).reduce((sum, spans) => sum + countWords(textOf(spans)), 0)
  return own + (block.kind === 'figure' ? countWords(block.figure.caption) : 0)
}
