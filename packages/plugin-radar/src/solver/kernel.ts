/** What a time step does to a row of cells or faces; rows from 1, as the grid has walls around it. */
import type { Faces, Grid, RowNumbers } from './grid.js'
import type { Settings } from './options.js'
import { plainKernel } from './plain.js'
import { simdKernel } from './simd/kernel.js'

export interface Kernel {
  /** Discharge through the west faces of row y and the east face of its last cell. */
  westFaces(y: number, step: Step): void
  northFaces(y: number, step: Step): void
  /** Whether a cell of row y would give more than it has. */
  overdrawn(y: number, step: Step): boolean
  /** Discharges and rain into depths; answers the greatest. */
  update(y: number, step: Step): number
}

export interface Step {
  dtSeconds: number
  now: Faces
  next: Faces
  before: RowNumbers
  after: RowNumbers
}

export function createKernel(grid: Grid, set: Settings): Kernel {
  return set.kernel === 'plain' ? plainKernel(grid, set) : simdKernel(grid, set)
}
