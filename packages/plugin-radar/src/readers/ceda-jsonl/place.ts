/** Where the cells of a record lie on the composite. */
import { type Grid, knownCrs } from '../../raster/index.js'
import type { Record } from './record.js'

/**
 * The downloader counts rows as x and columns as y, so a crop of `start` to `end` holds rows start.x.. and columns start.y..
 * of the composite. Older lines give those indices; newer ones give only the corners in metres, whose names are exchanged
 * and which it turned into indices by the length of the other axis; the same sum is done here, and kept only where it gives
 * the size of the crop. Undefined where the line does not say.
 */
export function placeOf(record: Record, rows: number, columns: number): Grid | undefined {
  const { bounds_full: full, size_full: size } = record
  const cellX = (full.right - full.left) / size.height
  const cellY = (full.top - full.bottom) / size.width
  if (!(cellX > 0 && cellY > 0)) return undefined
  const start = startOf(record, rows, columns)
  if (!start) return undefined
  return { rows, columns, west: full.left + start.column * cellX, north: full.top - start.row * cellY, cellX, cellY, crs: knownCrs['EPSG:27700'] }
}

function startOf(record: Record, rows: number, columns: number): { row: number; column: number } | undefined {
  const { bounds_full: full, size_full: size, bounds_extract: extract, bounds_extract_array: indices } = record
  if (!extract && !indices) return rows === size.width && columns === size.height ? { row: 0, column: 0 } : undefined
  if (indices)
    return indices.end.x - indices.start.x === rows && indices.end.y - indices.start.y === columns
      ? { row: indices.start.x, column: indices.start.y }
      : undefined
  const [a, b] = [extract?.top_left_os, extract?.bottom_right_os]
  if (!a || !b) return undefined
  const row = (point: typeof a) => Math.floor(((point.easting - full.left) / (full.right - full.left)) * size.width)
  const column = (point: typeof a) => Math.floor(((full.top - point.northing) / (full.top - full.bottom)) * size.height)
  const [firstRow, firstColumn] = [Math.min(row(a), row(b)), Math.min(column(a), column(b))]
  const fits = Math.abs(row(a) - row(b)) === rows && Math.abs(column(a) - column(b)) === columns
  return fits ? { row: firstRow, column: firstColumn } : undefined
}
