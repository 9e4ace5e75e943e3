/** Rules about a PDF that was written. */

import type { Rule } from '../check.js'
import type { PdfPage } from '../read/pdf.js'
import { type PdfTalk, recordedNumber, venueTalk } from './pdf-record.js'

/** What is asked of this file in particular, as far as it is known. */
export interface PdfUnderTest extends PdfTalk {
  /** Smallest text in points as printed. */
  leastPt: number
  mostPages?: number
  sizeMm?: [number, number]
}

const toleranceMm = 0.6

const pageCount: Rule<PdfUnderTest> = {
  id: 'page-count',
  severity: 'error',
  about: 'The file has no more pages than the venue allows; a poster has one.',
  remedy: 'shorten it',
  find: ({ file: { pages }, mostPages }) => (mostPages !== undefined && pages.length > mostPages ? [`${pages.length} pages (at most ${mostPages})`] : []),
}

const pageSize: Rule<PdfUnderTest> = {
  id: 'page-size',
  severity: 'error',
  about: 'All pages are of one size, the one that is asked for.',
  remedy: 'build it again for this size',
  find({ file: { pages }, sizeMm }) {
    const [wide, tall] = sizeMm ?? [pages[0]?.widthMm ?? 0, pages[0]?.heightMm ?? 0]
    return pages.flatMap(({ widthMm, heightMm }, i) =>
      Math.abs(widthMm - wide) > toleranceMm || Math.abs(heightMm - tall) > toleranceMm
        ? [`page ${i + 1} is ${mm(widthMm)} x ${mm(heightMm)} mm (asked for: ${mm(wide)} x ${mm(tall)})`]
        : [],
    )
  },
}

const tagged: Rule<PdfUnderTest> = {
  id: 'tagged',
  severity: 'error',
  about: 'The PDF is tagged, so that a screen reader finds headings, figures and the order of reading.',
  remedy: 'build it with phd; other programs: export as PDF/UA',
  find: ({ file }) => (file.tagged ? [] : ['it is not tagged']),
}

const title: Rule<PdfUnderTest> = {
  id: 'document-title',
  severity: 'error',
  about: 'The PDF says its title.',
  remedy: 'set title: in report.yaml and build again',
  find: ({ file }) => (file.title.trim() ? [] : ['it has no title']),
}

const language: Rule<PdfUnderTest> = {
  id: 'language',
  severity: 'error',
  about: 'The PDF says its language, so that it is read aloud in it.',
  remedy: 'build it with phd; other programs: set the language of the document',
  find: ({ file }) => (file.language ? [] : ['it does not say its language']),
}

const structure: Rule<PdfUnderTest> = {
  id: 'structure',
  severity: 'error',
  about: 'Headings are marked as headings, beginning with one of level 1.',
  remedy: 'give every part a heading',
  find({ file: { tagged: isTagged, pages } }) {
    if (!isTagged) return []
    const roles = pages.flatMap((page) => page.structure.map(({ role }) => role))
    const headings = roles.filter((role) => /^(H[1-6]?|Title)$/.test(role))
    if (headings.length === 0) return ['it has no heading']
    return headings[0] === 'H1' || headings[0] === 'H' || headings[0] === 'Title' ? [] : [`its first heading is ${headings[0]}`]
  },
}

const figureAlt: Rule<PdfUnderTest> = {
  id: 'alt-text',
  severity: 'error',
  about: 'Every figure and formula has an alternative text.',
  remedy: 'write alt: of this figure, and build again',
  find: ({ file: { pages } }) =>
    pages.flatMap(({ structure: roles }, i) => {
      const silent = roles.filter(({ role, alt }) => /^(Figure|Formula)$/.test(role) && alt.trim() === '')
      return silent.length > 0 ? [`page ${i + 1}: ${silent.length} ${silent.length === 1 ? 'figure has' : 'figures have'} no alt text`] : []
    }),
}

const offPage: Rule<PdfUnderTest> = {
  id: 'off-page',
  severity: 'error',
  about: 'All text stands on its page.',
  remedy: 'shorten what is too long',
  find: ({ file: { pages } }) =>
    eachText(pages, ({ xMm, yMm, widthMm }, page) =>
      xMm < -0.5 || yMm < 0 || xMm + widthMm > page.widthMm + 0.5 || yMm > page.heightMm + 0.5 ? 'leaves the page' : undefined,
    ),
}

const fontSize: Rule<PdfUnderTest> = {
  id: 'font-size',
  severity: 'error',
  about: 'Text can be read from where people stand, also inside figures.',
  remedy: 'say less, so that it can be larger',
  find: ({ file: { pages }, leastPt }) =>
    eachText(pages, ({ sizePt, text }) =>
      sizePt < leastPt - 0.05 && /[\p{L}\p{N}]/u.test(text) ? `has ${sizePt.toFixed(1)} pt (at least ${leastPt})` : undefined,
    ),
}

const embedded: Rule<PdfUnderTest> = {
  id: 'fonts-embedded',
  severity: 'error',
  about: 'All fonts lie inside the file: printers and proceedings refuse it otherwise.',
  remedy: 'embed all fonts when exporting',
  find: ({ file: { fonts } }) => fonts.filter(({ isEmbedded }) => !isEmbedded).map(({ name }) => `${name} is not embedded`),
}

const type3: Rule<PdfUnderTest> = {
  id: 'type-3-fonts',
  severity: 'error',
  about: 'No font is of Type 3 (drawn letter by letter): proceedings refuse it.',
  remedy: 'in Matplotlib: pdf.fonttype 42; in LaTeX: a Type 1 font such as newtx; or outline the text of the figure',
  find: ({ file: { fonts } }) => fonts.filter(({ isType3 }) => isType3).map(({ name }) => `${name} is of Type 3`),
}

/** What helps people who listen, and what a proceedings' LaTeX does not give yet. */
const accessibility = [tagged, title, language, structure, figureAlt]
const others = [pageCount, pageSize, offPage, fontSize, embedded, type3, recordedNumber, venueTalk]

export const pdfRules: Rule<PdfUnderTest>[] = [...accessibility, ...others]
export const paperPdfRules: Rule<PdfUnderTest>[] = [...accessibility.map((rule) => ({ ...rule, severity: 'note' as const })), ...others]
/** A figure that is loaded by a paper: the paper has the title and the alternative text. */
export const figurePdfRules: Rule<PdfUnderTest>[] = [embedded, type3]

const mostPlaces = 6

function eachText(pages: PdfPage[], find: (text: PdfPage['texts'][number], page: PdfPage) => string | undefined): string[] {
  const places = pages.flatMap((page, i) =>
    page.texts.flatMap((text) => {
      const wrong = find(text, page)
      return wrong ? [`page ${i + 1}: "${text.text.slice(0, 40)}" ${wrong}`] : []
    }),
  )
  return places.length > mostPlaces ? [...places.slice(0, mostPlaces), `and ${places.length - mostPlaces} more`] : places
}

function mm(length: number): string {
  return length.toFixed(length % 1 > 0.05 ? 1 : 0)
}
