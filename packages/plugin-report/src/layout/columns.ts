/**
 * Pieces into columns: read down the first column, then the second. The order is kept, and of all cuts the one is taken
 * that makes the tallest column least tall.
 */
import type { Card, Piece } from './section.js'
import { cardsOf } from './section.js'
import type { TypeScale } from './theme.js'

/** Height of cards below each other. */
export function columnHeightMm(cards: Card[], stretch: number, gapMm: number): number {
  return cards.reduce((sum, card) => sum + card.heightMm(stretch), gapMm * Math.max(0, cards.length - 1))
}

/** `pieces` in `count` columns, none of them empty. */
export function cutColumns(pieces: Piece[], count: number, stretch: number, gapMm: number, scale: TypeScale): { columns: Card[][]; heightMm: number } {
  const known = new Map<string, number>()
  const height = (from: number, to: number) => {
    const key = `${from}-${to}`
    const found = known.get(key) ?? columnHeightMm(cardsOf(pieces.slice(from, to), scale), stretch, gapMm)
    known.set(key, found)
    return found
  }
  let best = { edges: [0, pieces.length], tallest: Number.POSITIVE_INFINITY, uneven: Number.POSITIVE_INFINITY }
  const visit = (edges: number[], left: number) => {
    const from = edges[edges.length - 1]
    if (left === 1) {
      const all = [...edges, pieces.length]
      const heights = all.slice(1).map((to, i) => height(all[i], to))
      const tallest = Math.max(...heights)
      const uneven = heights.reduce((sum, h) => sum + (tallest - h) ** 2, 0)
      if (tallest < best.tallest - 1e-9 || (tallest < best.tallest + 1e-9 && uneven < best.uneven)) best = { edges: all, tallest, uneven }
      return
    }
    for (let to = from + 1; to <= pieces.length - (left - 1); to++) visit([...edges, to], left - 1)
  }
  visit([0], count)
  return { columns: best.edges.slice(1).map((to, i) => cardsOf(pieces.slice(best.edges[i], to), scale)), heightMm: best.tallest }
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
