/** Sizes of type and colours: every size follows from the running text, every distance from its height. */
import type { Theme, ThemeColours } from '../themes/index.js'
import { linePitch } from './model.js'
import type { Page } from './page.js'

/** Sizes in points; `em` is the running text's size in millimetres. */
export interface StyleSheet {
  bodyPt: number
  captionPt: number
  /** Nothing but the footer is smaller. */
  floorPt: number
  figurePt: number
  headingPt: number
  bylinePt: number
  numberPt: number
  labelPt: number
  footerPt: number
  em: number
  colours: ThemeColours
}

export const ptToMm = 25.4 / 72

export function styleSheet(bodyPt: number, { floorPt }: Page, { colours }: Theme): StyleSheet {
  const atLeast = (size: number) => Math.max(floorPt, Math.round(size * 2) / 2)
  return {
    bodyPt,
    floorPt,
    captionPt: atLeast(bodyPt * 0.84),
    figurePt: atLeast(bodyPt * 0.84),
    headingPt: Math.round(bodyPt * 1.4),
    bylinePt: Math.round(bodyPt * 1.2),
    numberPt: Math.round(bodyPt * 2.3),
    labelPt: atLeast(bodyPt * 0.88),
    footerPt: Math.max(Math.round(floorPt * 0.7), Math.round(bodyPt * 0.56)),
    em: bodyPt * ptToMm,
    colours,
  }
}

/** Height of `lines` lines, in millimetres. */
export function linesMm(lines: number, sizePt: number): number {
  return lines * sizePt * linePitch * ptToMm
}
