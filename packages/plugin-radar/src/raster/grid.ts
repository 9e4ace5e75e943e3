/** A regular grid of cells; row 0 north, column 0 west. */
import type { Crs } from './crs.js'

export interface Grid {
  rows: number
  columns: number
  /** Outer edge of column 0, in the units of the projection. */
  west: number
  /** Outer edge of row 0. */
  north: number
  /** Size of a cell along x and y, both positive. */
  cellX: number
  cellY: number
  /** Absent where the file does not say. */
  crs?: Crs
}

/** Rows and columns of a part of a grid: `row` and `column` are the first. */
export interface GridWindow {
  row: number
  column: number
  rows: number
  columns: number
}

/** Centre of a column. */
export function xOf(grid: Grid, column: number): number {
  return grid.west + (column + 0.5) * grid.cellX
}

/** Centre of a row. */
export function yOf(grid: Grid, row: number): number {
  return grid.north - (row + 0.5) * grid.cellY
}

/** Outer edges. */
export function gridBounds({ rows, columns, west, north, cellX, cellY }: Grid): { west: number; south: number; east: number; north: number } {
  return { west, north, east: west + columns * cellX, south: north - rows * cellY }
}

/** The grid of a part. */
export function windowOf(grid: Grid, { row, column, rows, columns }: GridWindow): Grid {
  return { ...grid, rows, columns, west: grid.west + column * grid.cellX, north: grid.north - row * grid.cellY }
}

/** Same cells, to a millionth of a cell; projections are compared by their strings. */
export function sameGrid(a: Grid, b: Grid): boolean {
  const near = (x: number, y: number, cell: number) => Math.abs(x - y) <= 1e-6 * cell
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    near(a.cellX, b.cellX, a.cellX / a.columns) &&
    near(a.cellY, b.cellY, a.cellY / a.rows) &&
    near(a.west, b.west, a.cellX) &&
    near(a.north, b.north, a.cellY) &&
    (a.crs?.projection ?? '') === (b.crs?.projection ?? '')
  )
}
