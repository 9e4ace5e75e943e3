/**
 * The layout model: boxes in millimetres from the upper left corner of the page, lines already broken.
 *
 * Computed once; PPTX, PDF, PNG and HTML are drawn from it, so they agree. `boxes` stand in reading order.
 */
import type { DocFigure } from '../document/poster-document.js'
import type { Span } from '../source/model.js'
import type { Weight } from '../text/index.js'

export interface Rect {
  xMm: number
  yMm: number
  widthMm: number
  heightMm: number
}

export type TextRole = 'title' | 'byline' | 'finding' | 'stamp' | 'number' | 'numberLabel' | 'heading' | 'body' | 'caption' | 'footer'

export interface LaidParagraph {
  text: string
  /** The same text, broken. */
  lines: string[]
  /** The lines by style; undefined where all is in the style of the box. */
  spans?: Span[][]
  bullet: boolean
  rightToLeft: boolean
  /** Space below, but for the last one. */
  afterPt: number
}

export interface TextBox extends Rect {
  kind: 'text'
  role: TextRole
  paragraphs: LaidParagraph[]
  sizePt: number
  weight: Weight
  colour: string
  /** What it stands on, for the contrast check. */
  background: string
  align: 'left' | 'center' | 'right'
}

export interface PictureBox extends Rect {
  kind: 'picture'
  figure: DocFigure
  fontPt: number
}

export interface TableBox extends Rect {
  kind: 'table'
  figure: DocFigure
  columnMm: number[]
  aligns: ('left' | 'right')[]
  /** Row 0 is the header. Each cell is its lines. */
  rows: { heightMm: number; cells: string[][]; strong: boolean }[]
  sizePt: number
  paddingMm: number
  colour: string
  rule: string
  /** What it stands on, for the contrast check. */
  background: string
}

/** A ready drawing that is no figure of a run: a QR code, a logo. */
export interface ImageBox extends Rect {
  kind: 'image'
  name: string
  /** Safe SVG without references to anything outside of it. */
  svg: string
  alt: string
  /** Opened where a reader clicks on it: http, https or mailto. */
  href?: string
}

/** A coloured rectangle without meaning. */
export interface PanelBox extends Rect {
  kind: 'panel'
  colour: string
}

export type Box = TextBox | PictureBox | TableBox | ImageBox | PanelBox

/** One page or slide. */
export interface LayoutModel {
  widthMm: number
  heightMm: number
  title: string
  /** The size of running text that was found to fit. */
  bodyPt: number
  boxes: Box[]
  /** Speaker notes. */
  notes?: string
  /** Left out of a slide show, kept in the file. */
  hidden?: boolean
}

/** Pages of one size, in order. */
export interface LaidDocument {
  title: string
  authors: string[]
  pages: LayoutModel[]
}

/** Lines are set 1.2 font sizes apart in every back end. */
export const linePitch = 1.2
