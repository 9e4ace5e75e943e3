/**
 * Rain laid over a place where it did not fall: real storms for a terrain that has no radar of its own. Recorded in the store,
 * since it is nobody's weather. Cells keep their size and their north; the map is moved, not turned.
 */
import { PhdError } from '@phd/core'
import { type Grid, gridBounds, isGeographic } from '../raster/index.js'

/** East and north in the projection of the radar, metres: what comes to lie over the centre of the other grid. */
export interface Transplant {
  x: number
  y: number
}

/** The grid of the radar after the move. RADAR_TRANSPLANT where either is in degrees, RADAR_BOUNDS_OUTSIDE where they do not meet. */
export function transplanted(source: Grid, { x, y }: Transplant, onto: Grid): Grid {
  for (const grid of [source, onto]) if (grid.crs && isGeographic(grid.crs)) throw inDegrees()
  const { west, south, east, north } = gridBounds(onto)
  const from = gridBounds(source)
  const halves = { x: (east - west) / 2, y: (north - south) / 2 }
  if (x + halves.x <= from.west || x - halves.x >= from.east || y + halves.y <= from.south || y - halves.y >= from.north) {
    throw new PhdError('RADAR_BOUNDS_OUTSIDE', 'There is no radar at the place to take the rain from.', {
      expected: `east ${from.west} to ${from.east}, north ${from.south} to ${from.north}`,
      received: `${x},${y}`,
      usage: true,
    })
  }
  return { ...source, crs: onto.crs, west: source.west - x + (west + east) / 2, north: source.north - y + (south + north) / 2 }
}

/** `X,Y`, metres. RADAR_NUMBER. */
export function parseTransplant(text: string): Transplant {
  const [x, y, more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (Number.isFinite(x) && Number.isFinite(y) && more === undefined) return { x, y }
  throw new PhdError('RADAR_NUMBER', '--transplant is not a point.', {
    expected: 'east,north in metres of the radar: 730000,105000',
    received: text,
    usage: true,
  })
}

function inDegrees(): PhdError {
  return new PhdError('RADAR_TRANSPLANT', 'Rain is moved over metres, and one of the two grids is in degrees.', {
    expected: 'radar and --grid in a projection of metres',
    received: 'longitude and latitude',
    remedy: 'import the one in degrees with --crs and --cell-metres first',
    usage: true,
  })
}
