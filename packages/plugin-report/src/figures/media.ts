/**
 * Where a figure is printed: its physical size, the size of its text, and the smallest text that can be read there.
 *
 * Paper: column and text width of a two-column page (3.3 in and 7 in). Slide: the room under a title on 13.33 x 7.5 in.
 * Poster: a column of A0, read from a metre and a half away.
 */
import { PhdError } from '@phd/core'
import type { FontMetrics } from '../text/index.js'
import type { FigureSource, PictureKind } from './kind.js'
import { type FigureStyle, figureStyle, ptPerMm } from './style.js'

export interface Medium {
  name: 'paper' | 'slide' | 'poster'
  widthMm: number
  /** `--width text`. */
  wideMm: number
  maxHeightMm: number
  fontPt: number
  /** Of the footer and the stamp; no text is smaller. */
  floorPt: number
}

const mmPerInch = 25.4

export const media: Record<Medium['name'], Medium> = {
  paper: { name: 'paper', widthMm: 3.3 * mmPerInch, wideMm: 7 * mmPerInch, maxHeightMm: 220, fontPt: 8, floorPt: 6 },
  slide: { name: 'slide', widthMm: 290, wideMm: 310, maxHeightMm: 135, fontPt: 16, floorPt: 12 },
  poster: { name: 'poster', widthMm: 380, wideMm: 780, maxHeightMm: 900, fontPt: 26, floorPt: 24 },
}

const millimetres: Record<string, number> = { mm: 1, cm: 10, in: mmPerInch, pt: 1 / ptPerMm }

/** `84mm`, `8.4cm`, `3.3in`, `240pt`, `84`; `column` and `text` of the medium. REPORT_FIGURE_SIZE else. */
export function lengthMm(text: string, medium: Medium): number {
  if (text === 'column') return medium.widthMm
  if (text === 'text') return medium.wideMm
  const [, number, unit = 'mm'] = /^(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?$/.exec(text.trim()) ?? []
  const mm = Number(number) * (millimetres[unit] ?? 1)
  if (mm >= 20 && mm <= 1500) return mm
  throw new PhdError('REPORT_FIGURE_SIZE', `"${text}" is no width or height of a figure.`, {
    expected: '84mm, 8.4cm, 3.3in or 240pt, from 20 mm to 1500 mm; for the width also column or text',
    received: text,
    usage: true,
  })
}

export function styleOf({ fontPt }: Medium): FigureStyle {
  return figureStyle(fontPt)
}

/** What suits the kind, at most `mostMm`. */
export function heightOf(
  kind: PictureKind,
  source: FigureSource,
  widthMm: number,
  medium: Medium,
  options: Record<string, unknown>,
  metrics: FontMetrics,
  mostMm = medium.maxHeightMm,
): number {
  const { minMm, idealMm } = kind.heights(source, widthMm, styleOf(medium), options, metrics)
  const heightMm = Math.max(Math.min(idealMm, mostMm), Math.min(minMm, mostMm))
  return idealMm > mostMm && kind.filledMm ? Math.min(heightMm, kind.filledMm(source, { widthMm, heightMm }, styleOf(medium), options, metrics)) : heightMm
}
