/** One laid page or slide, with what its pictures look like and the smallest sizes of its medium. */
import type { Drawings } from '../../../backends/index.js'
import type { Box, LayoutModel, PictureBox, TableBox, TextBox, TextRole } from '../../../layout/index.js'
import type { FontMetrics } from '../../../text/index.js'

export interface LaidPage {
  layout: LayoutModel
  drawings: Drawings
  metrics: FontMetrics
  floors: Floors
}

/** Smallest sizes in points, as printed or shown. */
export interface Floors {
  bodyPt: number
  /** Text inside figures and tables, and captions. */
  figurePt: number
  footerPt: number
}

/** Rounding of millimetres. */
export const hairMm = 0.05

export function floorOf({ bodyPt, figurePt, footerPt }: Floors, role: TextRole): number {
  if (role === 'footer') return footerPt
  return role === 'caption' || role === 'byline' || role === 'numberLabel' || role === 'stamp' ? figurePt : bodyPt
}

export function textBoxes({ boxes }: LayoutModel): TextBox[] {
  return boxes.filter((box) => box.kind === 'text')
}

export function figureBoxes({ boxes }: LayoutModel): (PictureBox | TableBox)[] {
  return boxes.filter((box) => box.kind === 'picture' || box.kind === 'table')
}

export function nameOf(box: Box): string {
  if (box.kind === 'panel') return 'a panel'
  if (box.kind === 'image') return `image ${box.name}`
  if (box.kind !== 'text') return `figure ${box.figure.name}`
  return `the ${box.role} "${short(box.paragraphs.map(({ text }) => text).join(' '))}"`
}

export function short(words: string): string {
  return words.length > 40 ? `${words.slice(0, 40)}…` : words
}
