/** What can be read off a solver between two advances, on however many threads it runs. */

import { deepestOfRow } from './depth.js'
import { createGrid, fillInner, type Grid, inner, total, wallMetres } from './grid.js'
import { type MassBalance, massBalance, storedMetres } from './mass.js'
import { type Settings, type SolverOptions, settings } from './options.js'
import { readState, type SolverState, writeState } from './state.js'
import { type Velocity, velocity } from './velocity.js'

export interface Readings {
  readonly timeSeconds: number
  readonly steps: number
  /** Discharge over the whole edge in the last step, m3/s. */
  readonly outflowCubicMetresPerSecond: number
  /** (y, x) metres, a copy. NaN outside the domain. */
  depthMetres(): Float64Array
  velocity(): Velocity
  /** Fields of `track`, and what the ground took; (y, x), NaN outside the domain. Empty where not asked for. */
  maximumDepthMetres(): Float64Array
  /** Seconds since the start; NaN where no water has arrived. */
  arrivalSeconds(): Float64Array
  /** Depth times speed, m2/s. */
  maximumHazard(): Float64Array
  infiltratedMetres(): Float64Array
  mass(): MassBalance
  state(): SolverState
  /** Replace the water: (y, x) metres. It counts as there from the start. */
  setDepth(depthMetres: ArrayLike<number>): void
}

/** A grid as the options say, or as the state says. */
export function openGrid(options: SolverOptions, state?: SolverState): { grid: Grid; set: Settings } {
  const set = settings(options)
  const grid = createGrid(set)
  grid.bed.fill(wallMetres)
  for (let y = 0, k = 0; y < grid.rows; y++) {
    for (let x = 0; x < grid.columns; x++, k++) {
      const height = options.elevationMetres[k]
      if (Number.isFinite(height)) grid.bed[(y + 1) * grid.stride + x + 1] = height
    }
  }
  if (typeof options.manning === 'object') {
    grid.manning.fill(1) // no water flows through a wall; its n only has to be a number
    fillInner(grid, grid.manning, options.manning)
  }
  grid.arrival.fill(Number.NaN)
  if (state) writeState(grid, state)
  else if (options.initialDepthMetres) {
    setDepth(grid, options.initialDepthMetres)
    trackStart(grid, set)
  }
  refreshRows(grid)
  return { grid, set }
}

/** What is wet at the start has arrived then. */
function trackStart({ depth, maximumDepth, arrival }: Grid, { track: { arrivalDepthMetres = Number.POSITIVE_INFINITY } }: Settings): void {
  maximumDepth.set(depth.subarray(0, maximumDepth.length))
  for (let i = 0; i < arrival.length; i++) if (depth[i] >= arrivalDepthMetres) arrival[i] = 0
}

function setDepth(grid: Grid, depthMetres: ArrayLike<number>): void {
  fillInner(grid, grid.depth, depthMetres)
  refreshRows(grid)
  const { totals } = grid
  totals[total.initial] = storedMetres(grid) - totals[total.rain] + totals[total.outflow] + totals[total.infiltration]
}

export function refreshRows(grid: Grid): void {
  for (let row = 1; row <= grid.rows; row++) for (const { deepest } of grid.rowNumbers) deepest[row] = deepestOfRow(grid, row)
}

export function readings(grid: Grid, set: Settings): Readings {
  const { totals } = grid
  const followed = (field: Float64Array) => (field.length > 0 ? inner(grid, field) : new Float64Array())
  return {
    get timeSeconds() {
      return totals[total.timeSeconds]
    },
    get steps() {
      return totals[total.steps]
    },
    get outflowCubicMetresPerSecond() {
      return totals[total.outflowRate]
    },
    depthMetres: () => inner(grid, grid.depth),
    velocity: () => velocity(grid, set, grid.faces[totals[total.steps] % 2]),
    maximumDepthMetres: () => followed(grid.maximumDepth),
    arrivalSeconds: () => followed(grid.arrival),
    maximumHazard: () => followed(grid.maximumHazard),
    infiltratedMetres: () => followed(grid.infiltrated),
    mass: () => massBalance(grid, set),
    state: () => readState(grid),
    setDepth: (depthMetres) => setDepth(grid, depthMetres),
  }
}
