/** Blocks of the source as what a poster or a slide shows: paragraphs, bullets, figures, tables. */

import type { FigureSource, TableContent, TableKind } from '../figures/index.js'
import { numbersIn, textOf } from '../source/block-text.js'
import type { Block, ReportSource, Span } from '../source/model.js'
import { mathSpan } from '../text/math/index.js'
import type { DocFigure, Paragraph } from './poster-document.js'

export interface Content {
  paragraphs: Paragraph[]
  figures: DocFigure[]
}

/** `name` begins the names of tables that stand in the words. */
export function contentOf(blocks: Block[], source: ReportSource, name: string): Content {
  const content: Content = { paragraphs: [], figures: [] }
  for (const block of blocks) {
    switch (block.kind) {
      case 'figure': {
        const figure = source.figures.get(block.name)
        if (figure) content.figures.push(figure)
        break
      }
      case 'table':
        content.figures.push(writtenTable(`${name}-table-${content.figures.length + 1}`, block.header, block.rows))
        break
      case 'list':
        content.paragraphs.push(...block.items.map((spans) => paragraph(spans, true)))
        break
      case 'equation':
        content.paragraphs.push(paragraph([mathSpan(block.tex)], false))
        break
      case 'quote':
        content.paragraphs.push(
          paragraph(
            block.spans.map((span) => ({ ...span, italic: true })),
            false,
          ),
        )
        break
      default:
        content.paragraphs.push(paragraph(block.spans, false))
    }
  }
  return content
}

export function paragraph(spans: Span[], bullet: boolean): Paragraph {
  return { text: textOf(spans), spans, bullet }
}

function writtenTable(name: string, header: Span[][], rows: Span[][][]): DocFigure {
  const texts = rows.map((row) => row.map(textOf))
  const isNumeric = (column: number) => texts.length > 0 && texts.every((row) => /^[−–\d]/.test(row[column] ?? '–'))
  const content: TableContent = {
    columns: header.map((spans, i) => ({ label: textOf(spans), align: isNumeric(i) ? 'right' : 'left' })),
    rows: texts.map((cells) => ({ cells, strong: false })),
  }
  const alt = `Table of ${rows.length} rows: ${header.map(textOf).join(', ')}.`
  return { ...tableFigure(name, content, '', alt), origins: numbersIn([...header, ...rows.flat()]) }
}

const nowhere: FigureSource = { result: { shape: 'table', title: '', columns: [], rows: [] }, runDir: '' }

/** A table whose cells are known already, as a figure. */
export function tableFigure(name: string, content: TableContent, caption: string, alt: string): DocFigure {
  const kind: TableKind = { about: 'a table of the talk', draws: () => false, table: () => content, alt: () => alt }
  return { name, kind, source: nowhere, options: {}, caption, alt }
}
