/**
 * NIMROD: fields of the UK Met Office, radar composites among them.
 *
 * A file is big-endian Fortran records: for each field 512 bytes of header, then rows × columns numbers, each record
 * between two copies of its length. Any number of fields a file. Numbers are float32 (type 0), int8, int16 or int32 (type 1)
 * or bytes 0..255 (type 2). The origin code says in which corner the first number lies; frames are turned to north-west.
 *
 * Cells: the header's first point is the centre of a cell, so the UK 1 km composite (first point 1549500 N, 404500 W of
 * false origin) spans E -405000..1320000, N -625000..1550000. Files whose corners are all -32767 need none. CRS: the
 * national grid, latitude and longitude, or the transverse Mercator that the header gives; otherwise absent.
 *
 * Time: the validity time, UTC; an accumulation ends there. Rain: rates as they are, accumulations over their period.
 * Missing (the header's own value, -32767, and rain below zero) is NaN. Every header value that is set is an attribute.
 *
 * Errors: RADAR_FILE_DAMAGED with the field and the byte. Reference: Met Office, NIMROD file format, release 2.6.
 */
import type { Frame } from '../../raster/index.js'
import { damaged } from '../damaged.js'
import { knownOptions } from '../options.js'
import type { RasterReader } from '../reader.js'
import { cornersDisagree, nimrodGrid } from './grid.js'
import { headerAttributes, parseHeader } from './header.js'
import { meaningOf } from './quantity.js'
import { dataTime, validTime } from './time.js'
import { decodeValues, elementReader } from './values.js'

const headerBytes = 512
const monthMs = 31 * 86_400_000

const nimrod: RasterReader = {
  about: 'NIMROD fields of the UK Met Office (radar composites, nowcasts)',
  extensions: ['dat', 'nimrod'],
  recognises({ head }) {
    const year = head.length < 6 ? 2000 : head[4] * 256 + head[5]
    return head.length >= 4 && head[0] === 0 && head[1] === 0 && head[2] === 2 && head[3] === 0 && year >= 1900 && year <= 2200
  },
  async *read(file, { options, log } = {}) {
    knownOptions('nimrod', options, {})
    const bytes = await file.bytes()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let start = 0
    for (let field = 1; start < bytes.length || field === 1; field++) {
      const { frame, end } = readField(file.name, view, start, field, log)
      start = end
      yield frame
    }
  },
}
export default nimrod

function readField(name: string, view: DataView, start: number, field: number, log?: (line: string) => void): { frame: Frame; end: number } {
  const broken = (expected: string, received: string) => damaged(name, `field ${field} is broken`, { expected, received })
  const marker = (at: number, wanted: number, what: string) => {
    const expected = `the length ${wanted} ${what} at byte ${at}`
    if (at + 4 > view.byteLength) throw broken(expected, `the file ends at byte ${view.byteLength}`)
    if (view.getUint32(at) !== wanted) throw broken(expected, String(view.getUint32(at)))
  }
  marker(start, headerBytes, 'before the header')
  const dataStart = start + 4 + headerBytes + 8
  marker(start + 4 + headerBytes, headerBytes, 'after the header')
  const header = parseHeader(view, start + 4)
  const { rows, columns, data_type, data_bytes, origin } = header.ints
  const get = elementReader(view, header)
  if (!get) throw broken('numbers of type 0 with 4, 1 with 1, 2 or 4, or 2 with 1 byte', `type ${data_type} with ${data_bytes} bytes at byte ${start + 26}`)
  if (rows < 1 || columns < 1) throw broken('rows and columns of at least 1', `${rows} rows, ${columns} columns at byte ${start + 34}`)
  if (origin < 0 || origin > 3) throw broken('an origin of 0, 1, 2 or 3', `${origin} at byte ${start + 50}`)
  const length = rows * columns * data_bytes
  marker(dataStart - 4, length, 'before the numbers')
  marker(dataStart + length, length, 'after the numbers')
  const grid = nimrodGrid(header)
  if (typeof grid === 'string') throw broken('the first point and the intervals of a grid', grid)
  const timeMs = validTime(header)
  if (timeMs === undefined) throw broken(`a validity time at byte ${start + 4}`, Object.values(header.ints).slice(0, 6).join(' '))
  const meaning = meaningOf(header)
  const title = header.title || `field code ${header.ints.field_code}`
  if (cornersDisagree(header, grid))
    log?.(`${name}: field ${field} (${title}): its corners are not where its first point and intervals put them; the first point is taken`)
  if (!grid.crs) log?.(`${name}: field ${field} (${title}): grid type ${header.ints.grid_type} has no known projection`)
  const analysed = dataTime(header)
  if (analysed !== undefined && Math.abs(timeMs - analysed) > monthMs)
    log?.(`${name}: field ${field} (${title}): valid at ${new Date(timeMs).toISOString()}, data of ${new Date(analysed).toISOString()}`)
  const { quantity, units, minutes } = meaning
  const values = decodeValues(get, dataStart, header, meaning)
  return { frame: { quantity, units, name: title, timeMs, minutes, grid, values, attributes: headerAttributes(header) }, end: dataStart + length + 4 }
}
