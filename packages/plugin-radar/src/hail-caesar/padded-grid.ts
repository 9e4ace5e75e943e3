/**
 * The model's state: flat Float64 arrays with a ring of no data around the grid.
 *
 * Cell (y, x) of the user's grid lies at `(y + 1) * stride + x + 1`. `qx[i]` is the discharge a metre of face through the west
 * face of cell i, `qy[i]` through its north face, m2/s; positive toward west and north, as HAIL-CAESAR has it.
 */
import { PhdError } from '@phd/core'
import type { HailCaesarOptions } from './model.js'

export const noDataMetres = -9999

/** What lies across a face: the slope of the water surface, or the slope at the edge toward west or north, or east or south. */
export const faceSlope = { surface: 0, towardLow: 1, towardHigh: 2 } as const

export interface PaddedGrid {
  rows: number
  columns: number
  stride: number
  cellMetres: number
  bed: Float64Array
  depth: Float64Array
  qx: Float64Array
  qy: Float64Array
  /** Zone from 0; -1 for none. */
  zone: Int32Array
  /** `faceSlope` of a cell's west and north face. */
  slopeX: Uint8Array
  slopeY: Uint8Array
  /** Cells that are looked at in a step: wet ones and their neighbours, as they were at the last scan. */
  scan: Int32Array
  scanned: number
}

export function paddedGrid({ rows, columns, cellMetres, elevationMetres, zones, zoneOfCell }: HailCaesarOptions): PaddedGrid {
  check(rows >= 3 && columns >= 3, 'a terrain of at least 3 x 3 cells', `${rows} x ${columns}`)
  check(elevationMetres.length === rows * columns, `${rows * columns} elevations`, String(elevationMetres.length))
  check(zoneOfCell === undefined || zoneOfCell.length === rows * columns, `${rows * columns} zones of cells`, String(zoneOfCell?.length))
  check(cellMetres > 0, 'cells with a size', String(cellMetres))
  const stride = columns + 2
  const size = (rows + 2) * stride
  const bed = new Float64Array(size).fill(noDataMetres)
  const zone = new Int32Array(size).fill(-1)
  const slopeX = new Uint8Array(size)
  const slopeY = new Uint8Array(size)
  for (let y = 1; y <= rows; y++) {
    for (let x = 1; x <= columns; x++) {
      const i = y * stride + x
      const from = (y - 1) * columns + x - 1
      const metres = elevationMetres[from]
      bed[i] = Number.isNaN(metres) ? noDataMetres : metres
      const number = zoneOfCell ? zoneOfCell[from] : 1
      if (number > 0) zone[i] = number - 1
      check(!(number > zones), `zones from 1 to ${zones}`, `${number} in row ${y}, column ${x}`)
      slopeX[i] = slopeAt(x, columns)
      slopeY[i] = slopeAt(y, rows)
    }
  }
  const zeros = () => new Float64Array(size)
  const cell = { rows, columns, stride, cellMetres, bed, zone, slopeX, slopeY }
  return { ...cell, depth: zeros(), qx: zeros(), qy: zeros(), scan: new Int32Array(rows * columns), scanned: 0 }
}

function slopeAt(place: number, last: number): number {
  if (place <= 2) return faceSlope.towardLow
  return place === last ? faceSlope.towardHigh : faceSlope.surface
}

function check(right: boolean, expected: string, received: string): void {
  if (!right) throw new PhdError('RADAR_HAIL_CAESAR_INPUT', 'HAIL-CAESAR cannot run on this terrain and these zones.', { expected, received })
}

/** Cells of the user's grid, NaN where there is no terrain. */
export function unpadded({ rows, columns, stride, bed }: PaddedGrid, field: Float64Array): Float64Array {
  const out = new Float64Array(rows * columns)
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const i = (y + 1) * stride + x + 1
      out[y * columns + x] = bed[i] === noDataMetres ? Number.NaN : field[i]
    }
  }
  return out
}
