/**
 * NetCDF by the CF conventions: classic (CDF-1, 2, 5) and NetCDF-4.
 *
 * In: variables on (time, y, x) or (y, x), rows from the north or the south, axes of latitude and longitude or of a grid
 * mapping, `_FillValue`, `missing_value`, `valid_range`, `scale_factor`, `add_offset`. Out: one frame a variable and time, row 0
 * north. Rain in mm/h from rates (mm/h, kg m-2 s-1, m s-1, …) and amounts (mm, kg m-2) over the interval of the time bounds, else the
 * one time step; terrain and depth in metres; the rest `other`. Time is the end of the interval. Negative rain is NaN.
 *
 * Options: `variable=`, `quantity=rain_rate|elevation|water_depth`, `minutes=` for amounts.
 * RADAR_FILE_DAMAGED, RADAR_FILE_UNSUPPORTED (uneven or curved axes, other calendars). Formats: NetCDF User's Guide,
 * appendix B; CF conventions 1.11.
 */
import type { Frame, Quantity } from '../../raster/index.js'
import { damaged } from '../damaged.js'
import { isHdf5, saysNetcdf, withHdf5 } from '../hdf5/index.js'
import { choiceOption, knownOptions, numberOption } from '../options.js'
import type { RasterFile, RasterReader, ReadOptions } from '../reader.js'
import { openClassic } from './classic.js'
import { netcdfOfHdf5 } from './file.js'
import { type FrameOptions, netcdfFrames } from './frames.js'

const known = { variable: 'its name', quantity: 'what it is', minutes: 'interval of amounts' }

function isClassic(head: Uint8Array): boolean {
  return head.length >= 4 && Buffer.from(head.subarray(0, 3)).toString('latin1') === 'CDF' && [1, 2, 5].includes(head[3])
}

async function* read(file: RasterFile, { options, log }: ReadOptions = {}): AsyncGenerator<Frame> {
  const given = knownOptions('netcdf', options, known)
  const minutes = numberOption('minutes', given.minutes, 0, { min: 1 / 60, max: 527_040 })
  const asked: FrameOptions = {
    ...(given.variable === undefined ? {} : { variable: given.variable }),
    ...(given.quantity === undefined
      ? {}
      : { quantity: choiceOption<Quantity>('quantity', given.quantity, ['rain_rate', 'elevation', 'water_depth'], 'rain_rate') }),
    ...(given.minutes === undefined ? {} : { minutes }),
    ...(log ? { log } : {}),
  }
  const bytes = await file.bytes()
  if (isClassic(bytes)) {
    yield* netcdfFrames(file.name, openClassic(file.name, bytes), asked)
    return
  }
  if (!isHdf5(bytes))
    throw damaged(file.name, 'it is no NetCDF', {
      expected: '"CDF" or the HDF5 signature at its start',
      received: Buffer.from(bytes.subarray(0, 8)).toString('hex') || 'nothing',
    })
  yield* withHdf5(file.name, bytes, (opened) => netcdfFrames(file.name, netcdfOfHdf5(opened), asked))
}

const reader: RasterReader = {
  about: 'NetCDF with CF conventions, classic and NetCDF-4',
  extensions: ['nc', 'nc4', 'cdf'],
  recognises: ({ name, head }) => isClassic(head) || (isHdf5(head) && saysNetcdf(name, head)),
  read,
}
export default reader
