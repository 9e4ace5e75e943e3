/**
 * Where runoff comes to the surface: cells whose drainage area gives a discharge between two bounds,
 *
 *     minimum < 3 baseflow area dx^2 < maximum
 *
 * The baseflow starts at 5e-8 m/s; it is tripled when a zone lets out as much, and falls to 1.25 times the greatest rate
 * when it is over three times that and over 1e-6 m/s. All runoff of a zone is shared by its points.
 */
import { noDataMetres, type PaddedGrid } from './padded-grid.js'
import type { HailCaesarSettings } from './settings.js'

export const startBaseflow = 5e-8

export interface InputPoints {
  cells: Int32Array
  /** Points by zone. */
  perZone: Float64Array
}

export function inputPoints(grid: PaddedGrid, area: Float64Array, baseflow: number, zones: number, settings: HailCaesarSettings): InputPoints {
  const { rows, columns, stride, zone, cellMetres } = grid
  const perZone = new Float64Array(zones)
  const cells: number[] = []
  for (let y = 1; y <= rows; y++) {
    for (let x = 1; x <= columns; x++) {
      const i = y * stride + x
      const discharge = area[i] * baseflow * 3 * cellMetres * cellMetres
      if (zone[i] < 0 || !(discharge > settings.minimumInputDischarge && discharge < settings.maximumInputDischarge)) continue
      cells.push(i)
      perZone[zone[i]]++
    }
  }
  return { cells: Int32Array.from(cells), perZone }
}

/** Inner cells: where `spatially_complex_rainfall_on` lets each cell's own store out. */
export function innerCells({ rows, columns, stride, zone, bed }: PaddedGrid, zones: number): InputPoints {
  const perZone = new Float64Array(zones)
  const cells: number[] = []
  for (let y = 2; y < rows; y++) {
    for (let x = 2; x < columns; x++) {
      const i = y * stride + x
      if (zone[i] < 0 || bed[i] === noDataMetres) continue
      cells.push(i)
      perZone[zone[i]]++
    }
  }
  return { cells: Int32Array.from(cells), perZone }
}

export function nextBaseflow(baseflow: number, greatestRate: number): number {
  const risen = greatestRate >= baseflow ? baseflow * 3 : baseflow
  return risen > greatestRate * 3 && risen > 1e-6 ? greatestRate * 1.25 : risen
}
