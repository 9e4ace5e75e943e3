/**
 * A poster as far as it can be made while its draft is still being held against the page: laid out, its pictures being drawn.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Drawings, drawPictures, Previews } from '../backends/index.js'
import type { PosterDocument } from '../document/poster-document.js'
import type { LayoutModel, Page } from '../layout/index.js'
import type { ReportSource } from '../source/model.js'
import { loadFontMetrics } from '../text/index.js'
import { assemblePoster } from './assemble.js'
import type { PosterChoices } from './build.js'
import { isComfortable, pageOfReport } from './fit.js'
import { logosOf } from './logos.js'

export interface LaidPoster {
  document: PosterDocument
  page: Page
  choices: PosterChoices
  /** Undefined where the words do not fit. */
  layout?: LayoutModel
}

export interface BegunPoster extends LaidPoster {
  layout: LayoutModel
  previews: Previews
  drawings: Promise<Drawings>
}

/** Undefined where it does not fit well: a draft that leaves figures out comes next, and its pictures have other sizes. */
export async function beginPoster(source: ReportSource, choices: PosterChoices): Promise<BegunPoster | undefined> {
  const laid = await layPoster(source, choices)
  return laid.layout && isComfortable(laid.layout, laid.document, laid.page) ? drawPoster({ ...laid, layout: laid.layout }) : undefined
}

export async function layPoster(source: ReportSource, choices: PosterChoices): Promise<LaidPoster> {
  const { style, theme } = choices
  const metrics = await loadFontMetrics(theme.fonts)
  const page = pageOfReport(source, choices)
  const document = assemblePoster(source, logosOf(source, theme))
  return { document, page, choices, layout: style.layout(document, page, { metrics, theme }) }
}

export function drawPoster(laid: LaidPoster & { layout: LayoutModel }): BegunPoster {
  const previews = new Previews()
  const drawings = drawPictures(laid.layout, previews)
  // What fails is told to whoever waits for it.
  drawings.catch(() => undefined)
  return { ...laid, previews, drawings }
}

/** Whether what was begun is the poster of this source. */
export function isPosterOf({ document, page, choices }: BegunPoster, source: ReportSource, now: PosterChoices): boolean {
  return (
    choices.style === now.style &&
    choices.theme === now.theme &&
    isDeepStrictEqual(page, pageOfReport(source, now)) &&
    isDeepStrictEqual(document, assemblePoster(source, logosOf(source, now.theme)))
  )
}
