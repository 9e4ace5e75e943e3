/**
 * Sections into the space between a header and a footer: of all arrangements that fit, the one with the largest text and the
 * least empty space.
 */
import type { FontMetrics } from '../text/index.js'
import { greatestStretch } from './columns.js'
import type { Box } from './model.js'
import type { Page } from './page.js'
import type { LaidSection } from './section.js'
import { largestFit, smallestBody } from './sizes.js'
import { type Arrangement, type Frame, hasPictures, mostStretch, placeZone, zoneHeightMm, zonesOf } from './zones.js'

export interface Flowed {
  boxes: Box[]
  /** Area that stays empty inside cards. */
  emptyMm2: number
}

/** Undefined where the sections are too tall even with pictures at `leastStretch`. */
export function flowSections(
  sections: LaidSection[],
  arrangement: Arrangement,
  frame: Frame,
  between: [topMm: number, bottomMm: number],
  leastStretch: number,
  metrics: FontMetrics,
): Flowed | undefined {
  const { split, columns } = arrangement
  if (!split) return flowBlock(sections, arrangement, frame, between, leastStretch, metrics)
  const { gapMm, widthMm, leftMm } = frame
  const blockMm = (widthMm + gapMm) * split.share - gapMm
  const left = flowBlock(sections.slice(0, split.at), { columns: 2, rows: true, wide: true }, { ...frame, widthMm: blockMm }, between, leastStretch, metrics)
  if (!left) return undefined
  const beside = { ...frame, leftMm: leftMm + blockMm + gapMm, widthMm: widthMm - blockMm - gapMm }
  const right = flowBlock(sections.slice(split.at), { columns: columns - 2, rows: false, wide: false }, beside, between, leastStretch, metrics)
  return right && { boxes: [...left.boxes, ...right.boxes], emptyMm2: left.emptyMm2 + right.emptyMm2 }
}

function flowBlock(
  sections: LaidSection[],
  arrangement: Arrangement,
  frame: Frame,
  [topMm, bottomMm]: [number, number],
  leastStretch: number,
  metrics: FontMetrics,
): Flowed | undefined {
  const roomMm = bottomMm - topMm
  if (roomMm <= 0) return undefined
  const { gapMm } = frame
  const zones = zonesOf(sections, arrangement, frame, metrics)
  const height = (stretch: number) => zones.reduce((sum, zone, i) => sum + (i ? gapMm : 0) + zoneHeightMm(zone, stretch, frame), 0)
  const stretch = greatestStretch(height, roomMm, leastStretch, mostStretch)
  if (stretch === undefined) return undefined
  const growing = zones.some(hasPictures) ? zones.filter(hasPictures) : zones
  const spareMm = (roomMm - height(stretch)) / Math.max(1, growing.length)
  let yMm = topMm
  let emptyMm2 = 0
  const boxes = zones.flatMap((zone) => {
    const heightMm = zoneHeightMm(zone, stretch, frame) + (growing.includes(zone) ? spareMm : 0)
    const placed = placeZone(zone, yMm, heightMm, stretch, frame)
    yMm += heightMm + gapMm
    emptyMm2 += placed.emptyMm2
    return placed.boxes
  })
  return { boxes, emptyMm2 }
}

/** What is worth trying: tall pages in two or three columns, wide ones in three or four, also with a block of two on the left. */
function arrangementsOf({ widthMm, heightMm, columns }: Page, sections: LaidSection[]): Arrangement[] {
  const isWide = widthMm > heightMm * 1.2
  const counts = [columns, columns + 1]
  if (!isWide) return counts.flatMap((count) => [true, false].map((rows) => ({ columns: count, rows, wide: true })))
  const even = counts.map((count) => ({ columns: count, rows: false, wide: false }))
  const lastWide = sections.findLastIndex(({ wide }) => wide)
  if (lastWide < 0) return even
  const cuts = Array.from({ length: Math.max(0, sections.length - lastWide - 1) }, (_, i) => lastWide + 1 + i)
  return [
    ...even,
    ...counts.flatMap((count) => cuts.flatMap((at) => sharesOf(count).map((share) => ({ columns: count, rows: false, wide: false, split: { at, share } })))),
  ]
}

/** What a block of two columns on the left takes of the page: as wide columns as the others, or wider ones. */
function sharesOf(columns: number): number[] {
  return columns > 3 ? [2 / columns, 0.58] : [2 / columns]
}

export interface Filled {
  bodyPt: number
  /** Share of the page. */
  empty: number
}

interface Tried<T> {
  arrangement: Arrangement
  leastStretch: number
  filled: T
}

/** Arrangements that are looked at in all sizes. */
const mostTried = 4
/** What a tenth of the page left empty costs, in shares of the smallest text. */
const priceOfEmptiness = 3
/** What it costs that a wide section stands in one column. */
const priceOfNarrow = 0.4
/** Figures may shrink to this share of their ideal height before the text shrinks. */
const goodStretch = 0.85
/** Where a block of two columns holds the wide figure: what it should have, and what still shows more than one column does. */
const goodBesideColumns = [0.9, 0.6]

/** The best page over arrangements and sizes; undefined where none fits. */
export function bestFill<T extends Filled>(
  page: Page,
  sections: LaidSection[],
  fill: (bodyPt: number, arrangement: Arrangement, leastStretch: number) => T | undefined,
  largestToFloor?: number,
): T | undefined {
  const arrangements = arrangementsOf(page, sections)
  const goodFor = ({ split }: Arrangement) => (split ? goodBesideColumns : [goodStretch])
  const atSmallest = (stretchesFor: (arrangement: Arrangement) => number[]) =>
    arrangements.flatMap((arrangement): Tried<T>[] => {
      for (const leastStretch of stretchesFor(arrangement)) {
        const filled = fill(smallestBody(page), arrangement, leastStretch)
        if (filled) return [{ arrangement, leastStretch, filled }]
      }
      return []
    })
  const hasWide = sections.some(({ wide }) => wide)
  const worth = ({ arrangement: { wide, split }, filled: { bodyPt, empty } }: Tried<T>) =>
    bodyPt / page.floorPt - priceOfEmptiness * empty - (hasWide && !wide && !split ? priceOfNarrow : 0)
  const best = (all: Tried<T>[]) => all.sort((a, b) => worth(b) - worth(a))[0]?.filled
  const good = atSmallest(goodFor)
  if (good.length === 0) return best(atSmallest(() => [0]))
  const tried = good.sort((a, b) => worth(b) - worth(a)).slice(0, mostTried)
  return best(
    tried.map(({ filled, ...each }) => {
      const fit = (bodyPt: number) => (bodyPt === filled.bodyPt ? filled : fill(bodyPt, each.arrangement, each.leastStretch))
      return { ...each, filled: largestFit(page, fit, largestToFloor) ?? filled }
    }),
  )
}
