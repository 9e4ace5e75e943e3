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

/** Cubic metres since the start. rain = uncounted + store + on the way + released; released = unplaced + input; input = outflow + surface + error. */
export interface HailCaesarMass {
  /** Rain that the stores have reckoned with, on all cells with terrain: up to two minutes ahead of the clock. */
  rainCubicMetres: number
  /** Rain on cells that HAIL-CAESAR does not count: those without a zone, of the last row and of the last column. */
  uncountedRainCubicMetres: number
  /** In the stores, from their equation. */
  storeCubicMetres: number
  /** Reckoned by the stores and not let out yet, or let out early: rates are interpolated between minutes. */
  onTheWayCubicMetres: number
  /** What the stores let out. */
  releasedCubicMetres: number
  /** Let out, but put nowhere: zones without input points, and what the limit of input a step cut off. */
  unplacedCubicMetres: number
  /** Put onto cells. */
  inputCubicMetres: number
  outflowCubicMetres: number
  surfaceCubicMetres: number
  /**
   * |input - outflow - surface| over input; 0 without water. The published scheme makes and loses some 1e-6 of the water where
   * a cell that was scanned gives to one that was not; were all cells scanned, it would be 1e-14.
   */
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
