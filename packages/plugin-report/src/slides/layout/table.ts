/** A table on a slide, and what of it goes on on the next. */
import type { DocFigure } from '../../document/poster-document.js'
import { isTableKind, type TableContent } from '../../figures/index.js'
import type { Box, Rect, TableBox } from '../../layout/index.js'
import { layoutTable } from '../../layout/table.js'
import { captionBox, shownCaption } from './figure.js'
import { floorPt, type Tools } from './frame.js'
import { at } from './text.js'

/** The largest at which the whole table stands on one slide. */
const sizesPt = [22, 20, 18, floorPt]
const captionGapMm = 4

export interface TablePage {
  boxes: Box[]
  /** How many of the rows are on it, and columns that did not fit. */
  rows: number
  dropped: string[]
}

/** As many columns and rows as fit, at least one of each; what is left out is told in the caption. */
export function placeTable(figure: DocFigure, content: TableContent, room: Rect, tools: Tools): TablePage {
  const tried = sizesPt.map((sizePt) => tableAt(sizePt, figure, content, room, tools))
  return tried.find(({ rows, dropped }) => rows === content.rows.length && dropped.length === 0) ?? tried[tried.length - 1]
}

function tableAt(sizePt: number, figure: DocFigure, content: TableContent, room: Rect, tools: Tools): TablePage {
  const { box, dropped } = laid(figure, content, room, sizePt, tools)
  const left = (rows: number, columns: string[]) => {
    const missing = [
      rows < content.rows.length && `The first ${rows} of ${content.rows.length} rows.`,
      columns.length > 0 && `Also in the run: ${columns.join(', ')}.`,
    ]
    return captionOf(figure, [content.note, ...missing])
  }
  const below = (rows: number) => {
    const caption = captionBox(left(rows, dropped), room.widthMm, tools)
    return { caption, heightMm: caption ? caption.heightMm + captionGapMm : 0 }
  }
  const rows = rowsThatFit(box, (count) => room.heightMm - below(count).heightMm)
  const { caption } = below(rows)
  const table = firstRows(box, rows)
  const boxes: Box[] = [at(table, room.xMm, room.yMm)]
  if (caption) boxes.push(at(caption, room.xMm, room.yMm + table.heightMm + captionGapMm))
  return { boxes, rows, dropped }
}

/** Pages that together hold every row and every column; the first column is repeated on each. */
export function tablePages(figure: DocFigure, room: Rect, tools: Tools): Box[][] {
  const tried = sizesPt.map((sizePt) => pagesAt(sizePt, figure, room, tools))
  return tried.find(({ length }) => length === 1) ?? tried[tried.length - 1]
}

function pagesAt(sizePt: number, figure: DocFigure, room: Rect, tools: Tools): Box[][] {
  if (!isTableKind(figure.kind)) return []
  const content = figure.kind.table(figure.source, figure.options)
  const caption = (words: string) => captionBox(words, room.widthMm, tools)
  const pages: Box[][] = []
  let columns: TableContent | undefined = content
  while (columns) {
    const whole: TableContent = columns
    const { box, dropped } = laid(figure, whole, room, sizePt, tools)
    const shown = withColumns(whole, whole.columns.length - dropped.length)
    const [words, wordsOn] = [captionOf(figure, [content.note]), captionOf(figure, [content.note, 'Continued.'])]
    const belowMm = (caption(wordsOn)?.heightMm ?? 0) + captionGapMm
    for (let from = 0; from < shown.rows.length; ) {
      const part = { ...shown, rows: shown.rows.slice(from) }
      const table = from === 0 && dropped.length === 0 ? box : laid(figure, part, room, sizePt, tools).box
      const count = rowsThatFit(table, () => room.heightMm - belowMm)
      from += count
      const goesOn = from < shown.rows.length || dropped.length > 0
      const below = caption(goesOn ? wordsOn : words)
      const own = firstRows(table, count)
      pages.push([at(own, room.xMm, room.yMm), ...(below ? [at(below, room.xMm, room.yMm + own.heightMm + captionGapMm)] : [])])
    }
    columns = dropped.length > 0 && whole.columns.length - dropped.length > 1 ? restColumns(whole, dropped.length) : undefined
  }
  return pages
}

/** What else is told stands before the marks of the runs. */
function captionOf({ caption }: DocFigure, more: (string | false | undefined)[]): string {
  const shown = shownCaption(caption)
  const mark = /\s*\[[A-Z–, ]+\]\s*$/.exec(shown)?.[0] ?? ''
  return [shown.slice(0, shown.length - mark.length), ...more, mark.trim()].filter(Boolean).join(' ')
}

function laid(figure: DocFigure, content: TableContent, room: Rect, sizePt: number, { metrics, theme }: Tools): { box: TableBox; dropped: string[] } {
  const { box, dropped } = layoutTable(figure, content, room.widthMm, [floorPt, sizePt], metrics)
  return { box: { ...box, colour: theme.colours.text, rule: theme.colours.rule, background: theme.colours.page }, dropped }
}

/** At least one. */
function rowsThatFit({ rows: [header, ...rows] }: TableBox, roomMm: (count: number) => number): number {
  const height = (count: number) => header.heightMm + rows.slice(0, count).reduce((sum, row) => sum + row.heightMm, 0)
  let count = rows.length
  while (count > 1 && height(count) > roomMm(count)) count--
  return count
}

function firstRows(box: TableBox, count: number): TableBox {
  const rows = box.rows.slice(0, count + 1)
  return { ...box, rows, heightMm: rows.reduce((sum, row) => sum + row.heightMm, 0) }
}

function withColumns({ columns, rows }: TableContent, count: number): TableContent {
  return { columns: columns.slice(0, count), rows: rows.map(({ cells, strong }) => ({ strong, cells: cells.slice(0, count) })) }
}

function restColumns({ columns, rows, note }: TableContent, count: number): TableContent {
  const rest = <T>(all: T[]) => [all[0], ...all.slice(-count)]
  return { columns: rest(columns), rows: rows.map(({ cells, strong }) => ({ strong, cells: rest(cells) })), note }
}
