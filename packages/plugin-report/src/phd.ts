import { type Figure, type Lazy, plugin } from '@phd/core'

const pictures = ['curves', 'confusion', 'raster', 'mirrored', 'bars', 'embedding', 'calibration', 'geo', 'topics', 'montage']

const provided = (name: string): Lazy<Figure> => {
  return async () => ({ default: (await import('./figure/provide.js')).providedFigure(name) })
}

export default plugin({ figure: Object.fromEntries(pictures.map((name) => [name, provided(name)])) })
