/** Values of one grid onto another. */
import type { Grid } from '../raster/index.js'
import { conservativeWeights } from './conservative.js'
import { bilinearWeights, nearestWeights } from './point-weights.js'
import { applyWeights } from './weights.js'

export type Resampling = 'nearest' | 'bilinear' | 'conservative'
export const resamplings: Resampling[] = ['nearest', 'bilinear', 'conservative']

/** (y, x) on the source to (y, x) on the target, NaN missing. A new array every time. */
export type Regridder = (values: Float32Array) => Float32Array

/** Where the target's cells are cells of the source they are copied, whatever the resampling. `least`: see the room. RADAR_CRS_MISSING. */
export function regridder(source: Grid, target: Grid, resampling: Resampling, least?: number): Regridder {
  const shift = shiftBetween(source, target)
  if (shift) return (values) => copied(values, source, target, shift)
  const weights = { nearest: nearestWeights, bilinear: bilinearWeights, conservative: conservativeWeights }[resampling](source, target)
  return (values) => applyWeights(weights, values, least)
}

/** Row and column of the target's first cell in the source, where the cells coincide. */
function shiftBetween(source: Grid, target: Grid): { row: number; column: number } | undefined {
  if ((source.crs?.projection ?? '') !== (target.crs?.projection ?? '')) return undefined
  const column = (target.west - source.west) / source.cellX
  const row = (source.north - target.north) / source.cellY
  const whole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6
  const same = (a: number, b: number, times: number) => Math.abs(a - b) * times < 1e-6 * a
  const cells = same(source.cellX, target.cellX, target.columns) && same(source.cellY, target.cellY, target.rows)
  return cells && whole(column) && whole(row) ? { row: Math.round(row), column: Math.round(column) } : undefined
}

function copied(values: Float32Array, source: Grid, target: Grid, { row, column }: { row: number; column: number }): Float32Array {
  const out = new Float32Array(target.rows * target.columns).fill(Number.NaN)
  const first = Math.max(0, column)
  const last = Math.min(source.columns, column + target.columns)
  if (last <= first) return out
  for (let y = Math.max(0, -row); y < target.rows && y + row < source.rows; y++) {
    const from = (y + row) * source.columns
    out.set(values.subarray(from + first, from + last), y * target.columns + first - column)
  }
  return out
}
