/**
 * A source to the files of a talk, all in memory: nothing is written unless everything is right.
 *
 * Errors: REPORT_SLIDE_OVERFLOW, REPORT_SLIDE_CHECK, and those of figures and backends.
 */
import { PhdError } from '@phd/core'
import { type Drawings, drawPictures, inlinePictures, renderPptx, renderTypst, svgToPng } from '../backends/index.js'
import { type Check, checkLayout, note } from '../check/index.js'
import type { LaidDocument, LayoutModel } from '../layout/index.js'
import { figuresOfPages, numbersOfPages, numbersOfSpans, type PlacedFigure, type PrintedNumber } from '../manifest/index.js'
import type { ReportSource } from '../source/model.js'
import { countWords, loadFontMetrics, missingCharacters } from '../text/index.js'
import type { Theme } from '../themes/theme.js'
import { type Cut, cutTo } from './cut.js'
import { slidesDocument } from './document.js'
import { handoutPages } from './handout.js'
import { renderDeck } from './html/index.js'
import { type LaidSlide, layoutDeck, type SlideSize, slidePage } from './layout/index.js'
import { speakerNotes } from './notes.js'
import { overviewPng } from './overview.js'
import { mostWordsShown } from './talk.js'
import { type TimeTable, timeTable } from './time-table.js'
import { wordsIn } from './words.js'

export interface TalkChoices {
  talkMinutes: number
  questionMinutes: number
  wordsPerMinute: number
  size: SlideSize
  theme: Theme
  /** Minutes of a shorter talk from the same slides. */
  cutMinutes?: number
  /** One PNG a slide. */
  png: boolean
  /** Name that the title slide shows. */
  venue: string
  /** Least number that the venue takes; a note where there are more. */
  mostSlides?: number
}

export interface BuiltSlides {
  files: { path: string; data: string | Uint8Array }[]
  document: LaidDocument
  slides: LaidSlide[]
  table: TimeTable
  cut: Cut['cut']
  numbers: PrintedNumber[]
  figures: PlacedFigure[]
  words: number
  checks: Check[]
}

const pngWidthPx = 1280

export async function buildSlides(source: ReportSource, choices: TalkChoices): Promise<BuiltSlides> {
  const { theme, size, wordsPerMinute } = choices
  const metrics = await loadFontMetrics(theme.fonts)
  const page = slidePage(size)
  const whole = slidesDocument(source, choices.venue)
  const { slides: kept, cut, notes: cutNotes } = choices.cutMinutes ? cutTo(choices.cutMinutes, whole.slides, wordsPerMinute) : { slides: whole.slides, cut: [], notes: [] }
  const table = timeTable(kept, choices.cutMinutes ?? choices.talkMinutes, wordsPerMinute)
  const laid = layoutDeck({ ...whole, slides: kept }, source.runs, { page, metrics, theme }).map(({ slide, page: own }, i) => ({
    slide,
    page: { ...own, notes: speakerNotes(slide, table.slides[i]) },
  }))
  const document: LaidDocument = { title: whole.title, authors: whole.authors, pages: laid.map(({ page: own }) => own) }
  const drawings = await drawPictures(document)
  const checks = [...checkSlides(document, drawings, (own, drawn) => checkLayout(own, drawn, page, metrics)), ...remarks(laid, table, cutNotes, choices)]
  const missing = missingCharacters(document.pages.map(textOfPage).join(''), metrics)
  checks.push(note('characters', missing.length ? [`the font has no ${missing.slice(0, 12).join(' ')}: PDF and PNG show □`] : []))
  requirePassed(checks)
  const settings = { metrics, theme }
  const { pdf, svgs } = await renderTypst(document, drawings, { ...settings, svgPages: laid.map((_, i) => i) })
  const handout = await renderTypst(handoutPages(laid, svgs, table, document, settings), new Map(), { metrics, theme: onPaper(theme) })
  const questionPage = laid.findIndex(({ slide }) => slide.questions)
  const files: BuiltSlides['files'] = [
    { path: 'slides.pptx', data: await renderPptx(document, drawings, { ...settings, date: dateOf(source) }) },
    { path: 'slides.pdf', data: pdf },
    { path: 'slides.html', data: renderDeck(document, drawings, { ...settings, table, questionPage }) },
    { path: 'slides-notes.pdf', data: handout.pdf },
    { path: 'slides-overview.png', data: await overviewPng(laid, svgs) },
  ]
  if (choices.png) for (const [i, svg] of svgs.entries()) files.push({ path: `slides-${String(i + 1).padStart(2, '0')}.png`, data: await pagePng(svg, theme) })
  const said = laid.flatMap(({ slide }, i) => slide.notes.flatMap((spans) => numbersOfSpans(spans, { page: i + 1, place: 'notes' })))
  return {
    files,
    document,
    slides: laid,
    table,
    cut,
    numbers: [...numbersOfPages(document), ...said],
    figures: figuresOfPages(document, source.settings.figures),
    words: countWords(document.pages.map(textOfPage).join(' ')),
    checks,
  }
}

