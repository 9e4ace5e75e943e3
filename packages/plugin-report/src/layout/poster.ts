/**
 * A poster on one page: the running text as large as it can be with figures at a good size, then figures grown until
 * the page is full.
 *
 * In: a PosterDocument, a Page. Out: a LayoutModel, or undefined where the words do not fit at the smallest size.
 */
import type { PosterDocument } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import { greatestStretch } from './columns.js'
import { layoutBand, layoutFinding, layoutFooter } from './header.js'
import type { Box, LayoutModel } from './model.js'
import type { Page } from './page.js'
import { typeScale } from './theme.js'
import { type Frame, hasPictures, mostStretch, placeZone, zoneHeightMm, zonesOf } from './zones.js'

const largestBodyToFloor = 2
const smallestBodyToFloor = 1.08
/** Figures may shrink to this share of their ideal height before the text shrinks. */
const goodStretch = 0.85

export function layoutPoster(document: PosterDocument, page: Page, metrics: FontMetrics): LayoutModel | undefined {
  const [largest, smallest] = [Math.round(page.floorPt * largestBodyToFloor), Math.ceil(page.floorPt * smallestBodyToFloor)]
  for (let bodyPt = largest; bodyPt >= smallest; bodyPt--) {
    const model = fill(document, page, bodyPt, goodStretch, metrics)
    if (model) return model
  }
  return fill(document, page, smallest, 0, metrics)
}

/** The page at one text size; undefined where it is too full even with pictures at `leastStretch`. */
function fill(document: PosterDocument, page: Page, bodyPt: number, leastStretch: number, metrics: FontMetrics): LayoutModel | undefined {
  const scale = typeScale(bodyPt, page)
  const marginMm = Math.max(10, page.widthMm * 0.03)
  const gapMm = scale.em * 0.75
  const frame: Frame = { leftMm: marginMm, widthMm: page.widthMm - 2 * marginMm, gapMm, scale }
  const band = layoutBand(document, page, marginMm, scale, metrics)
  const finding = layoutFinding(document, page, band.bottomMm + gapMm, marginMm, scale, metrics)
  const footer = layoutFooter(document.footer, page, marginMm, scale, metrics)
  const topMm = finding.bottomMm + gapMm
  const roomMm = footer.topMm - gapMm - topMm
  const zones = zonesOf(document.sections, page, frame, metrics)
  const height = (stretch: number) => zones.reduce((sum, zone, i) => sum + (i ? gapMm : 0) + zoneHeightMm(zone, stretch, frame), 0)
  const stretch = greatestStretch(height, roomMm, leastStretch, mostStretch)
  if (stretch === undefined) return undefined
  const growing = zones.some(hasPictures) ? zones.filter(hasPictures) : zones
  const spareMm = (roomMm - height(stretch)) / Math.max(1, growing.length)
  const boxes: Box[] = [...band.boxes, ...finding.boxes]
  let yMm = topMm
  for (const zone of zones) {
    const heightMm = zoneHeightMm(zone, stretch, frame) + (growing.includes(zone) ? spareMm : 0)
    boxes.push(...placeZone(zone, yMm, heightMm, stretch, frame))
    yMm += heightMm + gapMm
  }
  return { widthMm: page.widthMm, heightMm: page.heightMm, title: document.title, bodyPt, boxes: [...boxes, ...footer.boxes] }
}
