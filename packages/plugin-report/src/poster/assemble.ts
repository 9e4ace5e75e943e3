/** A report's source into the poster's document: what stands in `:::poster` fences, else what stands in none. */

import { contentOf } from '../document/content.js'
import type { DocFigure, DocSection, PosterDocument, PosterLogo } from '../document/poster-document.js'
import { isTableKind } from '../figures/index.js'
import { spansOfBlock } from '../source/block-text.js'
import type { Block, ReportSection, ReportSource, Span } from '../source/model.js'
import { originsText } from './origins.js'
import { qrCode } from './qr-code.js'

export function assemblePoster(source: ReportSource, logos: PosterLogo[] = []): PosterDocument {
  const { title, authors, affiliation, contact, stamp, links, acknowledgements } = source.settings
  const home = [affiliation, contact].filter(Boolean).join('  ·  ')
  const shown = source.sections.map((section) => ({ role: section.role, section: assembleSection(section, source) }))
  const sections = shown.map(({ section }) => section).filter(({ paragraphs, figures }) => paragraphs.length + figures.length > 0)
  const key = keyFigure(shown)
  return {
    title,
    byline: [authors.filter(Boolean).join(', '), home].filter(Boolean),
    finding: bound(source.finding),
    stamp,
    numbers: source.numbers.map(({ value, label }) => ({ value: bound(value), label: bound(label) })),
    sections,
    ...(key ? { key } : {}),
    links: links.map(({ label, url }) => ({ label: label || url, url, qr: qrCode(url) })),
    logos,
    acknowledgements,
    references: citedKeys(source).size,
    footer: originsText(source.runs),
  }
}

function blocksOf({ poster, blocks }: ReportSection): Block[] {
  return poster ?? blocks
}

function assembleSection(section: ReportSection, source: ReportSource): DocSection {
  const { paragraphs, figures } = contentOf(blocksOf(section), source, section.id)
  return {
    heading: section.heading,
    paragraphs: paragraphs.map(({ spans = [], bullet }) => {
      const own = bound(spans)
      return { text: own.map(({ text }) => text).join(''), spans: own, bullet }
    }),
    figures: figures.map((figure) => ({ ...figure, caption: boundText(figure.caption) })),
    wide: section.wide,
  }
}

/** The first picture of the results, else the first picture of all. */
function keyFigure(shown: { role: ReportSection['role']; section: DocSection }[]): DocFigure | undefined {
  const pictures = ({ figures }: DocSection) => figures.filter(({ kind }) => !isTableKind(kind))
  const inResults = shown.filter(({ role }) => role === 'results').flatMap(({ section }) => pictures(section))
  return inResults[0] ?? shown.flatMap(({ section }) => pictures(section))[0]
}

function citedKeys({ sections, finding }: ReportSource): Set<string> {
  const spans = [finding, ...sections.flatMap((section) => blocksOf(section).flatMap(spansOfBlock))].flat()
  return new Set(spans.flatMap(({ cite }) => cite ?? []))
}

function bound(spans: Span[]): Span[] {
  return spans.map((span) => ({ ...span, text: boundText(span.text) }))
}

/** Keeps a run's mark, a percent sign and an equals sign on the line of what they belong to. */
function boundText(text: string): string {
  return text
    .replace(/ (\[[A-Z]+(?:(?:, |–)[A-Z]+)*\])/g, '\u00a0$1')
    .replace(/(\d) %/g, '$1\u00a0%')
    .replace(/\b(n) = (\d)/g, '$1\u00a0=\u00a0$2')
}