function pagePng(svg: string, { colours }: Theme): Promise<Uint8Array> {
  return svgToPng(inlinePictures(svg), pngWidthPx, colours.page)
}

/** A handout is printed on white, whatever the slides stand on. */
function onPaper(theme: Theme): Theme {
  return { ...theme, colours: { ...theme.colours, page: '#FFFFFF' } }
}

/** One check a rule over all slides; each place says on which. */
function checkSlides({ pages }: LaidDocument, drawings: Drawings, check: (page: LayoutModel, drawings: Drawings) => Check[]): Check[] {
  const byRule = new Map<string, Check>()
  pages.forEach((page, i) => {
    for (const found of check(page, drawings)) {
      const places = [...(byRule.get(found.rule)?.places ?? []), ...found.places.map((place) => `slide ${i + 1}: ${place}`)]
      byRule.set(found.rule, { ...found, places, ok: places.length === 0 })
    }
  })
  return [...byRule.values()]
}

function remarks(laid: LaidSlide[], table: TimeTable, cutNotes: string[], { mostSlides }: TalkChoices): Check[] {
  const talk = laid.filter(({ slide }) => slide.part === 'talk')
  const wordy = talk.flatMap(({ slide }, i) => {
    const words = wordsIn(slide.paragraphs.map(({ text, spans }) => spans ?? [{ text }]))
    return words > mostWordsShown && slide.role !== 'title' ? [`slide ${i + 1} shows ${words} words below its claim: ${mostWordsShown} are read while you speak`] : []
  })
  const crowded = talk.flatMap(({ slide }, i) => (slide.figures.length > 1 ? [`slide ${i + 1} shows ${slide.figures.length} figures: one a slide is seen from the back`] : []))
  const many = mostSlides !== undefined && talk.length > mostSlides ? [`${talk.length} slides; the venue takes ${mostSlides}`] : []
  return [note('time', [...table.notes, ...cutNotes]), note('slide-words', wordy), note('slide-figures', crowded), note('slide-count', many)]
}

function requirePassed(checks: Check[]): void {
  const failed = checks.filter(({ ok, severity }) => !ok && severity === 'error')
  if (failed.length === 0) return
  throw new PhdError('REPORT_SLIDE_CHECK', `The slides fail ${failed.map(({ rule }) => rule).join(', ')}.`, {
    received: failed
      .flatMap(({ places }) => places)
      .slice(0, 8)
      .join('; '),
    remedy: 'mend these slides in report.md and report.yaml',
  })
}

function textOfPage({ boxes, title }: LayoutModel): string {
  return [title, ...boxes.flatMap((box) => (box.kind === 'text' ? box.paragraphs.map(({ text }) => text) : []))].join(' ')
}

/** The end of the last run: the same runs give the same date. */
function dateOf({ runs }: ReportSource): Date {
  const times = runs.map(({ run }) => Date.parse(run.ended ?? run.started)).filter(Number.isFinite)
  return new Date(times.length ? Math.max(...times) : Date.UTC(2000, 0, 1))
}
