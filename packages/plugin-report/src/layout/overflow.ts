/** How many words too many there are, found by shortening the longest texts until the poster fits. */
import type { PosterDocument } from '../document/poster-document.js'
import { countWords, type FontMetrics } from '../text/index.js'
import type { Page } from './page.js'
import { layoutPoster } from './poster.js'

export interface Overflow {
  wordsOver: number
  /** Places with more words than fit, longest first. */
  places: { place: string; words: number; fits: number }[]
}

/** Undefined where not even headings, captions and figures fit. */
export function measureOverflow(document: PosterDocument, page: Page, metrics: FontMetrics): Overflow | undefined {
  const texts = textsOf(document)
  const most = Math.max(0, ...texts.map(({ words }) => words))
  let [fits, fails] = [0, most]
  if (!layoutPoster(capped(document, 0), page, metrics)) return undefined
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2)
    if (layoutPoster(capped(document, middle), page, metrics)) fits = middle
    else fails = middle
  }
  const places = texts
    .filter(({ words }) => words > fits)
    .map(({ place, words }) => ({ place, words, fits }))
    .sort((a, b) => b.words - a.words)
  return { wordsOver: places.reduce((sum, { words }) => sum + words - fits, 0), places }
}

function textsOf({ title, finding, byline, numbers, footer, sections }: PosterDocument): { place: string; words: number }[] {
  const texts = [
    { place: 'title', words: countWords(title) },
    { place: 'finding', words: countWords(finding) },
    { place: 'authors and affiliation', words: countWords(byline.join(' ')) },
    { place: 'numbers', words: Math.max(0, ...numbers.map(({ label }) => countWords(label))) },
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

/** The document with at most `words` words in each text. */
function capped(document: PosterDocument, words: number): PosterDocument {
  const cut = (text: string) => text.split(/\s+/).filter(Boolean).slice(0, words).join(' ')
  return {
    ...document,
    title: cut(document.title),
    finding: cut(document.finding),
    byline: document.byline.map(cut),
    numbers: document.numbers.map(({ value, label }) => ({ value, label: cut(label) })),
    footer: cut(document.footer),
    sections: document.sections.map((section) => ({
      ...section,
      heading: cut(section.heading),
      paragraphs: cappedParagraphs(section.paragraphs, words),
      figures: section.figures.map((figure) => ({ ...figure, caption: cut(figure.caption) })),
    })),
  }
}

function cappedParagraphs(paragraphs: PosterDocument['sections'][number]['paragraphs'], words: number) {
  let left = words
  return paragraphs.flatMap(({ text, bullet }) => {
    const kept = text.split(/\s+/).filter(Boolean).slice(0, left)
    left -= kept.length
    return kept.length ? [{ text: kept.join(' '), bullet }] : []
  })
}
