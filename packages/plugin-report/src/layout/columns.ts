/**
 * Pieces into columns: read down the first column, then the second. The order is kept, and of all cuts the one is taken
 * that makes the tallest column least tall.
 */
import { type Card, cardsOf, type Piece, paddingOf } from './section.js'
import type { StyleSheet } from './style-sheet.js'

/** Height of cards below each other. */
export function columnHeightMm(cards: Card[], stretch: number, gapMm: number): number {
  return cards.reduce((sum, card) => sum + card.heightMm(stretch), gapMm * Math.max(0, cards.length - 1))
}

export interface Cut {
  columns: Card[][]
  heightMm: number
}

/** `pieces` in `count` columns, none of them empty. */
export function cutColumns(pieces: Piece[], count: number, stretch: number, gapMm: number, sheet: StyleSheet): Cut {
  const { edges, tallest } = bestEdges(pieces, count, stretch, gapMm, sheet)
  return { columns: edges.slice(1).map((to, i) => cardsOf(pieces.slice(edges[i], to), sheet)), heightMm: tallest }
}

/** The height alone, without the cards. */
export function cutHeightMm(pieces: Piece[], count: number, stretch: number, gapMm: number, sheet: StyleSheet): number {
  return bestEdges(pieces, count, stretch, gapMm, sheet).tallest
}

/** What it costs, in height, that a section goes on in the next column; more where its text is torn from its figures. */
const [tornEm, tornTextEm] = [0.5, 6]

function bestEdges(pieces: Piece[], count: number, stretch: number, gapMm: number, sheet: StyleSheet): { edges: number[]; tallest: number } {
  const height = heightsOf(pieces, stretch, gapMm, sheet)
  const tornMm = pieces.map((piece, i) => (i > 0 && piece.section === pieces[i - 1].section ? sheet.em * (piece.isFirstFigure ? tornTextEm : tornEm) : 0))
  let best = { edges: [0, pieces.length], tallest: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY, uneven: Number.POSITIVE_INFINITY }
  const visit = (edges: number[], left: number, tallestSoFar: number) => {
    if (tallestSoFar > best.cost + 1e-9) return
    const from = edges[edges.length - 1]
    if (left === 1) {
      const all = [...edges, pieces.length]
      const heights = all.slice(1).map((to, i) => height(all[i], to))
      const tallest = Math.max(...heights)
      const uneven = heights.reduce((sum, h) => sum + (tallest - h) ** 2, 0)
      const cost = tallest + edges.reduce((sum, edge) => sum + (tornMm[edge] ?? 0), 0)
      if (cost < best.cost - 1e-9 || (cost < best.cost + 1e-9 && uneven < best.uneven)) best = { edges: all, tallest, cost, uneven }
      return
    }
    for (let to = from + 1; to <= pieces.length - (left - 1); to++) visit([...edges, to], left - 1, Math.max(tallestSoFar, height(from, to)))
  }
  visit([0], count, 0)
  return best
}

/** Height of the column that holds `pieces.slice(from, to)`. */
function heightsOf(pieces: Piece[], stretch: number, gapMm: number, { em }: StyleSheet): (from: number, to: number) => number {
  const own = pieces.map((piece) => piece.heightMm(stretch))
  const cardMm = 2 * paddingOf(em)
  // above[i]: what stands over piece i where it is not the first of its column
  const above = pieces.map((piece, i) => (i === 0 ? 0 : piece.section === pieces[i - 1].section ? piece.gapMm : gapMm + cardMm))
  const upTo = [0]
  for (const [i, height] of own.entries()) upTo.push(upTo[i] + above[i] + height)
  return (from, to) => upTo[to] - upTo[from] - above[from] + cardMm
}

/** The greatest `stretch` in [low, high] for which `height(stretch)` stays within `limitMm`; undefined where `low` does not. */
export function greatestStretch(height: (stretch: number) => number, limitMm: number, low: number, high: number): number | undefined {
  if (height(low) > limitMm) return undefined
  if (height(high) <= limitMm) return high
  let [fits, fails] = [low, high]
  for (let i = 0; i < 16; i++) {
    const middle = (fits + fails) / 2
    if (height(middle) <= limitMm) fits = middle
    else fails = middle
  }
  return fits
}
