/**
 * A poster on one page: the running text as large as it can be with figures at a good size, then figures grown until
 * the page is full.
 *
 * In: a PosterDocument, a Page. Out: a LayoutModel, or undefined where the words do not fit at the smallest size.
 */
import type { DocSection, PosterDocument } from '../document/poster-document.js'
import type { FontMetrics } from '../text/index.js'
import { columnHeightMm, cutColumns, greatestStretch, type Zone } from './columns.js'
import { layoutBand, layoutFinding, layoutFooter } from './header.js'
import type { Box, LayoutModel } from './model.js'
import type { Page } from './page.js'
import { measureSection } from './section.js'
import { type TypeScale, typeScale } from './theme.js'

const largestBodyToFloor = 1.7
const smallestBodyToFloor = 1.08
/** Figures may shrink to this share of their ideal height before the text shrinks. */
const goodStretch = 0.85
const mostStretch = 3

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
  const band = layoutBand(document, page, marginMm, scale, metrics)
  const finding = layoutFinding(document, page, band.bottomMm + gapMm, marginMm, scale, metrics)
  const footer = layoutFooter(document.footer, page, marginMm, scale, metrics)
  const topMm = finding.bottomMm + gapMm
  const roomMm = footer.topMm - gapMm - topMm
  const zones = zonesOf(document, page, marginMm, gapMm, scale, metrics)
  const height = (stretch: number) => zones.reduce((sum, zone, i) => sum + (i ? gapMm : 0) + zoneHeightMm(zone, page, stretch, gapMm), 0)
  const stretch = greatestStretch(height, roomMm, leastStretch, mostStretch)
  if (stretch === undefined) return undefined
  const spareMm = zones.length ? (roomMm - height(stretch)) / zones.length : 0
  const boxes: Box[] = [...band.boxes, ...finding.boxes]
  let yMm = topMm
  for (const zone of zones) {
    const heightMm = zoneHeightMm(zone, page, stretch, gapMm) + spareMm
    boxes.push(...placeZone(zone, page, { marginMm, gapMm, yMm, heightMm, stretch }))
    yMm += heightMm + gapMm
  }
  return { widthMm: page.widthMm, heightMm: page.heightMm, title: document.title, bodyPt, boxes: [...boxes, ...footer.boxes] }
}

/** A zone of fewer sections than the page has columns makes its columns wider. */
function columnWidthMm(page: Page, sections: number, marginMm: number, gapMm: number): number {
  const columns = Math.min(page.columns, sections)
  return (page.widthMm - 2 * marginMm - gapMm * (columns - 1)) / columns
}

function zonesOf({ sections }: PosterDocument, page: Page, marginMm: number, gapMm: number, scale: TypeScale, metrics: FontMetrics): Zone[] {
  const groups: DocSection[][] = []
  for (const section of sections) {
    const last = groups[groups.length - 1]
    if (section.wide || !last || last[0].wide) groups.push([section])
    else last.push(section)
  }
  return groups.map((group) => {
    const widthMm = group[0].wide ? page.widthMm - 2 * marginMm : columnWidthMm(page, group.length, marginMm, gapMm)
    const measured = group.map((section) => measureSection(section, widthMm, scale, metrics))
    return group[0].wide ? { wide: true, section: measured[0] } : { wide: false, sections: measured }
  })
}

function zoneHeightMm(zone: Zone, page: Page, stretch: number, gapMm: number): number {
  return zone.wide ? zone.section.heightMm(stretch) : cutColumns(zone.sections, page.columns, stretch, gapMm).heightMm
}

interface ZonePlace {
  marginMm: number
  gapMm: number
  yMm: number
  heightMm: number
  stretch: number
}

function placeZone(zone: Zone, page: Page, { marginMm, gapMm, yMm, heightMm, stretch }: ZonePlace): Box[] {
  if (zone.wide) {
    const own = greatestStretch((s) => zone.section.heightMm(s), heightMm, stretch, mostStretch) ?? stretch
    return zone.section.place({ xMm: marginMm, yMm, widthMm: page.widthMm - 2 * marginMm, heightMm }, own)
  }
  const { columns } = cutColumns(zone.sections, page.columns, stretch, gapMm)
  const widthMm = columnWidthMm(page, zone.sections.length, marginMm, gapMm)
  return columns.flatMap((sections, c) => {
    const own = greatestStretch((s) => columnHeightMm(sections, s, gapMm), heightMm, stretch, mostStretch) ?? stretch
    const spareMm = (heightMm - columnHeightMm(sections, own, gapMm)) / sections.length
    let top = yMm
    return sections.flatMap((section) => {
      const rect = { xMm: marginMm + c * (widthMm + gapMm), yMm: top, widthMm, heightMm: section.heightMm(own) + spareMm }
      top += rect.heightMm + gapMm
      return section.place(rect, own)
    })
  })
}
