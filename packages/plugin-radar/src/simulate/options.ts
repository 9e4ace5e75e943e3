/** What a simulation is asked for. */
import type { Side } from '../solver/index.js'
import type { Compute } from './compute.js'
import type { MissingRain } from './missing-rain.js'
import type { OutputName } from './model.js'
import type { InputOptions } from './rain-series.js'
import type { Infiltration, RainMode } from './runoff/index.js'
import type { Holes } from './terrain.js'
import type { Period } from './timeline.js'

export interface SolverParameters {
  /** Manning's n: a number, or a raster on the terrain's grid. */
  manning: number | string
  courant: number
  theta: number
  froudeLimit: number
  edge: 'open' | 'closed'
  edgeSlope: number
  edgeSides: Side[]
  /** A raster on the terrain's grid, metres. */
  initialDepth?: string
}

export const solverDefaults: SolverParameters = {
  manning: 0.04,
  courant: 0.7,
  theta: 0.9,
  froudeLimit: 0.8,
  edge: 'open',
  edgeSlope: 0.005,
  edgeSides: ['north', 'east', 'south', 'west'],
}

/** Where the water goes, and how a run is watched. */
export interface RunOptions {
  out: string
  /** Minutes of wall time between checkpoints; 0: at every output. Default 10. */
  checkpointMinutes?: number
  force?: boolean
  /** Throw an unfinished run away. */
  restart?: boolean
  /** Which solver computes, and where: HAIL-CAESAR's model on the CPU alone. */
  compute?: Compute
  signal?: AbortSignal
  log?: (line: string) => void
  progress?: (now: ProgressNow) => void
}

/** A parameter file of HAIL-CAESAR, with the rain, terrain and hydroindex that it names. */
export interface ParamsOptions extends RunOptions {
  params: string
  /** When its minute 0 was, UTC; its files do not say. Default 1970. */
  startMs?: number
  /** Default: its raster_output_interval. */
  outputMinutes?: number
  massTolerance?: number
}

/** HAIL-CAESAR's model on rain and terrain of any kind. */
export interface Compat {
  /** `cells`: a store of its own in each inner cell. `zones`: one a rain cell, which feeds its input points, or nothing. */
  runoff: 'zones' | 'cells'
  topmodelMetres: number
}

export interface SimulateOptions extends InputOptions, Period, RunOptions {
  /** A Zarr store of rain, or radar files. */
  rain: string[]
  /** A Zarr store with an elevation, or a terrain file. */
  terrain: string
  /** Put the terrain onto squares of this size over the extent of the rain, in its projection. */
  cellMetres?: number
  outputMinutes?: number
  outputs?: OutputName[]
  missingRain?: MissingRain
  holes?: Holes
  rainMode?: RainMode
  infiltration?: Infiltration
  evaporationMmPerHour?: number
  solver?: Partial<SolverParameters>
  /** Depth at which water has arrived. Default 0.1. */
  arrivalDepthMetres?: number
  /** The simulation stops where more of the water is unaccounted for. Default 0.001. */
  massTolerance?: number
  /** Of the solver wasm. Default: one a processor, fewer on small grids. The answer does not depend on it. */
  threads?: number
  /** HAIL-CAESAR's model in place of ours. */
  compat?: Compat
}

export interface ProgressNow {
  minutes: number
  totalMinutes: number
  timeMs: number
  steps: number
  deepestMetres: number
  /** Of the last piece. */
  stepSeconds: number
}
