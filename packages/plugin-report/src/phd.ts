/** What this plugin provides: its picture kinds as figures, themes, poster styles. Nothing is loaded until one is asked for. */
import { type Figure, type Lazy, plugin } from '@phd/core'
import type { PosterStyle } from './kinds.js'
import type { Theme } from './themes/theme.js'

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
  'umap',
  'embedding',
  'parallel',
  'calibration',
  'geo',
  'montage',
]

function lazy(name: string): Lazy<Figure> {
  return async () => ({ default: await (await import('./figures/provide.js')).provideFigure(name) })
}

const theme =
  (name: string): Lazy<Theme> =>
  async () => ({ default: (await import('./themes/index.js')).builtInThemes[name] })
const style =
  (name: string): Lazy<PosterStyle> =>
  async () => ({ default: (await import('./layout/index.js')).builtInStyles[name] })

export default plugin({
  experiment: { 'report/embed': () => import('./umap/experiment.js') },
  theme: { default: theme('default'), dark: theme('dark'), plain: theme('plain') },
  posterStyle: { classic: style('classic'), finding: style('finding') },
  figure: Object.fromEntries(names.map((name) => [name, lazy(name)])),
})
