/** What this plugin provides: its picture kinds as figures. Nothing is loaded until one is asked for. */
import { type Figure, type Lazy, plugin } from '@phd/core'

const names = ['curves', 'confusion', 'raster', 'mirrored', 'bars', 'embedding', 'calibration', 'geo', 'montage']

function lazy(name: string): Lazy<Figure> {
  return async () => ({ default: (await import('./figures/provide.js')).provideFigure(name) })
}

export default plugin({ figure: Object.fromEntries(names.map((name) => [name, lazy(name)])) })
