import { plugin } from '@phd/core'
import { datasets } from './datasets/index.js'
import type {} from './losses/loss.js'
import type {} from './models/segmenter.js'
import type {} from './readers/reader.js'

export default plugin({
  experiment: {
    'radar/train': () => import('./training/experiment.js'),
    'radar/predict': () => import('./predict/experiment.js'),
  },
  rasterReader: {
    'ascii-grid': () => import('./readers/ascii-grid/index.js'),
    'ceda-jsonl': () => import('./readers/ceda-jsonl/index.js'),
    'fmi-pgm': () => import('./readers/fmi-pgm/index.js'),
    geotiff: () => import('./readers/geotiff/index.js'),
    grib2: () => import('./readers/grib2/index.js'),
    hgt: () => import('./readers/hgt/index.js'),
    'mch-gif': () => import('./readers/mch-gif/index.js'),
    'mrms-crop': () => import('./readers/mrms-crop/index.js'),
    netcdf: () => import('./readers/netcdf/index.js'),
    nimrod: () => import('./readers/nimrod/index.js'),
    'odim-hdf5': () => import('./readers/odim-hdf5/index.js'),
    radolan: () => import('./readers/radolan/index.js'),
  },
  dataset: datasets,
  segmenter: {
    deeplabv3plus: () => import('./models/deeplabv3plus.js'),
    'deeplabv3plus-small': () => import('./models/deeplabv3plus-small.js'),
  },
  loss: {
    'cross-entropy': () => import('./losses/cross-entropy.js'),
    'cross-entropy-dice': () => import('./losses/cross-entropy-dice.js'),
  },
})
