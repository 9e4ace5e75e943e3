/**
 * Radar composites in HDF5: KNMI's own layout and ODIM_H5 (COMP, IMAGE).
 *
 * In: KNMI `imageN/image_data` with its formula (`GEO=0.01*PV+0.0`), or ODIM `datasetN/dataM/data` with gain, offset, nodata,
 * undetect. Out: one frame an image, in the file's order (y, x), row 0 north. mm in the interval and rates become mm/h,
 * dBZ by Z = a R^b; what is neither (quality, echo top) is a frame `other`. Missing and out of image are NaN; ODIM's undetect is
 * 0 mm/h; negative rain is NaN. Kilometres become metres, in the projection too. Time is the end of the interval.
 *
 * Options: `z-a=200`, `z-b=1.6` (Marshall and Palmer 1948). RADAR_FILE_DAMAGED, RADAR_FILE_UNSUPPORTED (volumes).
 * Formats: KNMI HDF5 Data Format Specification 3.5; EUMETNET OPERA, ODIM_H5 2.4.
 */
import type { Frame } from '../../raster/index.js'
import { damaged, unsupported } from '../damaged.js'
import { type Hdf5File, isHdf5, saysNetcdf, withHdf5 } from '../hdf5/index.js'
import { knownOptions, numberOption } from '../options.js'
import type { RasterFile, RasterReader, ReadOptions } from '../reader.js'
import { knmiFrames } from './knmi.js'
import { odimFrames } from './odim.js'
import type { ReflectivityRelation } from './rain.js'

const known = { 'z-a': 'a of Z = a R^b', 'z-b': 'b of Z = a R^b' }

async function* read(file: RasterFile, { options }: ReadOptions = {}): AsyncGenerator<Frame> {
  const given = knownOptions('odim-hdf5', options, known)
  const relation = { a: numberOption('z-a', given['z-a'], 200, { min: 1e-3, max: 1e5 }), b: numberOption('z-b', given['z-b'], 1.6, { min: 0.1, max: 10 }) }
  const bytes = await file.bytes()
  yield* withHdf5(file.name, bytes, (opened) => framesOf(file.name, opened, relation))
}

function framesOf(label: string, file: Hdf5File, relation: ReflectivityRelation): Frame[] {
  const names = file.names('/')
  const knmi = names.includes('geographic') && names.includes('overview')
  const odim = names.includes('what') && names.includes('where')
  const frames = knmi ? knmiFrames(label, file, relation) : odim ? odimFrames(label, file, relation) : []
  if (frames.length > 0) return frames
  if (knmi || odim) throw damaged(label, 'it holds no image', { expected: knmi ? 'image1/image_data' : 'dataset1/data1/data', received: names.join(', ') })
  throw unsupported(label, 'its HDF5 layout is not known', {
    expected: 'groups overview, geographic and image1 (KNMI), or what, where and dataset1 (ODIM_H5)',
    received: names.slice(0, 8).join(', ') || 'an empty file',
    remedy: '--format netcdf for a NetCDF-4 file',
  })
}

const reader: RasterReader = {
  about: 'Radar composite in HDF5: KNMI, ODIM_H5',
  extensions: ['h5', 'hdf5', 'hdf'],
  recognises: ({ name, head }) => isHdf5(head) && !saysNetcdf(name, head),
  read,
}
export default reader
