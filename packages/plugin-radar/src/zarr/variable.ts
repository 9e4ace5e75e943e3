/** The variables of a store and what CF says about each. */
import type { Grid, Quantity } from '../raster/index.js'

export interface Variable {
  name: string
  quantity: Quantity
  units: string
  longName?: string
  /** False for one field without time, such as terrain or the greatest depth. */
  inTime: boolean
}

export interface StoreOptions {
  grid: Grid
  variables: Variable[]
  /** Plain JSON for the group's `phd` attribute: where the data comes from, parameters, versions. May be replaced at `close`. */
  manifest?: Record<string, unknown>
  /** CF attributes of the group: title, source, institution, references, history. */
  attributes?: Record<string, string>
  /** Replace a store that is there. */
  force?: boolean
  /** Default: as many whole frames as take about 8 MB. */
  framesPerChunk?: number
}

/** What the stages of this program call their variables. */
export const variableNames = { rain_rate: 'rain_rate', elevation: 'elevation', water_depth: 'water_depth' } as const

const standardNames: Partial<Record<Quantity, string>> = { rain_rate: 'rainfall_rate', elevation: 'surface_altitude' }

export function cfAttributes({ quantity, units, longName }: Variable): Record<string, string> {
  const standard = standardNames[quantity]
  return {
    quantity,
    units: quantity === 'rain_rate' ? 'mm h-1' : units,
    grid_mapping: 'spatial_ref',
    ...(standard ? { standard_name: standard } : {}),
    ...(longName ? { long_name: longName } : {}),
  }
}
