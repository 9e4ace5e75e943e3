/**
 * A source into the files of a poster, all in memory: nothing is written unless everything is right.
 *
 * Errors: REPORT_OVERFLOW (how many words over, and where), REPORT_CHECK, REPORT_LOGO, and those of figures and backends.
 */
import { coreVersion, PhdError } from '@phd/core'
import { inlinePictures, loadWriters, renderHtml, renderPptx, renderTypst, svgToPng } from '../backends/index.js'
import { type Check, checkLayout, requirePassed } from '../check/index.js'
import { printedText } from '../document/poster-document.js'
import type { PosterStyle } from '../kinds.js'
import { type LaidDocument, measureOverflow } from '../layout/index.js'
import { type Build, figuresOfPages, numbersOfPages, travellingManifest, usedRuns } from '../manifest/index.js'
import type { ReportSource } from '../source/model.js'
import { endOfRuns } from '../source/runs.js'
import { countWords, loadFontMetrics } from '../text/index.js'
import type { Theme } from '../themes/index.js'
import { type BegunPoster, drawPoster, isPosterOf, type LaidPoster, layPoster } from './begin.js'
import { figureFiles, type PosterFile } from './figure-files.js'
import { fingerprint } from './fingerprint.js'
import { posterNotes } from './notes.js'
import { pitch } from './pitch.js'

export interface PosterChoices {
  style: PosterStyle
  theme: Theme
  /** In place of the source's own. */
  size?: string
  landscape?: boolean
}

export interface BuiltPoster {
  files: PosterFile[]
  figures: { name: string; alt: string; file: string }[]
  words: number
  checks: Check[]
  /** For build.json. */
  build: Build
}

const pngLongSidePx = 2400

/** `begun` is gone on with where it is the poster of this source. */
export async function buildPoster(source: ReportSource, choices: PosterChoices, begun?: BegunPoster): Promise<BuiltPoster> {
  const { theme } = choices
  const metrics = await loadFontMetrics(theme.fonts)
  const { document, page, layout, previews, drawings: drawn } = begun && isPosterOf(begun, source, choices) ? begun : await begin(source, choices)
  const [drawings] = await Promise.all([drawn, loadWriters()])
  const words = countWords(printedText(document).join(' '))
  const pages: LaidDocument = { title: document.title, authors: source.settings.authors.filter(Boolean), pages: [{ ...layout, notes: pitch(document) }] }
  const build: Build = {
    kind: 'poster',
    title: document.title,
    phd: coreVersion,
    runs: usedRuns(source.runs),
    numbers: numbersOfPages(pages),
    figures: figuresOfPages(pages, { figures: source.settings.figures, runs: source.runs }),
    words,
    page: { size: choices.size ?? source.settings.poster.size, landscape: choices.landscape ?? source.settings.poster.landscape },
    checks: [],
    files: [],
  }
  const manifest = travellingManifest(build)
  const widthPx = Math.round(layout.widthMm > layout.heightMm ? pngLongSidePx : (pngLongSidePx * layout.widthMm) / layout.heightMm)
  const typst = await renderTypst(pages, drawings, { metrics, theme, manifest, svgPages: [0] })
  // Rasterised beside the main thread, which checks and writes the other files meanwhile.
  const rasterised = svgToPng(inlinePictures(typst.svgs[0]), widthPx, theme.colours.page)
  rasterised.catch(() => undefined)
  const checks = [...checkLayout(layout, drawings, page, metrics), ...posterNotes(source, document, layout, words, metrics)]
  requirePassed(checks, 'poster', 'mend these places in report.md and report.yaml')
  const [png, pdf, pptx, html] = await Promise.all([
    rasterised,
    typst.pdf(),
    renderPptx(pages, drawings, { date: endOfRuns(source.runs), metrics, theme, manifest, previews }),
    renderHtml(pages, drawings, { metrics, theme }),
  ])
  const figures = figureFiles(layout, drawings)
  const files: PosterFile[] = [
    { path: 'poster.pptx', data: pptx },
    { path: 'poster.pdf', data: pdf },
    { path: 'poster.html', data: html },
    { path: 'poster.png', data: png },
    ...new Map(figures.flatMap(({ files: own }) => own.map((file) => [file.path, file] as const))).values(),
  ]
  return {
    files,
    figures: figures.map(({ name, alt, files: own }) => ({ name, alt, file: own[0].path })),
    words,
    checks,
    build: { ...build, checks, files: files.map(fingerprint) },
  }
}

async function begin(source: ReportSource, choices: PosterChoices): Promise<BegunPoster> {
  const { layout, ...laid } = await layPoster(source, choices)
  return drawPoster({ ...laid, layout: layout ?? (await overflowing(laid)) })
}

async function overflowing({ document, page, choices: { style, theme } }: LaidPoster): Promise<never> {
  const over = measureOverflow(document, page, style, { metrics: await loadFontMetrics(theme.fonts), theme })
  if (!over) {
    throw new PhdError('REPORT_OVERFLOW', `The figures alone do not fit on ${page.name}.`, {
      remedy: 'take figures out of the sections in report.md, or choose a larger --size',
    })
  }
  const places = over.places.slice(0, 4).map(({ place, words, fits }) => `${place} has ${words} (${fits} fit)`)
  throw new PhdError('REPORT_OVERFLOW', `The text is ${over.wordsOver} words too long for ${page.name}.`, {
    expected: `text of at least ${page.floorPt} pt that fits on the page`,
    received: places.join('; '),
    remedy: 'shorten these places in report.md, give them a shorter :::poster, take a figure out, or choose a larger --size',
  })
}
