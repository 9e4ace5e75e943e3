/**
 * MRMS crops: a few hours of PrecipRate of a place, as NAME.json beside NAME.i16.bin.
 *
 * The JSON gives shape (frames, rows, columns), unit (`mm/h x 10`), the value of no data, the north and west edges and the
 * size of a cell in degrees, and the UTC seconds of each frame. The other file is int16, little-endian, north first. Give
 * the JSON; the numbers are found beside it, so the pair cannot lie in an archive. MRMS states instantaneous rates, so
 * frames have no length of interval; below zero is no measurement, NaN.
 *
 * Errors: RADAR_FILE_DAMAGED; RADAR_FILE_PAIR where the numbers are not beside it.
 */
import { basename } from 'node:path'
import { PhdError } from '@phd/core'
import { type Grid, knownCrs } from '../../raster/index.js'
import { damaged } from '../damaged.js'
import { knownOptions } from '../options.js'
import type { RasterFile, RasterReader } from '../reader.js'
import { type Sidecar, sidecarFault } from './sidecar.js'

const largestSidecar = 16 * 2 ** 20

const mrmsCrop: RasterReader = {
  about: 'Crops of MRMS PrecipRate: NAME.json beside NAME.i16.bin',
  extensions: ['json'],
  recognises({ head }) {
    const text = Buffer.from(head).toString('latin1')
    return /^\s*\{/.test(text) && ['"shape"', '"dtype"', '"north_edge_lat"', '"times_unix_utc"'].every((key) => text.includes(key))
  },
  async *read(file, { options } = {}) {
    knownOptions('mrms-crop', options, {})
    const { shape, unit, nodata, north_edge_lat: north, west_edge_lon: west, cell_deg: cell, times_unix_utc: times } = await sidecarOf(file)
    const [frames, rows, columns] = shape
    const numbers = await numbersOf(file)
    const bytes = await numbers.bytes()
    const expected = frames * rows * columns * 2
    if (bytes.length !== expected)
      throw damaged(numbers.name, 'it has not the length that its JSON gives', {
        expected: `${expected} bytes: ${frames} x ${rows} x ${columns} numbers of 2 bytes`,
        received: `${bytes.length}`,
      })
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const grid: Grid = { rows, columns, west, north, cellX: cell, cellY: cell, crs: knownCrs['EPSG:4326'] }
    const scale = Number(unit.split(' x ')[1])
    const cells = rows * columns
    const attributes = { source: 'NOAA/NSSL MRMS PrecipRate', unit, nodata }
    for (const [frame, seconds] of times.entries()) {
      const values = new Float32Array(cells)
      for (let at = 0; at < cells; at++) {
        const stored = view.getInt16((frame * cells + at) * 2, true)
        values[at] = stored === nodata || stored < 0 ? Number.NaN : stored / scale
      }
      yield { quantity: 'rain_rate', units: 'mm/h', name: 'PrecipRate', timeMs: seconds * 1000, grid, values, attributes }
    }
  },
}
export default mrmsCrop

async function sidecarOf(file: RasterFile): Promise<Sidecar> {
  const bytes = await file.bytes()
  const broken = (received: string, cause?: unknown) =>
    damaged(file.name, 'it is no JSON of a crop', { expected: 'shape, dtype, order, unit, nodata, edges, cell_deg, times_unix_utc, step_s', received, cause })
  if (bytes.length > largestSidecar) throw broken(`${bytes.length} bytes`)
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString())
  } catch (cause) {
    throw broken((cause as Error).message, cause)
  }
  const fault = sidecarFault(value)
  if (fault) throw broken(fault)
  return value as Sidecar
}

async function numbersOf(file: RasterFile): Promise<RasterFile> {
  const wanted = `${basename(file.name).replace(/\.json$/i, '')}.i16.bin`
  const numbers = await file.sibling?.(wanted)
  if (numbers) return numbers
  throw new PhdError('RADAR_FILE_PAIR', `The numbers of ${file.name} are not beside it.`, {
    expected: `${wanted} in the same folder`,
    received: file.sibling ? 'no such file' : 'a file in an archive',
    remedy: file.sibling ? 'put both files into one folder' : 'unpack the archive first',
  })
}
