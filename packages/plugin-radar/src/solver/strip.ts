/**
 * One time step over a strip of rows.
 *
 * Rows follow each other closely, so that they are still in the cache: faces of row y, then the limit of row y - 1, then the
 * depths of row y - 2. What needs a neighbouring strip waits for it three times a step; depths of the strip's first row and
 * last two rows are the last to change.
 */
import type { Barrier } from './barrier.js'
import { deepestOfRow, edgeOutflow, infiltrateRow, limitRow } from './depth.js'
import { edgeOfRow, northEdge, southEdge } from './edge.js'
import type { Grid } from './grid.js'
import type { Kernel, Step } from './kernel.js'
import type { Settings } from './options.js'
import { trackRow } from './track.js'

/** Rows of a thread, from 1, both included. A strip has two rows or is the whole grid. */
export interface Strip {
  first: number
  last: number
}

export function stepStrip(grid: Grid, set: Settings, kernel: Kernel, { first, last }: Strip, step: Step, endSeconds: number, barrier: Barrier): void {
  const { rows } = grid
  const { next, dtSeconds, before, after } = step
  const perMetre = dtSeconds / set.cellMetres
  const flows = (row: number) => before.deepest[row] > set.minimumFlowDepthMetres

  const rowFaces = (row: number) => {
    if (flows(row)) {
      kernel.westFaces(row, step)
      edgeOfRow(grid, set, next, row)
      next.xMoves[row] = 1
    } else clearRow(grid, next.x, next.xMoves, row)
    if (flows(row) || flows(row - 1)) {
      kernel.northFaces(row, step)
      next.yMoves[row] = 1
    } else clearRow(grid, next.y, next.yMoves, row)
    if (row === 1 && next.yMoves[row]) northEdge(grid, set, next)
  }
  const lastFaces = () => {
    next.yMoves[rows + 1] = flows(rows) ? 1 : 0
    if (flows(rows)) southEdge(grid, set, next)
    else next.y.fill(0, (rows + 1) * grid.stride, (rows + 2) * grid.stride)
  }
  const moves = (row: number) => next.xMoves[row] || next.yMoves[row] || next.yMoves[row + 1]
  const limit = (row: number) => {
    if (moves(row) && kernel.overdrawn(row, step)) limitRow(grid, next, row, perMetre)
  }
  const update = (row: number) => {
    const moved = moves(row)
    let deepest = moved || grid.rowRains[row] ? kernel.update(row, step) : before.deepest[row]
    after.outflow[row] = moved ? edgeOutflow(grid, next, row, perMetre) : 0
    if (set.infiltrates) {
      after.infiltration[row] = deepest > 0 ? infiltrateRow(grid, row, dtSeconds) : 0
      if (deepest > 0) deepest = deepestOfRow(grid, row)
    }
    after.deepest[row] = deepest
  }

  for (let row = first; row <= last; row++) {
    rowFaces(row)
    if (row > first) limit(row - 1)
    if (row > first + 2) update(row - 2)
  }
  if (last === rows) lastFaces()
  barrier.wait()
  limit(last)
  barrier.wait()
  update(first)
  for (let row = Math.max(first + 1, last - 1); row <= last; row++) update(row)
  barrier.wait()
  // Depths of the neighbouring strips' nearest rows do not change before the next step's last third.
  for (let row = first; row <= last; row++) if (after.deepest[row] > 0) trackRow(grid, set, next, row, endSeconds)
}

function clearRow({ stride }: Grid, q: Float64Array, moves: Uint8Array, row: number): void {
  if (moves[row]) q.fill(0, row * stride, (row + 1) * stride)
  moves[row] = 0
}
