/**
 * MeteoSwiss AQC: rain of the last five minutes as a GIF.
 *
 * One image of 710 x 640 colour indices, 1 km in the Swiss national grid (CH1903/LV03, E 255000..965000,
 * N -160000..480000), north first. Index i is a depth in five minutes: (10^((i - 71.5) / 20) / 316)^(1 / 1.5) mm; 0, 1 and
 * 251 to 254 are dry; 255 is no measurement, NaN. Frames are mm/h, twelve times that.
 *
 * Time: the end of the interval, UTC, from the comment (PRDT=AQCyydddhhmm: year, day of the year, hour, minute) or else
 * from the file's name. Known by content: a GIF of that size, or with MeteoSwiss in its comment.
 *
 * Errors: RADAR_FILE_DAMAGED; RADAR_FILE_UNSUPPORTED for animations, other sizes and periods; RADAR_FILE_NAME without a time.
 */
import { type Grid, knownCrs } from '../../raster/index.js'
import { damaged, unsupported } from '../damaged.js'
import { knownOptions } from '../options.js'
import type { RasterReader } from '../reader.js'
import { decodeGif, isGif } from './gif.js'
import { aqcTime, namedAqc } from './time.js'

const grid: Grid = { rows: 640, columns: 710, west: 255_000, north: 480_000, cellX: 1000, cellY: 1000, crs: knownCrs['EPSG:21781'] }

const minutes = 5
const noAqc = 'it is a GIF, but no AQC image of five minutes'

const mchGif: RasterReader = {
  about: 'MeteoSwiss AQC rain of five minutes, as GIF',
  extensions: ['gif'],
  recognises({ name, head }) {
    if (!isGif(head)) return false
    const size = head.length >= 10 && head[6] + head[7] * 256 === grid.columns && head[8] + head[9] * 256 === grid.rows
    return size || namedAqc(name) || /meteoswiss/i.test(Buffer.from(head.subarray(0, 2048)).toString('latin1'))
  },
  async *read(file, { options, log } = {}) {
    knownOptions('mch-gif', options, {})
    const bytes = await file.bytes()
    if (!isGif(bytes))
      throw damaged(file.name, 'it is no GIF', {
        expected: 'GIF87a or GIF89a at byte 0',
        received: Buffer.from(bytes.subarray(0, 6)).toString('latin1') || 'an empty file',
      })
    const image = decodeGif(bytes, { width: grid.columns, height: grid.rows })
    if ('fault' in image) {
      const { fault, expected, received } = image
      throw fault === 'damaged' ? damaged(file.name, 'its GIF is broken', { expected, received }) : unsupported(file.name, noAqc, { expected, received })
    }
    const timeMs = aqcTime(file.name, image.comment, log)
    const period = Number(/\bACCUm=(\d+)/.exec(image.comment)?.[1] ?? minutes)
    if (period !== minutes) throw unsupported(file.name, noAqc, { expected: `a sum over ${minutes} minutes`, received: `${period} minutes` })
    const values = new Float32Array(image.indices.length)
    for (let cell = 0; cell < values.length; cell++) values[cell] = rates[image.indices[cell]]
    const attributes = { source: 'MeteoSwiss', comment: image.comment.trim().slice(0, 1000) }
    yield { quantity: 'rain_rate', units: 'mm/h', name: 'AQC', timeMs, minutes, grid, values, attributes }
  },
}
export default mchGif

const rates = Float64Array.from({ length: 256 }, (_, index) => {
  if (index === 255) return Number.NaN
  if (index < 2 || index > 250) return 0
  return 12 * (10 ** ((index - 71.5) / 20) / 316) ** (1 / 1.5)
})
