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
    geotiff: () => import('./readers/geotiff/index.js'),
    hgt: () => import('./readers/hgt/index.js'),
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
