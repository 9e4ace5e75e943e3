/** Outflow over the edge of the domain: Manning's normal flow over a bed of a fixed slope, never inward. */
import type { Faces, Grid } from './grid.js'
import type { Settings } from './options.js'
import { gravity } from './plain.js'

/** The west and east ends of a row of `next.x`. */
export function edgeOfRow(grid: Grid, set: Settings, next: Faces, row: number): void {
  const { west: westSlope, east: eastSlope } = set.edgeSlope
  const west = row * grid.stride + 1
  const east = row * grid.stride + grid.columns
  if (westSlope > 0) next.x[west] = -normalFlow(grid, set, westSlope, west)
  if (eastSlope > 0) next.x[east + 1] = normalFlow(grid, set, eastSlope, east)
}

/** The outer faces of the first row. */
export function northEdge(grid: Grid, set: Settings, next: Faces): void {
  if (set.edgeSlope.north === 0) return
  for (let x = 1; x <= grid.columns; x++) next.y[grid.stride + x] = -normalFlow(grid, set, set.edgeSlope.north, grid.stride + x)
}

/** The outer faces of the last row. */
export function southEdge(grid: Grid, set: Settings, next: Faces): void {
  if (set.edgeSlope.south === 0) return
  const last = grid.rows * grid.stride
  for (let x = 1; x <= grid.columns; x++) next.y[last + grid.stride + x] = normalFlow(grid, set, set.edgeSlope.south, last + x)
}

function normalFlow({ depth, manning }: Grid, set: Settings, slope: number, cell: number): number {
  const h = depth[cell]
  if (h <= set.minimumFlowDepthMetres) return 0
  const n = manning.length > 0 ? manning[cell] : set.manning
  const q = (h * Math.cbrt(h * h) * Math.sqrt(slope)) / n
  return Math.min(q, set.froudeLimit * h * Math.sqrt(gravity * h))
}
