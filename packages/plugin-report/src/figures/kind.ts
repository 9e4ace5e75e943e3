/**
 * A figure kind turns one typed result into a picture or a table.
 *
 * In: a result of core's shapes and a physical size. Out: an SVG in which 1 user unit = 1 pt (1/72 in) of the print,
 * so that a font size in it is the printed size. Kinds are plain data, chosen by what `draws` answers.
 */
import type { Axis, Result } from '@phd/core'
import type { FontMetrics } from '../text/index.js'
import { ownWord } from './labels.js'
import type { FigureOptions, OptionRules } from './options.js'
import type { FigureStyle } from './style.js'

export interface FigureSource {
  result: Result
  /** The run's folder: pictures of an `images` result lie there. Empty where there is no run. */
  runDir: string
  /** Id of the run; without it the name of its folder. */
  id?: string
}

export interface PrintSize {
  widthMm: number
  heightMm: number
}

export function axisTitle({ label, unit }: Axis): string {
  const title = ownWord(label)
  return unit ? `${title} (${unit})` : title
}

/** How tall a picture may become at a given width; the layout chooses. */
export interface HeightRange {
  minMm: number
  idealMm: number
  maxMm: number
}

export interface Drawing {
  svg: string
  /** The Vega-Lite specification, where the picture is made by one. */
  spec?: object
  /** Why a chart comes without one. */
  withoutSpec?: string
}

export interface TableColumn {
  label: string
  align: 'left' | 'right'
}

export interface TableContent {
  columns: TableColumn[]
  rows: { cells: string[]; strong: boolean }[]
  /** What was left out and why, for the caption. */
  note?: string
  /** Labels of columns that the run has and the table does not show. */
  unseen?: string[]
}

interface Described {
  about: string
  /** Which options it takes; without it any: those of other plugins check their own. */
  options?: OptionRules
  draws(result: Result): boolean
  /** True where it never says what it cannot draw: then it is nobody's default. */
  onlyByName?: boolean
  /** What is to be seen, from the numbers; read aloud instead of the picture. */
  alt(source: FigureSource, options: FigureOptions): string
}

export interface PictureKind extends Described {
  heights(source: FigureSource, widthMm: number, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): HeightRange
  draw(source: FigureSource, size: PrintSize, style: FigureStyle, options: FigureOptions): Promise<Drawing>
  /** Of an area, the height that it fills; without it, all. */
  filledMm?(source: FigureSource, size: PrintSize, style: FigureStyle, options: FigureOptions, metrics: FontMetrics): number
}

export interface TableKind extends Described {
  table(source: FigureSource, options: FigureOptions): TableContent
}

export type FigureKind = PictureKind | TableKind

export function isTableKind(kind: FigureKind): kind is TableKind {
  return 'table' in kind
}
