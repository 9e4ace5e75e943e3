/**
 * One file that was written, whoever wrote it: PPTX, PDF, HTML, SVG, PNG, LaTeX.
 *
 * Errors: REPORT_FILE_MISSING, REPORT_FILE_KIND, REPORT_FILE, REPORT_FILE_REFUSED, REPORT_XML, REPORT_PDF_READER_MISSING.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { isPhdError, PhdError } from '@phd/core'
import { type Build, noRecord, type PrintedNumber, travelledManifest } from '../manifest/index.js'
import type { Venue } from '../venues/venue.js'
import { type Check, judge } from './check.js'
import { parseHtml } from './read/html.js'
import { readPdf } from './read/pdf.js'
import { readPng } from './read/png.js'
import { readPptx } from './read/pptx.js'
import { htmlRules, mediumOf } from './rules/html/index.js'
import { latexRules } from './rules/latex.js'
import { figurePdfRules, paperPdfRules, pdfRules } from './rules/pdf.js'
import { numbersOfNotes } from './rules/pdf-record.js'
import { pngRules, svgRules } from './rules/picture.js'
import { pptxRules } from './rules/pptx/index.js'

export type Medium = 'poster' | 'slides' | 'paper'

export interface FileContext {
  /** What the file is shown as; guessed from its page where nobody says. */
  medium?: Medium
  venue?: Venue
  /** Page of a poster as report.yaml sets it, in mm. */
  sizeMm?: [number, number]
  /** Printed width of a figure. */
  widthMm?: number
  /** That the file was written by: its numbers stand in it. */
  build?: Build
  /** Of the talk, as report.yaml plans it. */
  talkMinutes?: number
  /** How a PDF is read, where not here and now. */
  readPdf?: typeof readPdf
}

export const lintedFiles = ['.pptx', '.pdf', '.html', '.htm', '.svg', '.png', '.tex']
const mostBytes = 300 << 20
const mostHtmlBytes = 64 << 20

/** REPORT_FILE_MISSING, REPORT_FILE_REFUSED. */
export function requireReadable(path: string): void {
  if (!existsSync(path))
    throw new PhdError('REPORT_FILE_MISSING', `There is no ${path}.`, {
      expected: `a file (${lintedFiles.join(', ')}) or the folder of a report`,
      received: path,
      usage: true,
    })
  const bytes = statSync(path).size
  const most = isHtml(path) ? mostHtmlBytes : mostBytes
  if (bytes > most)
    throw new PhdError('REPORT_FILE_REFUSED', `${path} is too large to look into.`, {
      expected: `at most ${most >> 20} MiB`,
      received: `${bytes >> 20} MiB`,
    })
}

function isHtml(path: string): boolean {
  return /\.html?$/i.test(path)
}

/** `name` is how the file is called in the answer. */
export async function lintFile(path: string, context: FileContext = {}, name = path): Promise<Check[]> {
  requireReadable(path)
  switch (extname(path).toLowerCase()) {
    case '.pptx':
      return judge(pptxRules, { ...readPptx(readFileSync(path), name), venue: context.venue }, name)
    case '.pdf':
      return lintPdf(path, context, name)
    case '.html':
    case '.htm':
      return lintHtml(path, context, name)
    case '.svg':
      return judge(svgRules, { svg: readFileSync(path, 'utf8'), leastPt: leastFigurePt[context.medium ?? 'paper'], widthMm: context.widthMm }, name)
    case '.png':
      return judge(pngRules, { png: readPng(readFileSync(path), name), widthMm: context.widthMm }, name)
    case '.tex':
      return judge(
        latexRules,
        { tex: readFileSync(path, 'utf8'), forbiddenPackages: context.venue?.paper?.forbiddenPackages ?? [], files: filesBelow(dirname(path)) },
        name,
      )
    default:
      throw new PhdError('REPORT_FILE_KIND', `phd report check does not look into ${extname(path) || 'files without an ending'}.`, {
        expected: lintedFiles.join(', '),
        received: path,
        remedy: /\.(md|ya?ml)$/i.test(path) ? `phd report check ${dirname(path)}` : undefined,
        usage: true,
      })
  }
}

