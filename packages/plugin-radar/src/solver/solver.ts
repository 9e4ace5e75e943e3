/** The solver: state, time step, rain, mass balance. */
import { PhdError } from '@phd/core'
import { edgeOutflow, limitOutflow, updateDepth } from './depth.js'
import { computeEdgeFlux } from './edge.js'
import { computeFlux, gravity } from './flux.js'
import { createGrid } from './grid.js'
import { type SolverOptions, settings } from './options.js'

/** Cubic metres since the start. `errorShare` is |rain + initial - outflow - stored| over rain + initial; 0 without water. */
export interface MassBalance {
  initialCubicMetres: number
  rainCubicMetres: number
  outflowCubicMetres: number
  storedCubicMetres: number
  errorShare: number
}

export interface Solver {
  readonly timeSeconds: number
  readonly steps: number
  /** Discharge over the whole edge in the last step, m3/s. */
  readonly outflowCubicMetresPerSecond: number
  /**
   * Go on for `seconds` with rain of constant intensity, (y, x) mm/h on the solver's grid; without it, dry weather.
   * RADAR_SOLVER_MASS where the mass balance is off by 1e-6 or more.
   */
  advance(seconds: number, rainMmPerHour?: ArrayLike<number>): void
  /** (y, x) metres, a copy. NaN outside the domain. */
  depthMetres(): Float64Array
  /** Replace the water: (y, x) metres. It counts as there from the start. */
  setDepth(depthMetres: ArrayLike<number>): void
  mass(): MassBalance
}

/** Water shallower than this does not shorten the time step: friction, not the gravity wave, governs it. */
const shallowMetres = 0.02
const toleratedErrorShare = 1e-6

export function createSolver(options: SolverOptions): Solver {
  const set = settings(options)
  const { rows, columns, cellMetres, courant, maximumStepSeconds } = set
  const grid = createGrid(set)
  const area = cellMetres * cellMetres
  let timeSeconds = 0
  let steps = 0
  let deepest = 0
  let initialMetres = 0
  let rainMetres = 0
  let outflowMetres = 0
  let outflow = 0

  /** Adds rain of `seconds`; (y, x) mm/h. */
  const rainFor = (seconds: number, rainMmPerHour: ArrayLike<number>) => {
    const metresPerMm = seconds / 3_600_000
    let sum = 0
    for (let y = 0; y < rows; y++) {
      for (let x = 0, i = (y + 1) * grid.stride + 1; x < columns; x++, i++) {
        const added = rainMmPerHour[y * columns + x] * metresPerMm
        if (!(added > 0) || grid.bed[i] > 1e8) continue
        grid.depth[i] += added
        sum += added
        if (grid.depth[i] > deepest) deepest = grid.depth[i]
        grid.wetRow[y + 1] = 1
      }
    }
    rainMetres += sum
  }

  const step = (seconds: number) => {
    computeFlux(grid, set, seconds)
    computeEdgeFlux(grid, set)
    limitOutflow(grid, seconds, cellMetres)
    const out = edgeOutflow(grid, seconds, cellMetres)
    outflowMetres += out
    outflow = (out * area) / seconds
    deepest = updateDepth(grid, seconds, cellMetres)
    steps++
  }

  const storedMetres = () => {
    let sum = 0
    for (let y = 1; y <= rows; y++) for (let x = 1; x <= columns; x++) sum += grid.depth[y * grid.stride + x]
    return sum
  }

  const mass = (): MassBalance => {
    const stored = storedMetres()
    const put = initialMetres + rainMetres
    return {
      initialCubicMetres: initialMetres * area,
      rainCubicMetres: rainMetres * area,
      outflowCubicMetres: outflowMetres * area,
      storedCubicMetres: stored * area,
      errorShare: put === 0 ? 0 : Math.abs(put - outflowMetres - stored) / put,
    }
  }

  return {
    get timeSeconds() {
      return timeSeconds
    },
    get steps() {
      return steps
    },
    get outflowCubicMetresPerSecond() {
      return outflow
    },
    advance(seconds, rainMmPerHour) {
      let left = seconds
      while (left > 1e-9) {
        const wave = (courant * cellMetres) / Math.sqrt(gravity * Math.max(deepest, shallowMetres))
        const most = Math.min(wave, maximumStepSeconds)
        const dt = left / Math.ceil(left / most - 1e-9)
        if (rainMmPerHour) rainFor(dt, rainMmPerHour)
        step(dt)
        left -= dt
      }
      timeSeconds += seconds
      const balance = mass()
      if (!(balance.errorShare < toleratedErrorShare)) {
        throw new PhdError('RADAR_SOLVER_MASS', `The solver lost or made water by minute ${Math.round(timeSeconds / 60)}.`, {
          expected: `a mass error below ${toleratedErrorShare} of the water`,
          received: String(balance.errorShare),
          remedy: 'look for rain or depths that are no numbers, then for a smaller Courant number',
        })
      }
    },
    depthMetres() {
      const out = new Float64Array(rows * columns)
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          const i = (y + 1) * grid.stride + x + 1
          out[y * columns + x] = grid.bed[i] > 1e8 ? Number.NaN : grid.depth[i]
        }
      }
      return out
    },
    setDepth(depthMetres) {
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          const i = (y + 1) * grid.stride + x + 1
          const depth = grid.bed[i] > 1e8 ? 0 : depthMetres[y * columns + x]
          grid.depth[i] = depth
          if (depth > 0) grid.wetRow[y + 1] = 1
          if (depth > deepest) deepest = depth
        }
      }
      initialMetres = storedMetres() - rainMetres + outflowMetres
    },
    mass,
  }
}
