/**
 * GeoTIFF: the first image of a TIFF or BigTIFF.
 *
 * In: strips or tiles, uncompressed, LZW, deflate or PackBits, predictors 1 to 3, integers of 8 to 32 bits and floats of 32 and 64, bands
 * interleaved or apart. Out: one frame (y, x), row 0 north whatever the file's order, NaN where GDAL_NODATA, a sparse
 * block or NaN stands. Edges are those of cells, also for pixel-is-point. The projection is that of the EPSG code; a file of
 * degrees without one is WGS84, with a line in the log.
 *
 * Options: `band=1`, `quantity=elevation|water_depth|rain_rate` (m, m, mm/h), `crs=`, `time=` for rain and depth.
 * Erdas Imagine (.img) is known here only to say how to convert it. RADAR_FILE_DAMAGED, RADAR_FILE_UNSUPPORTED (other compressions, turned grids). Sizes are checked before memory is taken.
 * Formats: TIFF 6.0 (Adobe, 1992); OGC 19-008r4 GeoTIFF; GDAL_NODATA of GDAL.
 */
import { PhdError } from '@phd/core'
import { crsOf, type Frame, unitsOf } from '../../raster/index.js'
import { choiceOption, knownOptions, numberOption, timeOption, wrongOption } from '../options.js'
import type { RasterFile, RasterReader, ReadOptions } from '../reader.js'
import { readBand } from './image.js'
import { crsOfTags, placeOf } from './place.js'
import { readTags, tag } from './tags.js'

const known = { band: 'from 1', quantity: 'what the numbers are', crs: 'the coordinate system', time: 'when' }

async function* read(file: RasterFile, { options, log }: ReadOptions = {}): AsyncGenerator<Frame> {
  const given = knownOptions('geotiff', options, known)
  const quantity = choiceOption('quantity', given.quantity, ['elevation', 'water_depth', 'rain_rate'], 'elevation')
  const band = numberOption('band', given.band, 1, { min: 1, max: 65_535 })
  if (!Number.isInteger(band)) throw wrongOption('The reader option band is not a whole number.', 'a whole number from 1', String(given.band))
  const timeMs = timeOption('time', given.time)
  if (isErdas(file.head))
    throw new PhdError('RADAR_FORMAT_UNKNOWN', `${file.name} is an Erdas Imagine file, which is not read.`, {
      expected: 'a GeoTIFF',
      received: 'Erdas Imagine (.img)',
      remedy: `gdal_translate ${file.name} out.tif`,
    })
  const bytes = await file.bytes()
  const tags = readTags(file.name, bytes)
  const { rows, columns, bands, values } = readBand(file.name, bytes, tags, band)
  if (bands > 1 && given.band === undefined) log?.(`${file.name} has ${bands} bands; band 1 is taken (--reader-option band=2 for another)`)
  const { grid, southUp } = placeOf(file.name, tags, rows, columns)
  const place = given.crs === undefined ? crsOfTags(file.name, tags, grid) : { crs: crsOf(given.crs) }
  if (place.note) log?.(place.note)
  const noData = Number.parseFloat(tags.text(tag.noData) ?? '')
  yield {
    quantity,
    units: unitsOf(quantity),
    name: `band ${band}`,
    ...(timeMs === undefined ? {} : { timeMs }),
    grid: place.crs ? { ...grid, crs: place.crs } : grid,
    values: northUp(values, columns, rows, southUp, noData),
  }
}

function northUp(source: Float64Array | Float32Array, columns: number, rows: number, southUp: boolean, noData: number): Float32Array {
  const values = new Float32Array(rows * columns)
  const missing = source instanceof Float32Array ? Math.fround(noData) : noData
  for (let row = 0; row < rows; row++) {
    const from = (southUp ? rows - 1 - row : row) * columns
    for (let column = 0; column < columns; column++) {
      const value = source[from + column]
      const kept = Math.fround(value)
      values[row * columns + column] = value === missing || !Number.isFinite(kept) ? Number.NaN : kept
    }
  }
  return values
}

function isErdas(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 15)).toString('latin1') === 'EHFA_HEADER_TAG'
}

const reader: RasterReader = {
  about: 'GeoTIFF (.tif), first image, one band',
  extensions: ['tif', 'tiff', 'gtiff'],
  recognises: ({ head }) => {
    const mark = Buffer.from(head.subarray(0, 4)).toString('latin1')
    return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(mark) || isErdas(head)
  },
  read,
}
export default reader
