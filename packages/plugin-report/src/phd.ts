/** What this plugin provides: its picture kinds as figures. Nothing is loaded until one is asked for. */
import { type Figure, type Lazy, plugin } from '@phd/core'

const names = [
  'precision-recall',
  'curves',
  'confusion',
  'raster',
  'mirrored',
  'bars',
  'grouped',
  'heat',
  'forest',
  'embedding',
  'calibration',
  'geo',
  'montage',
]

function lazy(name: string): Lazy<Figure> {
  return async () => ({ default: await (await import('./figures/provide.js')).provideFigure(name) })
}

export default plugin({
  experiment: { 'report/embed': () => import('./umap/experiment.js') },
  figure: Object.fromEntries(names.map((name) => [name, lazy(name)])),
})
