/** Outflow over the edge of the domain: Manning's normal flow over a bed of a fixed slope, never inward. */
import { gravity } from './flux.js'
import type { Grid } from './grid.js'
import type { Settings } from './options.js'

/** Fills the outer faces of `nextQx` and `nextQy`. */
export function computeEdgeFlux(grid: Grid, settings: Settings): void {
  if (settings.edge.kind === 'closed') return
  const { rows, columns, stride, nextQx, nextQy } = grid
  const { slope, sides = ['north', 'east', 'south', 'west'] } = settings.edge
  const [toNorth, toEast, toSouth, toWest] = (['north', 'east', 'south', 'west'] as const).map((side) => sides.includes(side))
  for (let y = 1; y <= rows; y++) {
    const west = y * stride + 1
    const east = y * stride + columns
    if (toWest) nextQx[west] = -normalFlow(grid, settings, slope, west)
    if (toEast) nextQx[east + 1] = normalFlow(grid, settings, slope, east)
  }
  for (let x = 1; x <= columns; x++) {
    const north = stride + x
    const south = rows * stride + x
    if (toNorth) nextQy[north] = -normalFlow(grid, settings, slope, north)
    if (toSouth) nextQy[south + stride] = normalFlow(grid, settings, slope, south)
  }
}

function normalFlow({ depth }: Grid, { manning, froudeLimit, minimumFlowDepthMetres }: Settings, slope: number, cell: number): number {
  const h = depth[cell]
  if (h <= minimumFlowDepthMetres) return 0
  const q = (h * Math.cbrt(h * h) * Math.sqrt(slope)) / manning
  return Math.min(q, froudeLimit * h * Math.sqrt(gravity * h))
}
