/** Where a GeoTIFF lies: its tie point and scale or its matrix, and its coordinate system by GeoKeys. OGC 19-008r4. */
import { type Crs, crsOf, type Grid, knownCrs } from '../../raster/index.js'
import { damaged, unsupported } from '../damaged.js'
import { type Tags, tag } from './tags.js'

export interface Place {
  grid: Omit<Grid, 'crs'>
  /** Row 0 of the file is the southern one. */
  southUp: boolean
}

/** RADAR_FILE_DAMAGED without a place, RADAR_FILE_UNSUPPORTED for a turned one. */
export function placeOf(file: string, tags: Tags, rows: number, columns: number): Place {
  const scale = tags.numbers(tag.pixelScale)
  const tie = tags.numbers(tag.tiePoints)
  const matrix = tags.numbers(tag.transformation)
  let west: number
  let north: number
  let cellX: number
  let stepY: number
  if (scale && scale.length >= 2 && tie && tie.length >= 6) {
    cellX = scale[0]
    stepY = -scale[1]
    west = tie[3] - tie[0] * cellX
    north = tie[4] - tie[1] * stepY
  } else if (matrix && matrix.length >= 8) {
    if (matrix[1] !== 0 || matrix[4] !== 0)
      throw unsupported(file, 'its rows do not run from west to east', {
        expected: 'a grid that is not turned',
        received: `a turned one (${matrix[1]}, ${matrix[4]})`,
        remedy: `gdalwarp ${file} out.tif`,
      })
    cellX = matrix[0]
    stepY = matrix[5]
    west = matrix[3]
    north = matrix[7]
  } else
    throw damaged(file, 'it does not say where it lies', {
      expected: 'ModelTiepoint with ModelPixelScale, or ModelTransformation',
      received: 'neither',
      remedy: `gdal_translate -a_srs EPSG:27700 -a_ullr WEST NORTH EAST SOUTH ${file} out.tif`,
    })
  if (!(cellX > 0) || stepY === 0 || ![west, north, cellX, stepY].every(Number.isFinite))
    throw damaged(file, 'its cells have no size', { expected: 'a cell size above 0', received: `${cellX} by ${-stepY}` })
  if (geoKeysOf(tags).get(1025) === 2) {
    west -= cellX / 2
    north -= stepY / 2
  }
  const southUp = stepY > 0
  return { southUp, grid: { rows, columns, west, north: southUp ? north + rows * stepY : north, cellX, cellY: Math.abs(stepY) } }
}

/** Codes only: keys whose value stands in the directory itself. */
function geoKeysOf(tags: Tags): Map<number, number> {
  const keys = new Map<number, number>()
  const directory = tags.numbers(tag.geoKeys) ?? []
  for (let at = 4; at + 3 < directory.length; at += 4) if (directory[at + 1] === 0) keys.set(directory[at], directory[at + 3])
  return keys
}

/** By EPSG code; geographic WGS84 where there is none and the numbers are degrees. `note` says what was taken for granted. */
export function crsOfTags(file: string, tags: Tags, grid: Omit<Grid, 'crs'>): { crs?: Crs; note?: string } {
  const keys = geoKeysOf(tags)
  const code = keys.get(3072) ?? keys.get(2048)
  if (code !== undefined && code !== 32767) {
    if (keys.get(3072) === undefined && [4326, 4258, 4269].includes(code)) return { crs: knownCrs['EPSG:4326'] }
    try {
      return { crs: crsOf(`EPSG:${code}`) }
    } catch {
      return { note: `${file} is in EPSG:${code}, which is not known here: give --reader-option crs=+proj=…` }
    }
  }
  const degrees = grid.west >= -360 && grid.west + grid.columns * grid.cellX <= 360.5 && grid.north <= 90.5 && grid.north - grid.rows * grid.cellY >= -90.5
  if (keys.get(1024) === 2 || (keys.get(1024) === undefined && degrees))
    return { crs: knownCrs['EPSG:4326'], note: `${file} names no coordinate system; its edges are degrees, so it is taken as WGS84 longitude and latitude` }
  return { note: `${file} names no coordinate system by its EPSG code: give --reader-option crs=EPSG:27700` }
}
