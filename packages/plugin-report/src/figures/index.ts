/**
 * Figures from typed results: which kinds there are, which fits a result, and how to draw it at a printed size.
 *
 * In: a result, a kind's name, a size in mm, a style. Out: SVG with 1 unit = 1 pt, and the Vega-Lite specification.
 * Errors: REPORT_FIGURE_KIND (no such kind, or it cannot draw this result), REPORT_PICTURE.
 */
import { PhdError, type Result } from '@phd/core'
import { bars } from './bars.js'
import { calibration } from './calibration.js'
import { confusion } from './confusion.js'
import { curves } from './curves.js'
import { embedding } from './embedding.js'
import { geo } from './geo.js'
import type { FigureKind } from './kind.js'
import { mirrored } from './mirrored.js'
import { montage } from './montage.js'
import { raster } from './raster.js'
import { table } from './table.js'
import { topics } from './topics.js'

/** In order of preference: the first that draws a result is its default. */
export const figureKinds: Record<string, FigureKind> = { curves, confusion, raster, mirrored, table, bars, embedding, calibration, geo, topics, montage }

/** The default kind of a result; undefined where no kind draws it (an empty result, or a shape of another plugin). */
export function defaultKind(result: Result): string | undefined {
  return Object.keys(figureKinds).find((name) => figureKinds[name].draws(result))
}

/** The kind by name, if it can draw this result. */
export function figureKind(name: string, result: Result): FigureKind {
  const kind = Object.hasOwn(figureKinds, name) ? figureKinds[name] : undefined
  if (kind?.draws(result)) return kind
  const able = Object.keys(figureKinds).filter((other) => figureKinds[other].draws(result))
  throw new PhdError('REPORT_FIGURE_KIND', kind ? `A ${result.shape} result cannot be drawn as "${name}".` : `There is no figure kind "${name}".`, {
    expected: `one of: ${able.join(', ') || `(no kind draws "${result.shape}")`}`,
    received: name,
    remedy: 'change draw: of this figure in poster.yaml',
  })
}

export { shownLines } from './curves.js'
export {
  type Drawing,
  type FigureKind,
  type FigureOptions,
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
export { shownGroups } from './raster-panels.js'
export { type FigureStyle, figureStyle, ptPerMm } from './style.js'
