/** The model's interface. */
import type { HailCaesarSettings } from './settings.js'

export interface HailCaesarOptions {
  rows: number
  columns: number
  cellMetres: number
  /** (y, x) metres, row 0 north; NaN is no data: nothing flows in or out. */
  elevationMetres: ArrayLike<number>
  /** Number of rain zones: the columns of a rain row. */
  zones: number
  /** (y, x) zone of each cell from 1; 0 for none. Absent: every cell is in zone 1. */
  zoneOfCell?: ArrayLike<number>
  settings: HailCaesarSettings
  /** Rows of rain from `fromRow` on, mm/h by zone; row k holds for the minutes from k times `rainStepMinutes`. */
  rain(fromRow: number): AsyncIterable<ArrayLike<number>>
}

/** A row of the time series, as HAIL-CAESAR counts it: m3/s over one interval. */
export interface HydrographRow {
  index: number
  /** Water that left over the whole edge. */
  dischargeCubicMetresPerSecond: number
  /** Water that the stores released, in all zones. */
  runoffCubicMetresPerSecond: number
}

/** Cubic metres since the start. rain = lost + released + store; released = input + unplaced; input + made = outflow + surface + error. */
export interface HailCaesarMass {
  rainCubicMetres: number
  /** Rain on cells that have no zone, and on the rows and columns that HAIL-CAESAR does not count. */
  uncountedRainCubicMetres: number
  /** Change of the stores that runoff comes from. They are implicit: it is the rain that was counted, less what was released. */
  storeCubicMetres: number
  /** What the stores released. */
  releasedCubicMetres: number
  /** Released, but put nowhere: zones without input points, and what the limit of input a step cut off. */
  unplacedCubicMetres: number
  /** Put onto cells. */
  inputCubicMetres: number
  outflowCubicMetres: number
  surfaceCubicMetres: number
  /** |input - outflow - surface| over input; 0 without water. */
  errorShare: number
}

/** All that a run needs to go on, bit for bit: typed arrays by name, for any store that keeps those. */
export type HailCaesarState = Record<string, Float64Array>

export interface HailCaesar {
  /** Model time, minutes; at or a little after what `advance` was asked for, as steps are not cut. */
  readonly minute: number
  readonly steps: number
  /** Steps until the model time is at least `minute`. RADAR_HAIL_CAESAR_RAIN where the rain has too few rows. */
  advance(minute: number): Promise<void>
  /** (y, x) metres, a copy; NaN where there is no terrain. */
  depthMetres(): Float64Array
  /** Rows of the time series since the last call. */
  takeHydrograph(): HydrographRow[]
  mass(): HailCaesarMass
  snapshot(): HailCaesarState
  /** Go on from a snapshot of a model with the same options. RADAR_HAIL_CAESAR_STATE where it is of another. */
  restore(state: HailCaesarState): void
}
