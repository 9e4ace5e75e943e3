/**
 * Area-weighted regridding: each target cell, as a quadrilateral in rows and columns of the source, is cut along the source's
 * cells. Corners are shared between neighbours, so the pieces of a source cell add up to it.
 */
import type { Grid } from '../raster/index.js'
import { columnsOfTurn, positionIn } from './positions.js'
import { type Weights, weightsBuilder } from './weights.js'

export function conservativeWeights(source: Grid, target: Grid): Weights {
  const position = positionIn(source, target)
  const weights = weightsBuilder(target.rows * target.columns)
  const turn = columnsOfTurn(source)
  const edge = (row: number) =>
    Array.from({ length: target.columns + 1 }, (_, column) => position(target.west + column * target.cellX, target.north - row * target.cellY))
  let above = edge(0)
  for (let row = 0; row < target.rows; row++) {
    const below = edge(row + 1)
    for (let column = 0; column < target.columns; column++) {
      addCell([...above[column], ...above[column + 1], ...below[column + 1], ...below[column]], source, turn, weights.add)
      weights.next()
    }
    above = below
  }
  return weights.whole()
}

/** `quad` is x, y of four corners in turn. */
function addCell(quad: number[], { rows, columns }: Grid, turn: number, add: (index: number, share: number) => void): void {
  const area = areaOf(quad)
  if (!(area > 0) || !Number.isFinite(area)) return
  const x = [quad[0], quad[2], quad[4], quad[6]]
  const y = [quad[1], quad[3], quad[5], quad[7]]
  const left = Math.max(0, Math.floor(Math.min(...x)))
  const right = Math.min(columns, Math.ceil(Math.max(...x)))
  const top = Math.max(0, Math.floor(Math.min(...y)))
  const bottom = Math.min(rows, Math.ceil(Math.max(...y)))
  const acrossTheSeam = turn > 0 && Math.max(...x) - Math.min(...x) > turn / 2
  if (acrossTheSeam) return
  const inside =
    right - left === 1 && bottom - top === 1 && Math.min(...x) >= left && Math.max(...x) <= right && Math.min(...y) >= top && Math.max(...y) <= bottom
  if (inside) {
    add(top * columns + left, 1)
    return
  }
  for (let row = top; row < bottom; row++) {
    const strip = cut(cut(quad, 1, row, 1), 1, row + 1, -1)
    if (strip.length < 6) continue
    for (let column = left; column < right; column++) {
      const piece = areaOf(cut(cut(strip, 0, column, 1), 0, column + 1, -1))
      if (piece > 1e-12 * area) add(row * columns + column, piece / area)
    }
  }
}

/** What of a convex polygon lies on one side of a line: where sign * (coordinate - at) >= 0 (Sutherland and Hodgman 1974). */
function cut(polygon: number[], axis: 0 | 1, at: number, sign: 1 | -1): number[] {
  const kept: number[] = []
  const n = polygon.length
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n
    const here = sign * (polygon[i + axis] - at)
    const there = sign * (polygon[j + axis] - at)
    if (here >= 0) kept.push(polygon[i], polygon[i + 1])
    if (here > 0 ? there < 0 : here < 0 && there > 0) {
      const t = here / (here - there)
      const crossing = [polygon[i] + t * (polygon[j] - polygon[i]), polygon[i + 1] + t * (polygon[j + 1] - polygon[i + 1])]
      crossing[axis] = at
      kept.push(crossing[0], crossing[1])
    }
  }
  return kept
}

function areaOf(polygon: number[]): number {
  let twice = 0
  const n = polygon.length
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n
    twice += polygon[i] * polygon[j + 1] - polygon[j] * polygon[i + 1]
  }
  return Math.abs(twice) / 2
}
