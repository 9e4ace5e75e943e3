/** Where the cells of a field lie. */
import { type Crs, type Grid, knownCrs } from '../../raster/index.js'
import { missing, type NimrodHeader } from './header.js'

/**
 * The header gives the centre of the first cell of the first row: the UK 1 km composite has 1549500 N, -404500 E, and its
 * corners, where they are given, are the outer edges (1550000, -405000). Float32 noise of metres (-238000.016) is rounded.
 * A string where the numbers make no grid.
 */
export function nimrodGrid({ ints, reals }: NimrodHeader): Grid | string {
  const { rows, columns, origin } = ints
  const cellX = Math.abs(reals.column_interval)
  const cellY = Math.abs(reals.row_interval)
  if (reals.row_interval === missing || reals.column_interval === missing || !(cellX > 0 && cellY > 0 && Number.isFinite(cellX + cellY)))
    return `intervals of ${reals.row_interval} and ${reals.column_interval}`
  const metres = ints.grid_type !== 1
  const southFirst = origin === 1 || origin === 3
  const eastFirst = origin === 2 || origin === 3
  let firstRow = tidy(reals.first_row, metres)
  let firstColumn = tidy(reals.first_column, metres)
  if (firstRow === missing && firstColumn === missing && reals.top_left_northing !== missing) {
    firstRow = southFirst ? reals.bottom_left_northing + cellY / 2 : reals.top_left_northing - cellY / 2
    firstColumn = eastFirst ? reals.top_right_easting - cellX / 2 : reals.top_left_easting + cellX / 2
  }
  if (!Number.isFinite(firstRow + firstColumn) || firstRow === missing || firstColumn === missing)
    return `a first point at ${reals.first_row}, ${reals.first_column} and no corners`
  const north = southFirst ? firstRow + (rows - 0.5) * cellY : firstRow + cellY / 2
  const west = eastFirst ? firstColumn - (columns - 0.5) * cellX : firstColumn - cellX / 2
  const grid: Grid = { rows, columns, west, north, cellX, cellY }
  const crs = nimrodCrs({ ints, reals })
  return crs ? { ...grid, crs } : grid
}

/** True where the corners of the header are not the edges that follow from its first point. */
export function cornersDisagree({ reals }: NimrodHeader, { rows, columns, west, north, cellX, cellY }: Grid): boolean {
  if (reals.top_left_northing === missing || reals.bottom_right_easting === missing) return false
  const far = (a: number, b: number, cell: number) => Math.abs(a - b) > cell / 10
  return (
    far(reals.top_left_northing, north, cellY) ||
    far(reals.top_left_easting, west, cellX) ||
    far(reals.bottom_right_northing, north - rows * cellY, cellY) ||
    far(reals.bottom_right_easting, west + columns * cellX, cellX)
  )
}

function tidy(value: number, metres: boolean): number {
  const whole = Math.round(value)
  return metres && Math.abs(value - whole) < 0.05 ? whole : value
}

const ellipsoids: Record<number, string> = { 0: '+ellps=airy', 1: '+ellps=intl', 2: '+ellps=GRS80' }

/** National grid, latitude and longitude, or a transverse Mercator of its own; the others (space view and so on) are not said well enough. */
function nimrodCrs({ ints, reals }: Pick<NimrodHeader, 'ints' | 'reals'>): Crs | undefined {
  const { grid_type, ellipsoid } = ints
  const earth = ellipsoids[ellipsoid] ?? '+datum=WGS84'
  if (grid_type === 0) return knownCrs['EPSG:27700']
  if (grid_type === 1) return { projection: `+proj=longlat ${earth} +no_defs` }
  const { true_origin_latitude: lat, true_origin_longitude: lon, true_origin_easting: x, true_origin_northing: y, meridian_scale: k } = reals
  if (grid_type === missing && lat === 49 && lon === -2 && x === 400000 && y === -100000) return knownCrs['EPSG:27700']
  if (grid_type === 4 && ![lat, lon, x, y, k].includes(missing))
    return { projection: `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=${k} +x_0=${x} +y_0=${y} ${earth} +units=m +no_defs` }
  return undefined
}
