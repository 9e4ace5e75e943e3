/** The water's account. */
import { PhdError } from '@phd/core'
import { type Grid, total } from './grid.js'
import type { Settings } from './options.js'

/**
 * Cubic metres since the start. `errorShare` is |initial + rain - infiltration - outflow - stored| over initial + rain; 0
 * without water.
 */
export interface MassBalance {
  initialCubicMetres: number
  rainCubicMetres: number
  infiltrationCubicMetres: number
  outflowCubicMetres: number
  storedCubicMetres: number
  errorShare: number
}

/** Metres over one cell, added row by row. */
export function storedMetres({ rows, columns, stride, depth }: Grid): number {
  let sum = 0
  for (let row = 1; row <= rows; row++) {
    let inRow = 0
    for (let i = row * stride + 1; i <= row * stride + columns; i++) inRow += depth[i]
    sum += inRow
  }
  return sum
}

export function massBalance(grid: Grid, { cellMetres }: Settings): MassBalance {
  const area = cellMetres * cellMetres
  const stored = storedMetres(grid)
  const [initial, rain, infiltration, outflow] = [total.initial, total.rain, total.infiltration, total.outflow].map((place) => grid.totals[place])
  const put = initial + rain
  return {
    initialCubicMetres: initial * area,
    rainCubicMetres: rain * area,
    infiltrationCubicMetres: infiltration * area,
    outflowCubicMetres: outflow * area,
    storedCubicMetres: stored * area,
    errorShare: put === 0 && stored === 0 ? 0 : Math.abs(put - infiltration - outflow - stored) / put,
  }
}

export function checkMass(errorShare: number, timeSeconds: number, limit: number): void {
  if (errorShare < limit) return
  throw new PhdError('RADAR_SOLVER_MASS', `The solver lost or made water by minute ${Math.round(timeSeconds / 60)}.`, {
    expected: `a mass error below ${limit} of the water`,
    received: String(errorShare),
    remedy: 'look for depths that are no numbers, then for a smaller Courant number',
  })
}
