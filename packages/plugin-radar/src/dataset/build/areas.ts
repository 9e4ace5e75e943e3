/** The ground that is kept, and its tiles. */
import { PhdError } from '@phd/core'
import type { Area, EventSource } from '../source/index.js'
import type { BuildOptions } from './options.js'

export interface Tile {
  /** The place's name; with a tile its corner: `north-r0064-c0128`. */
  suffix: string
  area: Area
}

/** The part of the source that `crop` or `bounds` leave. Errors: RADAR_CROP. */
export function keptArea({ waterShape, grid }: EventSource, factor: number, { crop, bounds }: Pick<BuildOptions, 'crop' | 'bounds'>): Area {
  const [rows, columns] = waterShape
  if (crop) {
    const [height, width] = crop
    if (crop.some((cells) => cells % factor !== 0) || height > rows || width > columns) {
      throw cropError(`rows and columns up to ${rows},${columns}, whole radar cells of ${factor} water cells`, crop.join(','))
    }
    const middle = (all: number, kept: number) => Math.floor((all - kept) / factor / 2) * factor
    return { row: middle(rows, height), column: middle(columns, width), rows: height, columns: width }
  }
  if (!bounds) return { row: 0, column: 0, rows, columns }
  if (!grid) throw cropError('--crop ROWS,COLUMNS: pairs do not say where they lie', bounds.join(','))
  const [west, south, east, north] = bounds
  const whole = (from: number, to: number, most: number) => {
    const first = Math.max(0, Math.floor(from / factor + 1e-6) * factor)
    return { first, length: Math.min(most, Math.ceil(to / factor - 1e-6) * factor) - first }
  }
  const x = whole((west - grid.west) / grid.cellX, (east - grid.west) / grid.cellX, columns)
  const y = whole((grid.north - north) / grid.cellY, (grid.north - south) / grid.cellY, rows)
  const inside = `WEST,SOUTH,EAST,NORTH inside ${grid.west},${grid.north - rows * grid.cellY},${grid.west + columns * grid.cellX},${grid.north}`
  if (!(x.length > 0 && y.length > 0)) throw cropError(inside, bounds.join(','))
  return { row: y.first, column: x.first, rows: y.length, columns: x.length }
}

function cropError(expected: string, received: string): PhdError {
  return new PhdError('RADAR_CROP', 'That part cannot be cut out.', { expected, received, usage: true })
}

/** Squares of `tile` cells inside the area, from its north-west corner on; the area itself without `tile`. Errors: RADAR_TILE. */
export function tilesOf({ rows, columns }: Area, factor: number, { tile, tileStride = tile }: Pick<BuildOptions, 'tile' | 'tileStride'>): Tile[] {
  if (tile === undefined || tileStride === undefined) return [{ suffix: '', area: { row: 0, column: 0, rows, columns } }]
  if (tile % factor !== 0 || tileStride % factor !== 0 || tile > rows || tile > columns) {
    throw new PhdError('RADAR_TILE', `Tiles of ${tile} cells every ${tileStride} cells cannot be cut.`, {
      expected: `whole radar cells of ${factor} water cells, at most ${Math.min(rows, columns)}`,
      received: `--tile ${tile} --tile-stride ${tileStride}`,
      usage: true,
    })
  }
  const digits = (cells: number) => String(cells).padStart(4, '0')
  const tiles: Tile[] = []
  for (let row = 0; row + tile <= rows; row += tileStride) {
    for (let column = 0; column + tile <= columns; column += tileStride) {
      tiles.push({ suffix: `-r${digits(row)}-c${digits(column)}`, area: { row, column, rows: tile, columns: tile } })
    }
  }
  return tiles
}

/** (y, x) values of a part of a grid `width` cells wide. */
export function cutArea(values: Float32Array, width: number, { row, column, rows, columns }: Area): Float32Array {
  const out = new Float32Array(rows * columns)
  for (let y = 0; y < rows; y++) out.set(values.subarray((row + y) * width + column, (row + y) * width + column + columns), y * columns)
  return out
}

/** The same part in radar cells. */
export function inRadarCells({ row, column, rows, columns }: Area, factor: number): Area {
  return { row: row / factor, column: column / factor, rows: rows / factor, columns: columns / factor }
}
