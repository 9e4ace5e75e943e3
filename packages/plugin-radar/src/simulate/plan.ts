/** All that is known before the first step. */
import type { Grid } from '../raster/index.js'
import type { Computing } from './compute.js'
import type { ModelState, OutputName, WaterModel } from './model.js'
import type { Span } from './timeline.js'

export interface Plan {
  grid: Grid
  /** (y, x), NaN outside the domain: stands beside the water. */
  elevationMetres: ArrayLike<number>
  spans: Span[]
  outputMinutes: number
  outputs: OutputName[]
  massTolerance: number
  /** What the answer depends on: goes into the manifest and its fingerprint. No clock, no paths. */
  about: Record<string, unknown>
  cellsOutsideRain: number
  /** Absent for HAIL-CAESAR's model. */
  computing?: Computing
  /** Of ours: TensorFlow has its own. */
  threads: number
  /** Looks for what would break off the simulation later; not done again when going on. */
  check?(): Promise<void>
  createModel(state?: ModelState): Promise<WaterModel>
}
