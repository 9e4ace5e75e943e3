/**
 * Sections into columns: read down the first column, then the second; wide sections span all of them.
 *
 * A zone is a run of sections between wide ones. Within a zone the order is kept, and the cut between columns is the one
 * that makes the zone least tall.
 */
import type { MeasuredSection } from './section.js'

export type Zone = { wide: true; section: MeasuredSection } | { wide: false; sections: MeasuredSection[] }

/** Height of sections below each other. */
export function columnHeightMm(sections: MeasuredSection[], stretch: number, gapMm: number): number {
  return sections.reduce((sum, section) => sum + section.heightMm(stretch), gapMm * Math.max(0, sections.length - 1))
}

/** The cut of `sections` into `count` columns, none of them empty, that is least tall at this `stretch`. */
export function cutColumns(sections: MeasuredSection[], count: number, stretch: number, gapMm: number): { columns: MeasuredSection[][]; heightMm: number } {
  const heights = sections.map((section) => section.heightMm(stretch))
  let best = { cuts: [] as number[], tallest: Number.POSITIVE_INFINITY, uneven: Number.POSITIVE_INFINITY }
  const visit = (from: number, left: number, cuts: number[], columnHeights: number[]) => {
    if (left === 1) {
      const all = [...columnHeights, sum(heights.slice(from), gapMm)]
      const tallest = Math.max(...all)
      const uneven = all.reduce((total, height) => total + (tallest - height) ** 2, 0)
      if (tallest < best.tallest - 1e-9 || (tallest < best.tallest + 1e-9 && uneven < best.uneven)) best = { cuts, tallest, uneven }
      return
    }
    for (let to = from + 1; to <= sections.length - (left - 1); to++)
      visit(to, left - 1, [...cuts, to], [...columnHeights, sum(heights.slice(from, to), gapMm)])
  }
  visit(0, Math.min(count, Math.max(1, sections.length)), [], [])
  const edges = [0, ...best.cuts, sections.length]
  const columns = edges.slice(1).map((edge, i) => sections.slice(edges[i], edge))
  return { columns, heightMm: best.tallest }
}

function sum(heights: number[], gapMm: number): number {
  return heights.reduce((total, height) => total + height, gapMm * Math.max(0, heights.length - 1))
}

/** The greatest `stretch` in [low, high] for which `height(stretch)` stays within `limitMm`; undefined where `low` does not. */
export function greatestStretch(height: (stretch: number) => number, limitMm: number, low: number, high: number): number | undefined {
  if (height(low) > limitMm) return undefined
  if (height(high) <= limitMm) return high
  let [fits, fails] = [low, high]
  for (let i = 0; i < 30; i++) {
    const middle = (fits + fails) / 2
    if (height(middle) <= limitMm) fits = middle
    else fails = middle
  }
  return fits
}
