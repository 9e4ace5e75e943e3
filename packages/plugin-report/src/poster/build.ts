/**
 * Words and runs into the files of a poster, all in memory: nothing is written unless everything is right.
 *
 * Errors: REPORT_OVERFLOW (how many words over, and where), REPORT_CHECK, and those of document, figures and backends.
 */
import { PhdError } from '@phd/core'
import { drawPictures, inlinePictures, picturesOf, renderHtml, renderPptx, renderTypst, svgToPng } from '../backends/index.js'
import { type Check, checkLayout, note, requirePassed } from '../check/index.js'
import { assemblePoster, type LoadedRun, type PosterDocument, type PosterWords, printedText } from '../document/index.js'
import { isTableKind } from '../figures/index.js'
import { type LayoutModel, layoutPoster, measureOverflow, type Page } from '../layout/index.js'
import { countWords, type FontMetrics, loadFontMetrics, missingCharacters } from '../text/index.js'
import { defaultTheme } from '../themes/index.js'
import { toCsv } from './csv.js'

export interface PosterFile {
  /** Relative to the poster's folder. */
  path: string
  data: string | Uint8Array
}

export interface BuiltPoster {
  files: PosterFile[]
  figures: { name: string; alt: string; file: string }[]
  words: number
  checks: Check[]
}

const pngLongSidePx = 2400
const mostWords = 800

export async function buildPoster(words: PosterWords, runs: LoadedRun[], page: Page): Promise<BuiltPoster> {
  const metrics = await loadFontMetrics()
  const document = assemblePoster(words, runs)
  const layout = layoutPoster(document, page, metrics) ?? overflowing(document, page, metrics)
  const drawings = await drawPictures(layout)
  const count = countWords(printedText(document).join(' '))
  const checks = [...checkLayout(layout, drawings, page, metrics), ...notes(document, words, count, metrics)]
  requirePassed(checks)
  const pages = { title: document.title, authors: words.authors.filter(Boolean), pages: [{ ...layout, notes: pitch(document) }] }
  const [{ pdf, svgs }, pptx] = [
    await renderTypst(pages, drawings, { metrics, theme: defaultTheme, svgPages: [0] }),
    await renderPptx(pages, drawings, { date: dateOf(runs), metrics, theme: defaultTheme }),
  ]
  const widthPx = Math.round(layout.widthMm > layout.heightMm ? pngLongSidePx : (pngLongSidePx * layout.widthMm) / layout.heightMm)
  const figures = figureFiles(layout, drawings)
  const files: PosterFile[] = [
    { path: 'poster.pptx', data: pptx },
    { path: 'poster.pdf', data: pdf },
    { path: 'poster.html', data: renderHtml(pages, drawings, { metrics, theme: defaultTheme }) },
    { path: 'poster.png', data: await svgToPng(inlinePictures(svgs[0]), widthPx, '#FFFFFF') },
    ...new Map(figures.flatMap(({ files: own }) => own.map((file) => [file.path, file] as const))).values(),
  ]
  return { files, figures: figures.map(({ name, alt, files: own }) => ({ name, alt, file: own[0].path })), words: count, checks }
}

function overflowing(document: PosterDocument, page: Page, metrics: FontMetrics): never {
  const over = measureOverflow(document, page, metrics)
  if (!over) {
    throw new PhdError('REPORT_OVERFLOW', `The figures alone do not fit on ${page.name}.`, {
      remedy: 'take figures out of the sections in poster.yaml, or choose a larger --size',
    })
  }
  const places = over.places.slice(0, 4).map(({ place, words, fits }) => `${place} has ${words} (${fits} fit)`)
  throw new PhdError('REPORT_OVERFLOW', `The text is ${over.wordsOver} words too long for ${page.name}.`, {
    expected: `text of at least ${page.floorPt} pt that fits on the page`,
    received: places.join('; '),
    remedy: 'shorten these places in poster.yaml, take a figure out, or choose a larger --size',
  })
}

function notes(document: PosterDocument, words: PosterWords, count: number, metrics: FontMetrics): Check[] {
  const text = printedText(document).join('')
  const missing = missingCharacters(text, metrics)
  const shown = missing.slice(0, 12).join(' ')
  const leftOut = words.sections
    .filter(({ text: own, figures }) => own === '' && figures.length === 0)
    .map(({ heading }) => `section "${heading}" is empty and left out`)
  return [
    note('authors', words.authors.some(Boolean) ? [] : ['no authors yet: add them to poster.yaml']),
    note('characters', missing.length ? [`the poster's font has no ${shown}${missing.length > 12 ? ' …' : ''}: PDF and PNG show □`] : []),
    note('words', count > mostWords ? [`${count} words; visitors read 300 to ${mostWords}`] : []),
    note('empty-sections', leftOut),
  ]
}

function figureFiles(layout: LayoutModel, drawings: Awaited<ReturnType<typeof drawPictures>>): { name: string; alt: string; files: PosterFile[] }[] {
  const pictures = picturesOf(layout).map((box) => {
    const { name, alt } = box.figure
    const drawing = drawings.get(box)
    const spec = drawing?.spec ? [{ path: `figures/${safeName(name)}.vl.json`, data: `${JSON.stringify(drawing.spec, null, 1)}\n` }] : []
    return { name, alt, files: [{ path: `figures/${safeName(name)}.svg`, data: drawing?.svg ?? '' }, ...spec] }
  })
  const tables = layout.boxes.flatMap((box) => {
    if (box.kind !== 'table' || !isTableKind(box.figure.kind)) return []
    const { name, alt, kind, source, options } = box.figure
    return [{ name, alt, files: [{ path: `figures/${safeName(name)}.csv`, data: toCsv(kind.table(source, options)) }] }]
  })
  return [...pictures, ...tables]
}

/** A figure's name is a key of poster.yaml and may hold anything; a file's may not. */
function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 80) || 'figure'
}

/** The end of the last run: the same runs give the same date. */
function dateOf(runs: LoadedRun[]): Date {
  const times = runs.map(({ run }) => Date.parse(run.ended ?? run.started)).filter(Number.isFinite)
  return new Date(times.length ? Math.max(...times) : Date.UTC(2000, 0, 1))
}

/** Speaker notes: what to say in a minute, and what each figure shows. */
function pitch({ finding, numbers, sections }: PosterDocument): string {
  const figures = sections.flatMap((section) => section.figures.map(({ name, alt }) => `${name}: ${alt}`))
  return [finding, ...numbers.map(({ value, label }) => `${value} ${label}`), '', ...figures].join('\n').trim()
}
