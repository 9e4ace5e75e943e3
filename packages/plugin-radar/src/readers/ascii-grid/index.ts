/**
 * ESRI ASCII grids (.asc): one, or a stream of many behind each other.
 *
 * In: text, `ncols nrows xllcorner|xllcenter yllcorner|yllcenter cellsize|dx dy [NODATA_value]` in any case and order, then
 * the numbers row by row from the north; a new grid begins at the next header key. Out: one frame a grid (y, x), row 0
 * north, NaN where the value is NODATA_value; a header without that line (OS Terrain 50) has no missing values. Numbers
 * are those of `Number()` to the last bit, then Float32.
 *
 * The text says neither what it is nor where: `quantity=elevation|water_depth|rain_rate` (m, m, mm/h),
 * `crs=EPSG:27700`, and for a stream `start=2010-08-26T00:00Z`, the time of its first grid, with `step-minutes=5`.
 *
 * Read as a stream: memory is that of one grid. RADAR_FILE_DAMAGED with the grid and row; RADAR_READER_OPTION.
 * Format: ESRI, "Esri ASCII raster format", ArcGIS reference.
 */
import { type Crs, crsOf, type Frame, unitsOf } from '../../raster/index.js'
import { choiceOption, knownOptions, numberOption, timeOption } from '../options.js'
import type { RasterFile, RasterReader, ReadOptions } from '../reader.js'
import { parseGrids } from './parse.js'

const known = {
  quantity: 'what the numbers are',
  crs: 'the coordinate system',
  start: 'time of the first grid',
  'step-minutes': 'minutes from grid to grid',
}

async function* read(file: RasterFile, { options, log }: ReadOptions = {}): AsyncGenerator<Frame> {
  const given = knownOptions('ascii-grid', options, known)
  const quantity = choiceOption('quantity', given.quantity, ['elevation', 'water_depth', 'rain_rate'], 'elevation')
  const minutes = numberOption('step-minutes', given['step-minutes'], 5, { min: 1 / 60, max: 527_040 })
  const startMs = timeOption('start', given.start)
  const crs: Crs | undefined = given.crs === undefined ? undefined : crsOf(given.crs)
  if (quantity !== 'elevation' && startMs === undefined) log?.(`${file.name} has no times: give --reader-option start=2010-08-26T00:00Z`)
  let count = 0
  for await (const { grid, values } of parseGrids(file.name, file.stream())) {
    const time = startMs === undefined ? {} : { timeMs: startMs + Math.round(count * minutes * 60_000) }
    yield {
      quantity,
      units: unitsOf(quantity),
      name: quantity,
      ...time,
      ...(quantity === 'rain_rate' ? { minutes } : {}),
      grid: crs ? { ...grid, crs } : grid,
      values,
    }
    count++
  }
}

const reader: RasterReader = {
  about: 'ESRI ASCII grid (.asc), one or a stream of many',
  extensions: ['asc', 'grd', 'txt'],
  recognises: ({ head }) =>
    /^(\uFEFF|\u00ef\u00bb\u00bf)?\s*(ncols|nrows)[ \t]+\d+\s+(ncols|nrows)[ \t]+\d+\s+[xy]ll/i.test(Buffer.from(head.subarray(0, 400)).toString('latin1')),
  read,
}
export default reader
