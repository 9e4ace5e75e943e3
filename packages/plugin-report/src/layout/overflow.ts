/** How many words too many there are, found by shortening the longest texts until the poster fits. */
import type { Paragraph, PosterDocument } from '../document/poster-document.js'
import type { PosterStyle } from '../kinds.js'
import type { Span } from '../source/model.js'
import { countWords } from '../text/index.js'
import type { Page } from './page.js'
import type { LayoutTools } from './sizes.js'

export interface Overflow {
  wordsOver: number
  /** Places with more words than fit, longest first. */
  places: { place: string; words: number; fits: number }[]
}

/** Undefined where not even headings, captions and figures fit. */
export function measureOverflow(document: PosterDocument, page: Page, style: PosterStyle, tools: LayoutTools): Overflow | undefined {
  const texts = textsOf(document)
  const most = Math.max(0, ...texts.map(({ words }) => words))
  const fitsWith = (words: number) => style.layout(capped(document, words), page, tools) !== undefined
  let [fits, fails] = [0, most]
  if (!fitsWith(0)) return undefined
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2)
    if (fitsWith(middle)) fits = middle
    else fails = middle
  }
  const places = texts
    .filter(({ words }) => words > fits)
    .map(({ place, words }) => ({ place, words, fits }))
    .sort((a, b) => b.words - a.words)
  return { wordsOver: places.reduce((sum, { words }) => sum + words - fits, 0), places }
}

function textsOf({ title, finding, byline, numbers, footer, sections, acknowledgements }: PosterDocument): { place: string; words: number }[] {
  const texts = [
    { place: 'title', words: countWords(title) },
    { place: 'finding', words: countWords(joined(finding)) },
    { place: 'authors and affiliation', words: countWords(byline.join(' ')) },
    { place: 'numbers', words: Math.max(0, ...numbers.map(({ label }) => countWords(joined(label)))) },
    { place: 'acknowledgements', words: countWords(acknowledgements) },
    { place: 'footer', words: countWords(footer) },
  ]
  for (const { heading, paragraphs, figures } of sections) {
    const place = `section "${heading || 'without heading'}"`
    texts.push({ place: `heading of ${place}`, words: countWords(heading) })
    texts.push({ place, words: paragraphs.reduce((sum, { text }) => sum + countWords(text), 0) })
    for (const { name, caption } of figures) texts.push({ place: `caption of ${name}`, words: countWords(caption) })
  }
  return texts
}

function joined(spans: Span[]): string {
  return spans.map(({ text }) => text).join('')
}

/** The document with at most `words` words in each text. */
function capped(document: PosterDocument, words: number): PosterDocument {
  const cut = (text: string) => text.split(/\s+/).filter(Boolean).slice(0, words).join(' ')
  const cutSpans = (spans: Span[]) => [{ text: cut(joined(spans)) }]
  const cutFigure = <T extends { caption: string }>(figure: T): T => ({ ...figure, caption: cut(figure.caption) })
  return {
    ...document,
    title: cut(document.title),
    finding: cutSpans(document.finding),
    byline: document.byline.map(cut),
    numbers: document.numbers.map(({ value, label }) => ({ value, label: cutSpans(label) })),
    acknowledgements: cut(document.acknowledgements),
    footer: cut(document.footer),
    ...(document.key ? { key: cutFigure(document.key) } : {}),
    sections: document.sections.map((section) => ({
      ...section,
      heading: cut(section.heading),
      paragraphs: firstWords(section.paragraphs, words),
      figures: section.figures.map(cutFigure),
    })),
  }
}

export function firstWords(paragraphs: Paragraph[], words: number): Paragraph[] {
  let left = words
  return paragraphs.flatMap(({ text, bullet }) => {
    const kept = text.split(/\s+/).filter(Boolean).slice(0, left)
    left -= kept.length
    return kept.length ? [{ text: kept.join(' '), bullet }] : []
  })
}
