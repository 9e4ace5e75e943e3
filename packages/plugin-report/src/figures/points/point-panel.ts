/** A square panel of points without axes, as UMAP's have no meaning; paths for few points, pixels for many. */

import { gridColour } from '../style.js'
import { fixed, svgImage, svgText } from '../svg.js'
import type { Groups } from './groups.js'
import { markPath } from './mark-path.js'
import { PixelMarks, rgbOf } from './pixel-marks.js'

const mostPaths = 1500
const pixelsPerPt = 300 / 72

export interface PointPanel {
  title: string
  places: { x: number; y: number }[]
  groups: Groups
}

/** Its title on top, then the panel, `sidePt` wide and high. */
export function pointPanel({ title, places, groups }: PointPanel, sidePt: number, fontPt: number): string {
  const margin = fontPt * 0.4
  const at = scaled(places, sidePt, margin)
  const radius = Math.max(fontPt * 0.045, Math.min(fontPt * 0.22, (sidePt * 0.32) / Math.sqrt(places.length)))
  const marks = places.length > mostPaths ? pixels(at, groups, sidePt, radius) : paths(at, groups, radius)
  const frame = `<rect x="0" y="0" width="${fixed(sidePt)}" height="${fixed(sidePt)}" fill="none" stroke="${gridColour}" stroke-width="${fixed(fontPt * 0.05)}"/>`
  return `${svgText(title, 0, fontPt * 0.9, fontPt, { bold: true })}<g transform="translate(0 ${fixed(fontPt * 1.4)})">${frame}${marks}</g>`
}

/** The same scale both ways, in the middle; y up. */
function scaled(places: { x: number; y: number }[], sidePt: number, margin: number): { x: number; y: number }[] {
  const range = (values: number[]) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const [[x0, x1], [y0, y1]] = [range(places.map(({ x }) => x)), range(places.map(({ y }) => y))]
  const scale = (sidePt - 2 * margin) / (Math.max(x1 - x0, y1 - y0) || 1)
  return places.map(({ x, y }) => ({ x: sidePt / 2 + (x - (x0 + x1) / 2) * scale, y: sidePt / 2 - (y - (y0 + y1) / 2) * scale }))
}

function paths(at: { x: number; y: number }[], { colours, of }: Groups, radius: number): string {
  return at.map(({ x, y }, i) => `<path d="${markPath(of[i], x, y, radius)}" fill="${colours[of[i]]}" fill-opacity="0.8"/>`).join('')
}

/** In random order already, so that no group lies on top of the others. */
function pixels(at: { x: number; y: number }[], { colours, of }: Groups, sidePt: number, radius: number): string {
  const side = Math.round(sidePt * pixelsPerPt)
  const marks = new PixelMarks(side, side)
  const rgb = colours.map(rgbOf)
  const scale = side / sidePt
  at.forEach(({ x, y }, i) => {
    marks.disc(x * scale, y * scale, radius * scale, rgb[of[i]], 0.7)
  })
  return svgImage(marks.png(), 'image/png', 0, 0, sidePt, sidePt)
}
