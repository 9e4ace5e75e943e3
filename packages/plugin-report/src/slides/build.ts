/**
 * A source to the files of a talk, all in memory: nothing is written unless everything is right.
 *
 * Errors: REPORT_SLIDE_OVERFLOW, REPORT_CHECK, and those of figures and backends.
 */
import { coreVersion } from '@phd/core'
import { drawPictures, inlinePictures, loadWriters, Previews, renderPptx, renderTypst, svgToPng } from '../backends/index.js'
import { type Check, checkPages, note, requirePassed } from '../check/index.js'
import { typedMathPlaces } from '../document/typed-math.js'
import type { LaidDocument, LayoutModel } from '../layout/index.js'
import { type Build, figuresOfPages, numbersOfPages, numbersOfSpans, travellingManifest, usedRuns } from '../manifest/index.js'
import type { ReportSource } from '../source/model.js'
import { endOfRuns } from '../source/runs.js'
import { countWords, loadFontMetrics, missingCharacters } from '../text/index.js'
import type { Theme } from '../themes/theme.js'
import { type Cut, cutTo } from './cut.js'
import { slidesDocument } from './document.js'
import { handoutPages } from './handout.js'
import { renderDeck } from './html/index.js'
import { floorPt, type LaidSlide, layoutDeck, leastFigurePt, type SlideSize, slidePage } from './layout/index.js'
import { speakerNotes } from './notes.js'
import { overviewPng } from './overview.js'
import { remarks } from './remarks.js'
import { type TimeTable, timeTable } from './time-table.js'

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
  /** As many as the venue takes; a note where there are more. */
  mostSlides?: number
}

export interface BuiltSlides {
  files: { path: string; data: string | Uint8Array }[]
  slides: LaidSlide[]
  table: TimeTable
  cut: Cut['cut']
  questionMinutes: number
  checks: Check[]
  /** For build.json; what its files are is added when they are written. A copy lies inside PPTX and PDF. */
  record: Build
}

const pngWidthPx = 1280
const floors = { bodyPt: floorPt, figurePt: leastFigurePt, footerPt: 12 }

export async function buildSlides(source: ReportSource, choices: TalkChoices): Promise<BuiltSlides> {
  const { theme, size, wordsPerMinute } = choices
  const metrics = await loadFontMetrics(theme.fonts)
  const page = slidePage(size)
  const whole = slidesDocument(source, choices.venue)
  const { slides: kept, cut }: Cut = choices.cutMinutes ? cutTo(choices.cutMinutes, whole.slides, wordsPerMinute) : { slides: whole.slides, cut: [] }
  const table = timeTable(kept, choices.cutMinutes ?? choices.talkMinutes, wordsPerMinute, choices.cutMinutes !== undefined)
  const laid = layoutDeck({ ...whole, slides: kept }, source.runs, { page, metrics, theme }).map(({ slide, page: own }, i) => ({
    slide,
    page: { ...own, notes: speakerNotes(slide, table.slides[i]) },
  }))
  const document: LaidDocument = { title: whole.title, authors: whole.authors, pages: laid.map(({ page: own }) => own) }
  const previews = new Previews()
  const [drawings] = await Promise.all([drawPictures(document, previews), loadWriters()])
  const checks = [
    ...checkPages(
      document.pages.map((layout) => ({ layout, drawings, metrics, floors })),
      'slide',
    ),
    ...remarks(source, laid, table, choices.mostSlides),
  ]
  const missing = missingCharacters(document.pages.map(textOfPage).join(''), metrics)
  checks.push(note('characters', missing.length ? [`the font has no ${missing.slice(0, 12).join(' ')}: PDF and PNG show □`] : []))
  const said = laid.flatMap(({ slide }) => [slide.claim, ...slide.paragraphs.map(({ spans }) => spans), ...slide.notes])
  checks.push(note('mathematics', typedMathPlaces(said)))
  requirePassed(checks, 'talk', 'mend these slides in report.md and report.yaml')
  const numbersSaid = laid.flatMap(({ slide }, i) => slide.notes.flatMap((spans) => numbersOfSpans(spans, { page: i + 1, place: 'notes' })))
  const record: Build = {
    kind: 'slides',
    title: document.title,
    phd: coreVersion,
    runs: usedRuns(source.runs),
    numbers: [...numbersOfPages(document), ...numbersSaid],
    figures: figuresOfPages(document, { figures: source.settings.figures, runs: source.runs }),
    words: countWords(document.pages.map(textOfPage).join(' ')),
    checks,
    files: [],
  }
  const settings = { metrics, theme, manifest: travellingManifest(record) }
  const { pdf, svgs } = await renderTypst(document, drawings, { ...settings, svgPages: laid.map((_, i) => i) })
  const questionPage = laid.findIndex(({ slide }) => slide.questions)
  // Pictures are rasterised beside the main thread, which writes the other files meanwhile.
  const overview = overviewPng(laid, svgs, theme.colours.page)
  const pictures = choices.png ? svgs.map((svg) => svgToPng(inlinePictures(svg), pngWidthPx, theme.colours.page)) : []
  const handout = await renderTypst(handoutPages(laid, svgs, table, document, settings), new Map(), { ...settings, theme: onPaper(theme) })
  const files: BuiltSlides['files'] = [
    { path: 'slides.pptx', data: await renderPptx(document, drawings, { ...settings, date: endOfRuns(source.runs), previews }) },
    { path: 'slides.pdf', data: pdf() },
    { path: 'slides.html', data: renderDeck(document, drawings, { ...settings, table, questionPage }) },
    { path: 'slides-notes.pdf', data: handout.pdf() },
    { path: 'slides-overview.png', data: await overview },
    ...(await Promise.all(pictures)).map((data, i) => ({ path: `slides-${String(i + 1).padStart(2, '0')}.png`, data })),
  ]
  return { files, slides: laid, table, cut, questionMinutes: choices.questionMinutes, checks, record }
}

/** A handout is printed on white, whatever the slides stand on. */
function onPaper(theme: Theme): Theme {
  return { ...theme, colours: { ...theme.colours, page: '#FFFFFF' } }
}

function textOfPage({ boxes, title }: LayoutModel): string {
  return [title, ...boxes.flatMap((box) => (box.kind === 'text' ? box.paragraphs.map(({ text }) => text) : []))].join(' ')
}
