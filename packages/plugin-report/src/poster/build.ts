/**
 * A source into the files of a poster, all in memory: nothing is written unless everything is right.
 *
 * Errors: REPORT_OVERFLOW (how many words over, and where), REPORT_CHECK, REPORT_LOGO, and those of figures and backends.
 */
import { coreVersion, PhdError } from '@phd/core'
import { drawPictures, inlinePictures, loadWriters, Previews, renderHtml, renderPptx, renderTypst, svgToPng } from '../backends/index.js'
import { type Check, checkLayout, requirePassed } from '../check/index.js'
import { type PosterDocument, printedText } from '../document/poster-document.js'
import type { PosterStyle } from '../kinds.js'
import { type LaidDocument, type LayoutTools, measureOverflow, type Page } from '../layout/index.js'
import { type Build, figuresOfPages, numbersOfPages, travellingManifest, usedRuns } from '../manifest/index.js'
import type { ReportSource } from '../source/model.js'
import { endOfRuns } from '../source/runs.js'
import { countWords, loadFontMetrics } from '../text/index.js'
import type { Theme } from '../themes/index.js'
import { assemblePoster } from './assemble.js'
import { figureFiles, type PosterFile } from './figure-files.js'
import { fingerprint } from './fingerprint.js'
import { pageOfReport } from './fit.js'
import { logosOf } from './logos.js'
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

export async function buildPoster(source: ReportSource, choices: PosterChoices): Promise<BuiltPoster> {
  const { style, theme } = choices
  const page = pageOfReport(source, choices)
  const metrics = await loadFontMetrics(theme.fonts)
  const tools: LayoutTools = { metrics, theme }
  const document = assemblePoster(source, logosOf(source, theme))
  const layout = style.layout(document, page, tools) ?? overflowing(document, page, style, tools)
  const previews = new Previews()
  const [drawings] = await Promise.all([drawPictures(layout, previews), loadWriters()])
  const words = countWords(printedText(document).join(' '))
  const checks = [...checkLayout(layout, drawings, page, metrics), ...posterNotes(source, document, layout, words, metrics)]
  requirePassed(checks, 'poster', 'mend these places in report.md and report.yaml')
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
    checks,
    files: [],
  }
  const manifest = travellingManifest(build)
  const widthPx = Math.round(layout.widthMm > layout.heightMm ? pngLongSidePx : (pngLongSidePx * layout.widthMm) / layout.heightMm)
  const typst = await renderTypst(pages, drawings, { metrics, theme, manifest, svgPages: [0] })
  // Rasterised beside the main thread, which writes the other files meanwhile.
  const [png, pdf, pptx, html] = await Promise.all([
    svgToPng(inlinePictures(typst.svgs[0]), widthPx, theme.colours.page),
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
    build: { ...build, files: files.map(fingerprint) },
  }
}

function overflowing(document: PosterDocument, page: Page, style: PosterStyle, tools: LayoutTools): never {
  const over = measureOverflow(document, page, style, tools)
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
