/**
 * Figures from typed results: which kinds there are, which fits a result, and how to draw it at a printed size.
 *
 * In: a result, a kind's name, a size in mm, a style. Out: SVG with 1 unit = 1 pt, and the Vega-Lite specification.
 * Errors: REPORT_FIGURE_KIND (no such kind, or it cannot draw this result), REPORT_PICTURE.
 */
import { PhdError, type Result } from '@phd/core'
import { nearestNames } from '../text/nearest.js'
import { ablation } from './ablation.js'
import { bars } from './bars.js'
import { calibration } from './calibration.js'
import { confusion } from './confusion.js'
import { curves } from './curves.js'
import { embedding } from './embedding.js'
import { forest } from './forest.js'
import { geo } from './geo.js'
import { groupedBars } from './grouped.js'
import { heat } from './heat.js'
import type { FigureKind } from './kind.js'
import { mirrored } from './mirrored.js'
import { montage } from './montage.js'
import { parallel } from './parallel.js'
import { precisionRecall } from './precision-recall.js'
import { raster } from './raster.js'
import { table } from './table.js'
import { topics } from './topics.js'
import { umap } from './umap.js'

/** In order of preference: the first that draws a result is its default. */
export const figureKinds: Record<string, FigureKind> = {
  'precision-recall': precisionRecall,
  curves,
  confusion,
  raster,
  mirrored,
  table,
  bars,
  grouped: groupedBars,
  heat,
  ablation,
  forest,
  embedding,
  umap,
  parallel,
  calibration,
  geo,
  topics,
  montage,
}

/** The default kind of a result, ours before others'; undefined where no kind draws it (an empty result, or an unknown shape). */
export function defaultKind(result: Result, kinds = figureKinds): string | undefined {
  return Object.keys(kinds).find((name) => !kinds[name].onlyByName && kinds[name].draws(result))
}

/** The kind by name, if it can draw this result. `kinds` may hold those of other plugins: see loadFigureKinds. */
export function figureKind(name: string, result: Result, kinds = figureKinds): FigureKind {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (kind?.draws(result)) return kind
  const able = Object.keys(kinds).filter((other) => !kinds[other].onlyByName && kinds[other].draws(result))
  const near = nearestNames(name, able, able.length)
  const nearestFirst = [...near, ...able.filter((other) => !near.includes(other))]
  const wrong = kind ? `A ${result.shape} result cannot be drawn as "${name}".` : `There is no figure kind "${name}".`
  throw new PhdError('REPORT_FIGURE_KIND', name === '' ? 'Nothing says how this figure is to be drawn.' : wrong, {
    expected: `one of: ${nearestFirst.join(', ') || `(no kind draws "${result.shape}")`}`,
    received: name || 'no kind',
    remedy: 'give it one of these: draw: of this figure in report.yaml, or --kind',
  })
}

export { mayBeShown } from './consent.js'
export { shownLines } from './curves.js'
export {
  type Drawing,
  type FigureKind,
  type FigureSource,
  type HeightRange,
  isTableKind,
  type PictureKind,
  type TableColumn,
  type TableContent,
  type TableKind,
} from './kind.js'
export { arranged } from './mirrored.js'
export { cell, counted, decimal, duration, grouped, listed, percent } from './numbers.js'
export { type FigureOptions, type OptionRules, requireOptions, requireTaken, takenBy } from './options.js'
export { loadFigureKinds } from './provided.js'
export { shownGroups } from './raster-panels.js'
export { type FigureStyle, figureStyle, ptPerMm } from './style.js'
