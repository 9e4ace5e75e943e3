/** Does all of a source fit well on its poster? While it does not, a new draft leaves figures out. */
import type { PosterDocument } from '../document/poster-document.js'
import { type LayoutModel, type Page, pageOf } from '../layout/index.js'
import type { ReportSource } from '../source/model.js'
import { loadFontMetrics } from '../text/index.js'
import { assemblePoster } from './assemble.js'
import type { PosterChoices } from './build.js'

/** Text this much larger than the smallest that may be printed is comfortable. */
const comfortableBodyToFloor = 1.16

/** Of the page, for the key figure. */
const leastKeyShare = 0.04

export async function fitsPoster(source: ReportSource, choices: PosterChoices): Promise<boolean> {
  const metrics = await loadFontMetrics(choices.theme.fonts)
  const page = pageOfReport(source, choices)
  const document = withReserve(assemblePoster(source))
  const layout = choices.style.layout(document, page, { metrics, theme: choices.theme })
  return layout !== undefined && isComfortable(layout, document, page)
}

export function isComfortable({ boxes, bodyPt }: LayoutModel, document: PosterDocument, page: Page): boolean {
  if (bodyPt < page.floorPt * comfortableBodyToFloor) return false
  const key = boxes.find((box) => box.kind === 'picture' && box.figure.name === document.key?.name)
  return !key || key.widthMm * key.heightMm >= leastKeyShare * page.widthMm * page.heightMm
}

export function pageOfReport({ settings: { poster } }: ReportSource, { size, landscape }: Pick<PosterChoices, 'size' | 'landscape'>): Page {
  return pageOf(size ?? poster.size, landscape ?? poster.landscape)
}

/** Room for what a draft cannot know: a link, thanks. */
function withReserve(document: PosterDocument): PosterDocument {
  const links = document.links.length ? document.links : [{ label: 'Code and data', url: 'https://example.org', qr: '' }]
  const acknowledgements = document.acknowledgements || 'Funded by a research council with a long name, grant 42. We thank all who measured.'
  return { ...document, links, acknowledgements }
}
