/**
 * SRTM tiles (.hgt): one degree by one degree of terrain.
 *
 * In: int16 big-endian, 1201 x 1201 (3") or 3601 x 3601 (1"), row 0 north. The file has no header: size and name
 * (`N57E011.hgt`, the south-west corner) say all. Out: one frame of elevation in metres above EGM96, WGS84, NaN at the
 * voids (-32768). Samples lie on the whole degrees, so the edges of the grid are half a cell outside of them.
 *
 * RADAR_FILE_DAMAGED for another size or name. Format: NASA JPL, "SRTM Topography", section 2.2.
 */
import { type Frame, knownCrs } from '../../raster/index.js'
import { damaged } from '../damaged.js'
import { knownOptions } from '../options.js'
import type { RasterFile, RasterReader, ReadOptions } from '../reader.js'

const sides = [1201, 3601]
const voidValue = -32768

/** South-west corner in degrees, from the last part of the name. */
function cornerOf(name: string): { latitude: number; longitude: number } | undefined {
  const match = /(?:^|[^A-Za-z0-9])([NS])(\d{2})([EW])(\d{3})[^/\\!]*\.hgt(?:\.gz)?$/i.exec(name)
  if (!match) return undefined
  const latitude = Number(match[2]) * (match[1].toUpperCase() === 'S' ? -1 : 1)
  const longitude = Number(match[4]) * (match[3].toUpperCase() === 'W' ? -1 : 1)
  return latitude >= -90 && latitude < 90 && longitude >= -180 && longitude < 180 ? { latitude, longitude } : undefined
}

async function* read(file: RasterFile, { options }: ReadOptions = {}): AsyncGenerator<Frame> {
  knownOptions('hgt', options, {})
  const corner = cornerOf(file.name)
  if (!corner)
    throw damaged(file.name, 'its name does not say where it lies', {
      expected: 'a name such as N57E011.hgt',
      received: file.name,
      remedy: 'rename the file as it was published',
    })
  const bytes = await file.bytes()
  const side = sides.find((samples) => samples * samples * 2 === bytes.length)
  if (!side)
    throw damaged(file.name, 'it has not the size of a tile', {
      expected: '2884802 bytes (1201 x 1201) or 25934402 bytes (3601 x 3601)',
      received: `${bytes.length} bytes`,
    })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const values = new Float32Array(side * side)
  for (let index = 0; index < values.length; index++) {
    const metres = view.getInt16(index * 2)
    values[index] = metres === voidValue ? Number.NaN : metres
  }
  const cell = 1 / (side - 1)
  const grid = {
    rows: side,
    columns: side,
    west: corner.longitude - cell / 2,
    north: corner.latitude + 1 + cell / 2,
    cellX: cell,
    cellY: cell,
    crs: knownCrs['EPSG:4326'],
  }
  yield { quantity: 'elevation', units: 'm', name: 'elevation', grid, values }
}

const reader: RasterReader = {
  about: 'SRTM terrain tile (.hgt), 1 or 3 arc-seconds',
  extensions: ['hgt'],
  recognises: ({ name }) => cornerOf(name) !== undefined,
  read,
}
export default reader
