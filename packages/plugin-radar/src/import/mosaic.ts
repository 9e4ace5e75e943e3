/** Tiles of terrain into one grid. */
import { PhdError } from '@phd/core'
import { extentIn, transformBetween, windowOfBounds } from '../geo/index.js'
import { type Grid, gridBounds, windowOf } from '../raster/index.js'

/** Overlapping tiles must agree, or the later one by name wins. */
export type Overlaps = 'agree' | 'later'

/** Metres within which two tiles agree. */
const agreement = 0.01

/** The grid of all tiles, whose cells must coincide. RADAR_GRID_MIXED. */
export function unionGrid(grids: Grid[]): Grid {
  const [first] = grids
  for (const grid of grids) if (!coincide(first, grid)) throw mixedGrids(first, grid)
  const bounds = grids.map(gridBounds)
  const west = Math.min(...bounds.map((one) => one.west))
  const north = Math.max(...bounds.map((one) => one.north))
  const columns = Math.round((Math.max(...bounds.map(({ east }) => east)) - west) / first.cellX)
  const rows = Math.round((north - Math.min(...bounds.map(({ south }) => south))) / first.cellY)
  return { ...first, rows, columns, west, north }
}

/** The part of the tiles' grid that `target` needs, with two cells around for interpolation. */
export function neededPart(union: Grid, target: Grid): Grid {
  const extent = union.crs && target.crs ? extentIn(gridBounds(target), transformBetween(target.crs, union.crs)) : gridBounds(target)
  const [marginX, marginY] = [2 * union.cellX, 2 * union.cellY]
  const around = { west: extent.west - marginX, east: extent.east + marginX, south: extent.south - marginY, north: extent.north + marginY }
  return windowOf(union, windowOfBounds(union, around))
}

export interface Mosaic {
  values: Float32Array
  /** Cells where two tiles lie over each other, and differ. */
  overlapping: number
  differing: number
  /** By how much at most, metres. */
  furthest: number
}

export function emptyMosaic({ rows, columns }: Grid): Mosaic {
  return { values: new Float32Array(rows * columns).fill(Number.NaN), overlapping: 0, differing: 0, furthest: 0 }
}

/** Lays a tile over what is there; its missing cells cover nothing. RADAR_TILE_CONFLICT with `agree`. */
export function layTile(mosaic: Mosaic, onto: Grid, tile: { grid: Grid; values: Float32Array; path: string }, overlaps: Overlaps): void {
  const { grid, values, path } = tile
  const right = Math.round((grid.west - onto.west) / onto.cellX)
  const down = Math.round((onto.north - grid.north) / onto.cellY)
  for (let row = Math.max(0, -down); row < grid.rows && row + down < onto.rows; row++) {
    for (let column = Math.max(0, -right); column < grid.columns && column + right < onto.columns; column++) {
      const value = values[row * grid.columns + column]
      if (Number.isNaN(value)) continue
      const at = (row + down) * onto.columns + column + right
      const there = mosaic.values[at]
      if (!Number.isNaN(there)) {
        mosaic.overlapping++
        const off = Math.abs(there - value)
        if (off > agreement) {
          mosaic.differing++
          mosaic.furthest = Math.max(mosaic.furthest, off)
        } else continue
      }
      mosaic.values[at] = value
    }
  }
  if (overlaps === 'agree' && mosaic.differing > 0) throw conflict(path, mosaic)
}

function coincide(a: Grid, b: Grid): boolean {
  const whole = (value: number) => Math.abs(value - Math.round(value)) < 1e-3
  const same = (x: number, y: number) => Math.abs(x - y) <= 1e-6 * x
  return (
    (a.crs?.projection ?? '') === (b.crs?.projection ?? '') &&
    same(a.cellX, b.cellX) &&
    same(a.cellY, b.cellY) &&
    whole((a.west - b.west) / a.cellX) &&
    whole((a.north - b.north) / a.cellY)
  )
}

export function mixedGrids(one: Grid, other: Grid): PhdError {
  const shown = ({ rows, columns, west, north, cellX, cellY, crs }: Grid) =>
    `${rows} x ${columns} cells of ${cellX} x ${cellY} from ${west}, ${north}${crs ? ` in ${crs.name ?? crs.projection}` : ''}`
  return new PhdError('RADAR_GRID_MIXED', 'The files lie on different grids.', {
    expected: shown(one),
    received: shown(other),
    remedy: 'import each kind alone, or a series onto one grid: --grid FILE',
    usage: true,
  })
}

function conflict(path: string, { differing, furthest }: Mosaic): PhdError {
  return new PhdError('RADAR_TILE_CONFLICT', `${path} does not agree with the tiles before it.`, {
    expected: `the same heights within ${agreement} m where tiles overlap`,
    received: `${differing} cells that differ, by up to ${furthest.toFixed(2)} m`,
    remedy: 'leave a tile out, or let the later one by name win: --overlaps later',
    usage: true,
  })
}
