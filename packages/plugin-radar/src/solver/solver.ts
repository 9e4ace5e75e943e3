/** The solver on this thread. */
import { noBarrier } from './barrier.js'
import { createKernel } from './kernel.js'
import { march } from './march.js'
import { checkMass } from './mass.js'
import { checkSeconds, type SolverOptions } from './options.js'
import { setCapacity, setRain } from './rain.js'
import { openGrid, type Readings, readings } from './readings.js'
import type { SolverState } from './state.js'

export interface Solver extends Readings {
  /**
   * Go on for `seconds` with rain of constant intensity, (y, x) mm/h on the solver's grid; without it, dry weather.
   * RADAR_SOLVER_MASS where the mass balance is off by `massErrorLimit` or more.
   */
  advance(seconds: number, rainMmPerHour?: ArrayLike<number>): void
}

/** With a state, from there on; without, from the initial depth at time 0. */
export function createSolver(options: SolverOptions, state?: SolverState): Solver {
  const { grid, set } = openGrid(options, state)
  const kernel = createKernel(grid, set)
  const read = readings(grid, set)
  const advance = (seconds: number, rainMmPerHour?: ArrayLike<number>) => {
    checkSeconds(seconds)
    setRain(grid, rainMmPerHour)
    if (set.infiltrates) setCapacity(grid, options.infiltrationMmPerHour)
    march(grid, set, kernel, { first: 1, last: set.rows }, seconds, noBarrier)
    checkMass(read.mass().errorShare, read.timeSeconds, set.massErrorLimit)
  }
  return Object.assign(read, { advance })
}
