/** What a person types as `--bounds`, and the window of a grid that it names. */
import { PhdError } from '@phd/core'
import { type Crs, type Grid, type GridWindow, gridBounds, isGeographic, knownCrs } from '../raster/index.js'
import { type Extent, extentIn } from './extent.js'
import { transformBetween } from './transform.js'

export interface Bounds extends Extent {
  /** Undefined: the projection of the grid. */
  crs?: Crs
}

/** `corners`: the rectangle of the grid between the two corners. `box`: all that the box covers. */
export type Cover = 'corners' | 'box'

export const latitudeLongitude = knownCrs['EPSG:4326']

/** Four numbers, two opposite corners: latitude, longitude where the coordinates are degrees, else east, north. RADAR_BOUNDS. */
export function parseBounds(text: string, crs: Crs | undefined): Bounds {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const degrees = crs !== undefined && isGeographic(crs)
  const wrong = (received: string, remedy?: string) =>
    new PhdError('RADAR_BOUNDS', 'The bounds are not two opposite corners.', {
      expected: degrees
        ? 'latitude,longitude,latitude,longitude: 54.3646,-1.3788,53.0940,0.5933'
        : 'east,north,east,north in metres: 440000,497000,574000,358000',
      received,
      remedy,
      usage: true,
    })
  if (numbers.length !== 4 || numbers.some((value) => !Number.isFinite(value))) throw wrong(text)
  const [first, second, third, fourth] = numbers
  const [xs, ys] = degrees
    ? [
        [second, fourth],
        [first, third],
      ]
    : [
        [first, third],
        [second, fourth],
      ]
  if (degrees && (ys.some((y) => Math.abs(y) > 90) || xs.some((x) => Math.abs(x) > 360))) {
    throw wrong(text, 'for metres say which: --bounds-crs EPSG:27700, or --bounds-crs file for those of the file')
  }
  if (xs[0] === xs[1] || ys[0] === ys[1]) throw wrong(`${text}, which has no area`)
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys), crs }
}

/** Every cell that the rectangle touches, within the grid. RADAR_BOUNDS_OUTSIDE, RADAR_CRS_MISSING. */
export function windowOfBounds(grid: Grid, bounds: Bounds, cover: Cover = 'corners'): GridWindow {
  const { west, south, east, north } = inProjectionOf(grid, bounds, cover)
  // A millionth of a cell: bounds that are edges of cells do not touch the neighbours.
  const firstOf = (offset: number) => Math.floor(offset + 1e-6)
  const lastOf = (offset: number) => Math.ceil(offset - 1e-6) - 1
  const row = Math.max(0, firstOf((grid.north - north) / grid.cellY))
  const column = Math.max(0, firstOf((west - grid.west) / grid.cellX))
  const rows = Math.min(grid.rows - 1, lastOf((grid.north - south) / grid.cellY)) - row + 1
  const columns = Math.min(grid.columns - 1, lastOf((east - grid.west) / grid.cellX)) - column + 1
  if (rows > 0 && columns > 0) return { row, column, rows, columns }
  const shown = (extent: Extent) => `x ${extent.west.toFixed(1)} to ${extent.east.toFixed(1)}, y ${extent.south.toFixed(1)} to ${extent.north.toFixed(1)}`
  throw new PhdError('RADAR_BOUNDS_OUTSIDE', 'The bounds and the grid do not meet.', {
    expected: shown(gridBounds(grid)),
    received: shown({ west, south, east, north }),
    usage: true,
  })
}

/** The rectangle in the coordinates of the grid. */
function inProjectionOf(grid: Grid, bounds: Bounds, cover: Cover): Extent {
  if (bounds.crs === undefined) return bounds
  if (grid.crs === undefined) throw noProjection()
  const transform = transformBetween(bounds.crs, grid.crs)
  const extent = cover === 'box' ? extentIn(bounds, transform) : betweenCorners(bounds, transform)
  if (!isGeographic(grid.crs)) return extent
  // Longitudes of the grid may run from 0 to 360.
  const turns = 360 * Math.ceil((grid.west - extent.east) / 360)
  return { ...extent, west: extent.west + turns, east: extent.east + turns }
}

function betweenCorners({ west, south, east, north }: Bounds, transform: (x: number, y: number) => [number, number]): Extent {
  const [northWestX, northWestY] = transform(west, north)
  const [southEastX, southEastY] = transform(east, south)
  return {
    west: Math.min(northWestX, southEastX),
    east: Math.max(northWestX, southEastX),
    south: Math.min(northWestY, southEastY),
    north: Math.max(northWestY, southEastY),
  }
}

export function noProjection(): PhdError {
  return new PhdError('RADAR_CRS_MISSING', 'The file does not say its projection.', {
    expected: 'a projection, to place it on the earth',
    received: 'a grid without one',
    remedy: 'say it: --crs EPSG:27700, or a PROJ string',
    usage: true,
  })
}
