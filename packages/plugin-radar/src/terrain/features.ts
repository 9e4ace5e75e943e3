/** What the lie of the land says about where water gathers. */
import { flowAccumulation, slope } from './flow.js'
import { priorityFlood } from './priority-flood.js'
import { windowMean, windowMinimum } from './window.js'

/** Each (y, x); NaN where there is no terrain. */
export interface TerrainFeatures {
  /** Metres above the mean of the square kilometre around. */
  relativeHeightMetres: Float32Array
  /** Metres above the lowest cell of the square kilometre around. */
  heightAboveMinimumMetres: Float32Array
  /** Metres of water that would stand here if every sink were full. */
  sinkDepthMetres: Float32Array
  /** Metres a metre. */
  slope: Float32Array
  /** Decimal logarithm of the contributing area in square metres. */
  logFlowAccumulation: Float32Array
}

const neighbourhoodMetres = 1000

export function terrainFeatures(heightMetres: Float32Array, height: number, width: number, cellMetres: number): TerrainFeatures {
  const radius = Math.max(1, Math.round(neighbourhoodMetres / 2 / cellMetres))
  const mean = windowMean(heightMetres, height, width, radius)
  const minimum = windowMinimum(heightMetres, height, width, radius)
  const flood = priorityFlood(heightMetres, height, width)
  const cells = flowAccumulation(flood, height, width)
  const minus = (other: Float32Array) => heightMetres.map((value, i) => value - other[i])
  return {
    relativeHeightMetres: minus(mean),
    heightAboveMinimumMetres: minus(minimum),
    sinkDepthMetres: heightMetres.map((value, i) => flood.filledMetres[i] - value),
    slope: slope(heightMetres, height, width, cellMetres),
    logFlowAccumulation: Float32Array.from(cells, (count) => (count > 0 ? Math.log10(count * cellMetres * cellMetres) : Number.NaN)),
  }
}
