/**
 * How wide the columns of a table are: each as wide as it wants where all fit; else the wide ones share what is left.
 *
 * The same widths go to LaTeX and to the preview. In: cells as text. Out: mm, and whether the table needs both columns of the page.
 */
import { timesWidthEm } from './times-widths.js'

export interface TableWidths {
  columnMm: number[]
  /** False where no cell is broken: LaTeX then needs no widths. */
  broken: boolean
  spansPage: boolean
}

export const tableGapMm = 2.4
const mmPerPt = 25.4 / 72

/** How much wider than Times. In Times bold is counted with what a line needs to fit elsewhere too. */
export interface Typeface {
  text: number
  bold: number
}

export const times: Typeface = { text: 1.08, bold: 1.08 }
/** As pdfLaTeX measures it at 9 pt: running words are 1.11 as wide, bold ones 1.22 to 1.27. */
export const computerModern: Typeface = { text: 1.14, bold: 1.29 }

/** `strong` names the rows in bold, as the header is. */
export function tableWidths(
  header: string[],
  rows: string[][],
  sizePt: number,
  columnMm: number,
  textMm: number,
  { text: plain, bold } = times,
  strong: boolean[] = [],
): TableWidths {
  const wide = ({ text, factor }: { text: string; factor: number }) => timesWidthEm(text) * sizePt * mmPerPt * factor
  const cells = header.map((label, i) => [{ text: label, factor: bold }, ...rows.map((row, r) => ({ text: row[i] ?? '', factor: strong[r] ? bold : plain }))])
  const natural = cells.map((texts) => Math.max(...texts.map(wide), 1))
  const least = cells.map((texts) => Math.max(...texts.flatMap(({ text, factor }) => text.split(/\s+/).map((word) => wide({ text: word, factor }))), 1))
  const gaps = (header.length - 1) * tableGapMm
  const sum = (widths: number[]) => widths.reduce((total, width) => total + width, gaps)
  for (const [roomMm, spansPage] of [
    [columnMm, false],
    [textMm, true],
  ] as const) {
    if (sum(natural) <= roomMm) return { columnMm: natural, broken: false, spansPage }
    if (sum(least) <= roomMm && (spansPage || linesOf(natural, share(natural, least, roomMm - gaps)) <= 3)) {
      return { columnMm: share(natural, least, roomMm - gaps), broken: true, spansPage }
    }
  }
  const scale = (textMm - gaps) / (sum(least) - gaps)
  return { columnMm: least.map((width) => width * scale), broken: true, spansPage: true }
}

/** Each column at least its longest word; the rest goes to those that want more, by how much more they want. */
function share(natural: number[], least: number[], roomMm: number): number[] {
  const wanted = natural.map((width, i) => width - least[i])
  const want = wanted.reduce((a, b) => a + b, 0)
  const left = roomMm - least.reduce((a, b) => a + b, 0)
  return least.map((width, i) => width + (want > 0 ? (left * wanted[i]) / want : 0))
}

function linesOf(natural: number[], given: number[]): number {
  return Math.max(...natural.map((width, i) => Math.ceil(width / given[i])))
}
