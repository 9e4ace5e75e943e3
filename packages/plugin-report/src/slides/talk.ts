/**
 * The slides that are spoken: the title, and for each section its `:::slide`s.
 *
 * A section without any is drafted: its first sentence is the claim, sentences up to forty words stand as bullets, all of
 * its text goes to the notes, and every further figure gets a slide of its own, whose claim is the figure's caption.
 */

import { contentOf, paragraph } from '../document/content.js'
import type { DocFigure, Paragraph } from '../document/poster-document.js'
import { textOf } from '../source/block-text.js'
import type { Block, ReportSection, ReportSource, SlideSource, Span } from '../source/model.js'
import { countWords } from '../text/index.js'
import { typedMath } from '../text/math/index.js'
import type { Slide } from './model.js'
import { plainSpans, sentencesOf, withoutFullStop } from './words.js'

/** More is read instead of listened to. */
export const mostWordsShown = 40
const mostWordsOfClaim = 22

export function talkSlides(source: ReportSource): Slide[] {
  const ids = new Set<string>()
  const unique = (id: string) => {
    const free = ids.has(id) ? Array.from({ length: ids.size + 1 }, (_, i) => `${id}-${i + 2}`).find((other) => !ids.has(other)) : undefined
    ids.add(free ?? id)
    return free ?? id
  }
  const slides = [titleSlide(source), ...source.sections.flatMap((section) => slidesOf(section, source))]
  return slides.map((slide) => ({ ...slide, id: unique(slide.id) }))
}

function titleSlide({ settings, finding }: ReportSource): Slide {
  return {
    id: 'title',
    part: 'talk',
    role: 'title',
    topic: '',
    claim: plainSpans(settings.title),
    paragraphs: finding.length ? [paragraph(finding, false)] : [],
    figures: [],
    notes: [],
    must: true,
    place: 'the title',
    isDrafted: false,
    runs: [],
  }
}

function slidesOf(section: ReportSection, source: ReportSource): Slide[] {
  if (section.slides) return section.slides.map((slide, i) => writtenSlide(slide, section, source, i))
  return draftedSlides(section, source)
}

function writtenSlide({ claim, blocks, notes, seconds, must, line }: SlideSource, section: ReportSection, source: ReportSource, index: number): Slide {
  const id = `${section.id}-${index + 1}`
  const topic = topicOf(claim, section)
  const content = contentOf(blocks, source, id)
  const place = `slide "${textOf(claim)}" (line ${line})`
  return { id, part: 'talk', role: section.role, topic, claim, ...content, notes, seconds, must, place, isDrafted: false, runs: [] }
}

/** What the slide is about, above its claim: of `Result: beats every baseline` the first word, for the claim says the rest. */
function topicOf(claim: Span[], { heading }: ReportSection): string {
  return textOf(claim) === heading ? '' : heading.replace(/: .*$/s, '')
}

function draftedSlides(section: ReportSection, source: ReportSource): Slide[] {
  const { paragraphs, figures } = contentOf(section.blocks, source, section.id)
  if (paragraphs.length === 0 && figures.length === 0) return []
  const { claim, shown, notes } = draftWords(section, paragraphs, section.blocks)
  const base = { part: 'talk' as const, role: section.role, place: `section "${section.heading}" (line ${section.line})`, isDrafted: true, runs: [] }
  const topic = topicOf(claim, section)
  const first: Slide = { ...base, id: section.id, topic, claim, paragraphs: shown, figures: figures.slice(0, 1), notes, must: false }
  return [first, ...figures.slice(1).map((figure, i) => figureSlide(figure, section, { ...base, id: `${section.id}-${i + 2}` }))]
}

function figureSlide(figure: DocFigure, section: ReportSection, base: Pick<Slide, 'id' | 'part' | 'role' | 'place' | 'isDrafted' | 'runs'>): Slide {
  const { claim, caption } = captionAsClaim(figure, section.heading)
  return {
    ...base,
    topic: topicOf(claim, section),
    claim,
    paragraphs: [],
    figures: [{ ...figure, caption }],
    notes: [plainSpans(figure.alt)],
    must: false,
  }
}

/** The first sentence of a caption, where it is short enough to be read as a claim. */
export function captionAsClaim({ caption, origins = [] }: DocFigure, otherwise: string): { claim: Span[]; caption: string } {
  const [first = [], ...rest] = sentencesOf(plainSpans(caption))
  const words = countWords(textOf(first))
  if (words === 0 || words > mostWordsOfClaim) return { claim: plainSpans(otherwise), caption }
  return { claim: withoutFullStop(withOrigins(first, origins)), caption: rest.map(textOf).join(' ') }
}

/** A caption is plain text; its numbers are marked again where they are printed. */
function withOrigins(spans: Span[], origins: DocFigure['origins'] = []): Span[] {
  return origins.reduce((parts, number) => {
    const at = parts.findIndex((span) => !span.number && span.text.includes(number.printed))
    if (at < 0) return parts
    const [before, ...after] = parts[at].text.split(number.printed)
    const marked = [{ text: before }, { text: number.printed, number }, { text: after.join(number.printed) }].filter(({ text }) => text)
    return [...parts.slice(0, at), ...marked, ...parts.slice(at + 1)]
  }, spans)
}

function draftWords(section: ReportSection, paragraphs: Paragraph[], blocks: Block[]): { claim: Span[]; shown: Paragraph[]; notes: Span[][] } {
  const all = paragraphs.map(({ spans = [] }) => spans)
  const isList = blocks.some(({ kind }) => kind === 'list')
  const sentences = paragraphs.flatMap(({ spans = [], bullet }) => (bullet ? [spans] : sentencesOf(spans)))
  const [first = [], ...rest] = sentences
  const words = countWords(textOf(first))
  const isClaim = words > 3 && words <= mostWordsOfClaim && !paragraphs[0].bullet && typedMath(first).length === 0
  const claim = isClaim ? withoutFullStop(first) : plainSpans(section.heading)
  const left = isClaim ? rest : sentences
  let count = 0
  const shown = left.filter((spans, i) => {
    count += countWords(textOf(spans))
    return count <= mostWordsShown || (i === 0 && isList === false && left.length === 1)
  })
  return { claim, shown: shown.map((spans) => paragraph(spans, shown.length > 1)), notes: all }
}
