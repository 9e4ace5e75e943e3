/** What the loop drives: our solver, or HAIL-CAESAR's. */
import type { Stop } from './stops.js'

/** Cubic metres since the start. initial + rain = store + infiltration + evaporation + outflow + unplaced + stored + error. */
export interface WaterAccount {
  rainCubicMetres: number
  initialCubicMetres: number
  /** In TOPMODEL stores. */
  storeCubicMetres: number
  infiltrationCubicMetres: number
  evaporationCubicMetres: number
  outflowCubicMetres: number
  /** Rain that HAIL-CAESAR lets go: zones without input points, rain beyond its limits. 0 for our solver. */
  unplacedCubicMetres: number
  /** On the ground. */
  storedCubicMetres: number
}

/** What a model needs to go on, bit for bit. */
export interface ModelState {
  numbers: Record<string, number>
  arrays: Record<string, Float64Array | Float32Array>
}

export const outputNames = ['velocity', 'maximum', 'arrival', 'hazard'] as const
export type OutputName = (typeof outputNames)[number]

export interface WaterModel {
  /** Simulated from the start. */
  readonly seconds: number
  readonly steps: number
  advance(stop: Stop): Promise<void>
  /** Fields in time by variable, (y, x), NaN without terrain: water_depth, and velocity_x and velocity_y where asked for. */
  fields(): Record<string, Float64Array>
  /** Fields without time: maximum_depth, arrival_time, maximum_hazard, as asked for. */
  finalFields(): Record<string, Float64Array>
  account(): WaterAccount
  state(): ModelState
  /** Minutes of rain that were filled, as the mean over the terrain. */
  readonly filledMinutes: number
  /** What the radar has over the extent of the terrain, before it is mapped to cells. */
  readonly radarCubicMetres: number
  close(): Promise<void>
}

/** The share of the water that is unaccounted for; 0 without water. */
export function errorOf(account: WaterAccount): { cubicMetres: number; share: number } {
  const put = account.initialCubicMetres + account.rainCubicMetres
  const went =
    account.storeCubicMetres +
    account.infiltrationCubicMetres +
    account.evaporationCubicMetres +
    account.outflowCubicMetres +
    account.unplacedCubicMetres +
    account.storedCubicMetres
  const cubicMetres = put - went
  return { cubicMetres, share: put > 0 ? Math.abs(cubicMetres) / put : cubicMetres === 0 ? 0 : Number.POSITIVE_INFINITY }
}