/** One that is broken hides nothing of the others. */
export async function lintOneOfMany(path: string, context: FileContext, name: string, lint: typeof lintFile = lintFile): Promise<Check[]> {
  try {
    return await lint(path, context, name)
  } catch (error) {
    if (!isPhdError(error) || !['REPORT_FILE', 'REPORT_XML', 'REPORT_FILE_REFUSED'].includes(error.code)) throw error
    const places = [`${error.message} ${error.received ?? ''}`.trim()]
    return [{ rule: 'unreadable', severity: 'error', ok: false, places, remedy: error.remedy ?? 'build it again', output: name }]
  }
}

/** Smallest text in a figure, in points as printed; on A0 a poster's figures have 24 pt, on smaller sheets less. */
const leastFigurePt: Record<Medium, number> = { paper: 6.5, slides: 14, poster: 10 }
/** Superscripts of a paper, footers of slides. */
const leastPdfPt = { paper: 5, slides: 9 }

/** Notes on paper show their slides small. */
const isHandout = /-(notes|handout)\.pdf$/i

async function lintHtml(path: string, { medium, venue, build }: FileContext, name: string): Promise<Check[]> {
  const file = parseHtml(readFileSync(path, 'utf8'), name)
  const isThere = (address: string) => existsSync(join(dirname(path), decodedAddress(address)))
  return judge(
    htmlRules,
    { file, medium: medium === undefined || medium === 'paper' ? mediumOf(file) : medium, numbers: build?.numbers ?? [], isThere, venue },
    name,
  )
}

function decodedAddress(address: string): string {
  const path = address.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a percent sign of its own: the name as it stands
  }
}

/** Of the record inside, which travels with a file; else of the build beside. */
async function numbersOf(bytes: Uint8Array, build: Build | undefined, name: string): Promise<PrintedNumber[]> {
  const inside = await travelledManifest(bytes, name).catch(noRecord)
  return inside ? Object.values(inside.builds).flatMap(({ numbers }) => numbers) : (build?.numbers ?? [])
}

async function lintPdf(path: string, { medium, venue, sizeMm, build, talkMinutes, readPdf: read = readPdf }: FileContext, name: string): Promise<Check[]> {
  const bytes = readFileSync(path)
  const file = await read(bytes, name)
  const numbers = await numbersOf(bytes, build, name)
  const [wide, tall] = [file.pages[0]?.widthMm ?? 0, file.pages[0]?.heightMm ?? 0]
  const shown = medium ?? (Math.max(wide, tall) > 380 ? 'poster' : wide > tall ? 'slides' : 'paper')
  if (/(^|[\\/])figures[\\/][^\\/]*$/.test(path)) return judge(figurePdfRules, { file, leastPt: leastFigurePt[shown] }, name)
  // Its slides are pictures: what can be read are the notes.
  if (isHandout.test(path)) return judge(pdfRules, { file, leastPt: 0, numbers: numbersOfNotes(numbers, file), paged: false }, name)
  if (shown === 'poster') {
    const floorPt = Math.max(10, Math.min(24, Math.round((24 * Math.min(wide, tall)) / 841)))
    return judge(pdfRules, { file, leastPt: Math.round(floorPt * 0.7), mostPages: 1, sizeMm, numbers }, name)
  }
  if (shown === 'slides') return judge(pdfRules, { file, leastPt: leastPdfPt.slides, numbers, talk: { venue, minutes: talkMinutes } }, name)
  const mostPages = venue?.paper?.includesReferences ? venue.paper.pages : undefined
  return judge(paperPdfRules, { file, leastPt: leastPdfPt.paper, mostPages, numbers, paged: false }, name)
}

/** Relative paths of all files in a folder, with `/`. */
function filesBelow(dir: string): Set<string> {
  return new Set(readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/')))
}
