/**
 * Velocity at the centre of a cell: the mean of its two faces' in each direction.
 *
 * A face's is its discharge over the water above its sill now, within the Froude limit: the discharge is a step older than
 * the depth, and may have emptied the face since.
 */
import { type Faces, type Grid, inner } from './grid.js'
import type { Settings } from './options.js'
import { gravity } from './plain.js'

export function cellVelocity(grid: Grid, set: Settings, { x, y }: Faces, i: number): { east: number; south: number } {
  const { stride } = grid
  return {
    east: (faceVelocity(grid, set, x[i], i - 1, i) + faceVelocity(grid, set, x[i + 1], i, i + 1)) / 2,
    south: (faceVelocity(grid, set, y[i], i - stride, i) + faceVelocity(grid, set, y[i + stride], i, i + stride)) / 2,
  }
}

/** At the edge of the domain the water beyond stands as high as the cell's. */
function faceVelocity({ bed, depth }: Grid, set: Settings, q: number, before: number, after: number): number {
  if (q === 0) return 0
  const sill = Math.max(bed[before], bed[after])
  const edge = sill > 1e8
  const h = edge ? Math.max(depth[before], depth[after]) : Math.max(bed[before] + depth[before], bed[after] + depth[after]) - sill
  if (!(h > set.minimumFlowDepthMetres)) return 0
  const fastest = set.froudeLimit * Math.sqrt(gravity * h)
  return Math.max(-fastest, Math.min(fastest, q / h))
}

/** (y, x) m/s; 0 where no water flows, NaN outside the domain. */
export interface Velocity {
  eastMetresPerSecond: Float64Array
  southMetresPerSecond: Float64Array
}

export function velocity(grid: Grid, set: Settings, faces: Faces): Velocity {
  const east = new Float64Array(grid.depth.length)
  const south = new Float64Array(grid.depth.length)
  for (let row = 1; row <= grid.rows; row++) {
    for (let i = row * grid.stride + 1; i <= row * grid.stride + grid.columns; i++) {
      if (!(grid.depth[i] > set.minimumFlowDepthMetres)) continue
      const at = cellVelocity(grid, set, faces, i)
      east[i] = at.east
      south[i] = at.south
    }
  }
  return { eastMetresPerSecond: inner(grid, east), southMetresPerSecond: inner(grid, south) }
}
