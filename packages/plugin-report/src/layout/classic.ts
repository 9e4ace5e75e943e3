/**
 * The classic poster: title band, finding with key numbers, sections in columns, footer.
 *
 * The running text is as large as it can be with figures at a good size, then figures grow until the page is full.
 */
import type { PosterDocument } from '../document/poster-document.js'
import { closingSection } from './closing.js'
import { bestFill, type Filled, flowSections } from './flow.js'
import { layoutBand, layoutFinding, layoutFooter } from './header.js'
import type { LayoutModel } from './model.js'
import type { Page } from './page.js'
import type { LaidSection } from './section.js'
import { type LayoutTools, marginOf } from './sizes.js'
import { styleSheet } from './style-sheet.js'
import type { Arrangement, Frame } from './zones.js'

/** Undefined where the words do not fit at the smallest size. */
export function layoutClassic(document: PosterDocument, page: Page, tools: LayoutTools): LayoutModel | undefined {
  const sections = [...document.sections, ...closingSection(document)]
  return bestFill(page, sections, (bodyPt, arrangement, leastStretch) => fill(document, sections, page, bodyPt, arrangement, leastStretch, tools))?.model
}

/** The page at one text size; undefined where it is too full even with pictures at `leastStretch`. */
function fill(
  document: PosterDocument,
  sections: LaidSection[],
  page: Page,
  bodyPt: number,
  arrangement: Arrangement,
  leastStretch: number,
  { metrics, theme }: LayoutTools,
): (Filled & { model: LayoutModel }) | undefined {
  const sheet = styleSheet(bodyPt, page, theme)
  const marginMm = marginOf(page)
  const gapMm = sheet.em * 0.75
  const frame: Frame = { leftMm: marginMm, widthMm: page.widthMm - 2 * marginMm, gapMm, sheet }
  const band = layoutBand(document, page, marginMm, sheet, metrics)
  const finding = layoutFinding(document, page, band.bottomMm + gapMm, marginMm, sheet, metrics)
  const footer = layoutFooter(document.footer, page, marginMm, sheet, metrics)
  const flowed = flowSections(sections, arrangement, frame, [finding.bottomMm + gapMm, footer.topMm - gapMm], leastStretch, metrics)
  if (!flowed) return undefined
  const boxes = [...band.boxes, ...finding.boxes, ...flowed.boxes, ...footer.boxes]
  return {
    bodyPt,
    empty: flowed.emptyMm2 / (page.widthMm * page.heightMm),
    model: { widthMm: page.widthMm, heightMm: page.heightMm, title: document.title, bodyPt, boxes },
  }
}
