/** One field at one time. */
import type { Grid } from './grid.js'

/** What the numbers are. `other` for a field of a file that this program has no use for but may show. */
export type Quantity = 'rain_rate' | 'elevation' | 'water_depth' | 'other'

export interface Frame {
  quantity: Quantity
  /** `mm/h` for rain, `m` for terrain and depth; the file's own for `other`. */
  units: string
  /** The field's name in its file. */
  name: string
  /** UTC, the end of the interval that the values hold for; absent for terrain and where a file has no time. */
  timeMs?: number
  /** Length of that interval. */
  minutes?: number
  grid: Grid
  /** (y, x), NaN where missing. */
  values: Float32Array
  /** Where the file says it: title, source, product, original units and scale. */
  attributes?: Record<string, string | number>
}

export function unitsOf(quantity: Exclude<Quantity, 'other'>): string {
  return quantity === 'rain_rate' ? 'mm/h' : 'm'
}
