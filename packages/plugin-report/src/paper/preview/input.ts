/** The paper as the data of the Typst program: words stay words. */
import type { Span } from '../../source/model.js'
import { cleanText } from '../../text/index.js'
import { parseMath } from '../../text/math/index.js'
import type { PaperRules } from '../../venues/venue.js'
import type { PaperBlock, PaperDocument } from '../document.js'
import type { PaperFigure } from '../figures.js'
import { kitOf } from '../kits.js'
import { curled, curledText } from '../quotes.js'
import { tableGapMm } from '../table-widths.js'
import { tableOf } from '../tables.js'

/** Libertinus Serif and New Computer Modern Math lie in the compiler; Arimo has some letters that they lack. */
export const previewFonts = ['Libertinus Serif', 'New Computer Modern', 'Arimo']

export interface PreviewInput {
  input: object
  /** Mathematics that is printed as its TeX. */
  undrawnMath: string[]
}

export function previewInput(
  document: PaperDocument,
  rules: PaperRules,
  figures: PaperFigure[],
  bibliography: { text: string; keys: Set<string> },
): PreviewInput {
  const kit = kitOf(rules.layout)
  const undrawn = new Set<string>()
  const numbers = { figure: 0, table: 0 }
  const byName = new Map(figures.map((figure) => [figure.name, figure]))

  const span = (it: Span): object => {
    const words = {
      kind: 'text',
      text: it.text,
      bold: it.bold ?? false,
      italic: it.italic ?? false,
      code: it.code ?? false,
      missing: false,
      href: it.href ?? '',
    }
    if (it.cite?.length) {
      const known = it.cite.every((key) => bibliography.keys.has(key))
      return known ? { kind: 'cite', keys: it.cite } : { ...words, text: `[${it.cite.join(', ')}?]`, missing: true }
    }
    if (!it.math) return words
    const tex = it.tex ?? it.text
    const tree = parseMath(tex)
    if (tree) return { kind: 'math', tree, alt: tex.trim() || 'empty' }
    undrawn.add(tex)
    return { ...words, text: tex, code: true }
  }
  const spans = (list: Span[]) => curled(list).map(span)
  let id = 0
  const block = (it: PaperBlock): object[] => drawn(it).map((one) => ({ wide: false, ...one, id: id++ }))
  const drawn = (it: PaperBlock): object[] => {
    const table = tableOf(it, rules)
    if (table) {
      const rows = table.rows.map(({ cells, strong }) => ({ strong, cells: cells.map(spans) }))
      const caption = it.kind === 'figure' ? { caption: curledText(it.figure.caption), number: ++numbers.table } : { caption: '', number: 0 }
      return [
        {
          kind: 'table',
          ...caption,
          ...table.widths,
          wide: table.widths.spansPage,
          gapMm: tableGapMm,
          aligns: table.aligns,
          header: table.header.map(spans),
          rows,
        },
      ]
    }
    switch (it.kind) {
      case 'paragraph':
      case 'quote':
        return [{ kind: it.kind, spans: spans(it.spans) }]
      case 'list':
        return [{ kind: 'list', ordered: it.ordered, items: it.items.map(spans) }]
      case 'todo':
        return [it]
      case 'equation': {
        const tree = parseMath(it.tex)
        if (tree) return [{ kind: 'equation', tree, alt: it.alt.trim() || it.tex.trim() || 'empty' }]
        undrawn.add(it.tex)
        return [{ kind: 'source', text: it.tex }]
      }
      case 'figure': {
        const figure = byName.get(it.figure.name)
        const wide = it.wide && rules.layout.columns > 1
        return figure?.svg
          ? [{ kind: 'figure', file: `/${figure.file}.svg`, alt: it.figure.alt, caption: curledText(it.figure.caption), number: ++numbers.figure, wide }]
          : []
      }
      case 'table':
        return []
    }
  }
  const { widthMm, heightMm, topMm, bottomMm, leftMm, rightMm, gutterMm, columns, fontPt, leadingPt, pageNumbers } = rules.layout
  const input = {
    title: curledText(document.title),
    authors: document.authors,
    byline: document.anonymous ? 'Anonymous submission' : document.authors.join(', '),
    home: [document.affiliation, document.contact].filter(Boolean),
    ...{ widthMm, heightMm, topMm, bottomMm, leftMm, rightMm, gutterMm, columns, fontPt, leadingPt, pageNumbers },
    ...{
      titleBlock: kit.titleBlock,
      heading: kit.heading,
      abstractStyle: kit.abstract,
      caption: kit.caption,
      captionLabel: kit.captionLabel,
      references: kit.references,
    },
    ...{ itemGapPt: kit.itemGapPt, listGapPt: kit.listGapPt, referenceGapPt: kit.referenceGapPt },
    ...{ firstFootPt: kit.firstFootPt, footWide: kit.footWide },
    fonts: previewFonts,
    abstract: withWord(document.abstract, kit.abstract.heading === 'run-in').flatMap(block),
    sections: document.sections.map(({ heading, blocks }) => ({ heading: curledText(heading), blocks: blocks.flatMap(block) })),
    acknowledgements: curledText(document.acknowledgements),
    runs: document.runs,
    bibliography: bibliography.text,
    style: kit.authorYear ? 'chicago-author-date' : 'ieee',
  }
  return { input, undrawnMath: [...undrawn] }
}

/** The word `Abstract.` in the first line, where the kit sets it there. */
function withWord(abstract: PaperBlock[], runIn: boolean): PaperBlock[] {
  const word: Span = { text: 'Abstract. ', bold: true }
  const [first, ...rest] = abstract
  if (!runIn || !first) return abstract
  return first.kind === 'paragraph' ? [{ ...first, spans: [word, ...first.spans] }, ...rest] : [{ kind: 'paragraph', spans: [word] }, ...abstract]
}

/** Control characters become spaces; characters that no font has, hollow squares. */
export function printableInput(input: object, lacking: Set<string>): object {
  const printable = (text: string) => [...cleanText(text)].map((character) => (lacking.has(character) ? '□' : character)).join('')
  return JSON.parse(JSON.stringify(input), (_, value) => (typeof value === 'string' ? printable(value) : value)) as object
}
