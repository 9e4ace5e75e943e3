/** Does all of a source fit well on its poster? While it does not, a new draft leaves figures out. */
import { type Page, pageOf } from '../layout/index.js'
import type { ReportSource } from '../source/model.js'
import { loadFontMetrics } from '../text/index.js'
import { assemblePoster } from './assemble.js'
import type { PosterChoices } from './build.js'

/** Text this much larger than the smallest that may be printed is comfortable. */
const comfortableBodyToFloor = 1.25

export async function fitsPoster(source: ReportSource, choices: PosterChoices): Promise<boolean> {
  const metrics = await loadFontMetrics(choices.theme.fonts)
  const page = pageOfReport(source, choices)
  const layout = choices.style.layout(assemblePoster(source), page, { metrics, theme: choices.theme })
  return layout !== undefined && layout.bodyPt >= page.floorPt * comfortableBodyToFloor
}

export function pageOfReport({ settings: { poster } }: ReportSource, { size, landscape }: Pick<PosterChoices, 'size' | 'landscape'>): Page {
  return pageOf(size ?? poster.size, landscape ?? poster.landscape)
}
