/**
 * FMI: radar reflectivity of the Finnish Meteorological Institute as PGM.
 *
 * A P5 PGM of one byte a cell, north first, whose comments say time, projection and corners. Byte v is (v - 64) / 2 dBZ;
 * 0 is no echo, which is no rain; 255 is no measurement, NaN. Rain by Z = 223 R^1.53, mm/h. The product is a snapshot, so
 * frames have no length of interval.
 *
 * The corners are the outer edges, degrees, on the sphere of 6371288 m that gives the cell size which the file states
 * (999.674 x 999.629 m). North is along the middle meridian, so the grid is straight. Time: obstime, UTC.
 *
 * Errors: RADAR_FILE_DAMAGED; RADAR_FILE_UNSUPPORTED for a parameter other than reflectivity, another projection, 16 bits.
 */
import type { Grid } from '../../raster/index.js'
import { damaged, unsupported } from '../damaged.js'
import { knownOptions } from '../options.js'
import type { RasterReader } from '../reader.js'
import { type PgmHeader, parsePgm } from './header.js'
import { stereographicGrid } from './projection.js'

const fmiPgm: RasterReader = {
  about: 'FMI radar reflectivity, as PGM with comments',
  extensions: ['pgm'],
  recognises({ head }) {
    const text = Buffer.from(head.subarray(0, 4096)).toString('latin1')
    return text.startsWith('P5') && /\n# *obstime /.test(text)
  },
  async *read(file, { options } = {}) {
    knownOptions('fmi-pgm', options, {})
    const bytes = await file.bytes()
    const header = parsePgm(bytes)
    if (typeof header === 'string')
      throw damaged(file.name, 'its head is broken', { expected: 'P5, comments, width, height and largest value', received: header })
    const { width, height, start, comments } = header
    checkKind(file.name, header)
    const timeMs = obstime(comments.get('obstime') ?? '')
    if (timeMs === undefined)
      throw damaged(file.name, 'it has no time', { expected: 'a comment "obstime yyyymmddhhmm"', received: comments.get('obstime') ?? 'none' })
    if (width < 1 || height < 1 || bytes.length !== start + width * height)
      throw damaged(file.name, 'it has not the length in its head', {
        expected: `${width} x ${height} bytes from byte ${start}, ${start + width * height} in all`,
        received: `${bytes.length}`,
      })
    const grid: Grid | string = stereographicGrid(header)
    if (typeof grid === 'string')
      throw damaged(file.name, 'its comments do not place it', {
        expected: 'the meridian, the true latitude, two corners and the size of a cell that fit one another',
        received: grid,
      })
    const values = new Float32Array(width * height)
    for (let cell = 0; cell < values.length; cell++) values[cell] = rates[bytes[start + cell]]
    const attributes = { source: 'Finnish Meteorological Institute', ...Object.fromEntries(comments) }
    yield { quantity: 'rain_rate', units: 'mm/h', name: comments.get('productname') ?? 'reflectivity', timeMs, grid, values, attributes }
  },
}
export default fmiPgm

const rates = Float64Array.from({ length: 256 }, (_, stored) => {
  if (stored === 255) return Number.NaN
  return stored === 0 ? 0 : (10 ** ((stored - 64) / 20) / 223) ** (1 / 1.53)
})

function checkKind(name: string, { largest, comments }: PgmHeader): void {
  const other = (expected: string, received: string) => unsupported(name, 'it is a PGM, but no reflectivity of FMI', { expected, received })
  if (largest !== 255) throw other('a largest value of 255', String(largest))
  const parameter = comments.get('param') ?? 'none'
  if (!/reflectivity/i.test(parameter)) throw other('param CorrectedReflectivity', parameter)
  const type = comments.get('type') ?? 'none'
  if (type !== 'stereographic') throw other('a projection of type stereographic', type)
}

function obstime(text: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute] = parts.slice(1).map(Number)
  const timeMs = Date.UTC(year, month - 1, day, hour, minute)
  const digits = Number.isFinite(timeMs) ? new Date(timeMs).toISOString().replace(/\D/g, '').slice(0, 12) : ''
  return digits === text ? timeMs : undefined
}
