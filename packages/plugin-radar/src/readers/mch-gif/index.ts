/**
 * MeteoSwiss AQC: rain of the last five minutes as a GIF.
 *
 * One image of 710 x 640 colour indices, 1 km in the Swiss national grid (CH1903/LV03, E 255000..965000,
 * N -160000..480000), north first. Index i is a depth in five minutes: (10^((i - 71.5) / 20) / 316)^(1 / 1.5) mm; 0, 1 and
 * 251 to 254 are dry; 255 is no measurement, NaN. Frames are mm/h, twelve times that.
 *
 * Time: the end of the interval, UTC, from the file's name (AQCyydddhhmm: year, day of the year, hour, minute); the file
 * has none. Known by content (a GIF of that size, or with MeteoSwiss in its comment) or, if it is cut short, by the name.
 *
 * Errors: RADAR_FILE_DAMAGED; RADAR_FILE_UNSUPPORTED for animations and other sizes; RADAR_FILE_NAME without a time.
 */
import { basename } from 'node:path'
import { PhdError } from '@phd/core'
import { type Grid, knownCrs } from '../../raster/index.js'
import { damaged } from '../containers/index.js'
import { checkOptions } from '../options.js'
import type { RasterReader } from '../reader.js'
import { decodeGif, isGif } from './gif.js'

const grid: Grid = { rows: 640, columns: 710, west: 255_000, north: 480_000, cellX: 1000, cellY: 1000, crs: knownCrs['EPSG:21781'] }
const namePattern = /^AQC(\d{2})(\d{3})(\d{2})(\d{2})/i

const mchGif: RasterReader = {
  about: 'MeteoSwiss AQC rain of five minutes, as GIF',
  extensions: ['gif'],
  recognises({ name, head }) {
    if (!isGif(head)) return false
    const size = head.length >= 10 && head[6] + head[7] * 256 === grid.columns && head[8] + head[9] * 256 === grid.rows
    return size || namePattern.test(fileName(name)) || /meteoswiss/i.test(Buffer.from(head.subarray(0, 2048)).toString('latin1'))
  },
  async *read(file, { options } = {}) {
    checkOptions('mch-gif', options)
    const timeMs = timeOf(file.name)
    const bytes = await file.bytes()
    if (!isGif(bytes)) throw damaged(file.name, 'GIF87a or GIF89a at byte 0', Buffer.from(bytes.subarray(0, 6)).toString('latin1'))
    const image = decodeGif(bytes, { width: grid.columns, height: grid.rows })
    if ('fault' in image) {
      if (image.fault === 'damaged') throw damaged(file.name, image.expected, image.received)
      throw new PhdError('RADAR_FILE_UNSUPPORTED', `${file.name} is a GIF that is no MeteoSwiss AQC image.`, {
        ...image,
        remedy: 'give the single images, one a time step',
      })
    }
    const values = Float32Array.from(image.indices, (index) => rates[index])
    const attributes = { source: 'MeteoSwiss', comment: image.comment.trim().slice(0, 1000) }
    yield { quantity: 'rain_rate', units: 'mm/h', name: 'AQC', timeMs, minutes: 5, grid, values, attributes }
  },
}
export default mchGif

const rates = Float64Array.from({ length: 256 }, (_, index) => {
  if (index === 255) return Number.NaN
  if (index < 2 || index > 250) return 0
  return 12 * (10 ** ((index - 71.5) / 20) / 316) ** (1 / 1.5)
})

function timeOf(name: string): number {
  const parts = namePattern.exec(fileName(name))
  const [year, day, hour, minute] = (parts ?? []).slice(1).map(Number)
  const timeMs = parts && day >= 1 && hour < 24 && minute < 60 ? Date.UTC(2000 + year, 0, day, hour, minute) : Number.NaN
  if (Number.isFinite(timeMs) && new Date(timeMs).getUTCFullYear() === 2000 + year) return timeMs
  throw new PhdError('RADAR_FILE_NAME', `The name of ${name} does not say when it was measured.`, {
    expected: 'AQC, two digits of the year, three of the day of the year, four of hour and minute, as AQC151351545F_00005.801.gif',
    received: fileName(name),
    remedy: 'give the file its original name',
  })
}

function fileName(name: string): string {
  return basename(name.split('!/').at(-1) ?? name)
}
