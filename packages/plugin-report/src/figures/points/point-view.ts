/** A panel of points without axes, as UMAP's have no meaning; one unit is as long up as across. */
import { type FigureStyle, greys, gridColour, ink } from '../style.js'
import { fixed, svgImage } from '../svg.js'
import type { GroupEncoding } from './encoding.js'
import type { Groups } from './groups.js'
import { PixelMarks, rgbOf } from './pixel-marks.js'
import { placeholder } from './placeholder.js'

const pixelsPerPt = 300 / 72

export interface Place {
  x: number
  y: number
}

export interface PointPanel {
  title: string
  places: Place[]
  groups: Groups
  /** Names of the specification's data and of the field that holds the label; without it, grey. */
  data: string
  field?: string
}

export interface Box {
  width: number
  height: number
}

/** `asPixels` is the number of the picture that takes the place of the marks. */
export function pointView({ title, places, data, field }: PointPanel, lines: string[], box: Box, style: FigureStyle, groups: GroupEncoding, asPixels?: number) {
  const { fontPt } = style
  const { x, y } = domains(places, box, fontPt)
  const axis = (name: 'x' | 'y', domain: number[]) => ({ field: name, type: 'quantitative', scale: { domain, nice: false, zero: false }, axis: null })
  const marks = {
    data: { name: data },
    // One field for all panels: they share a legend.
    ...(field && field !== 'label' ? { transform: [{ calculate: `datum.${field}`, as: 'label' }] } : {}),
    mark: { type: 'point', filled: true, size: rounded((2 * radiusPt(places.length, box, fontPt)) ** 2), strokeWidth: 0, opacity: 0.8, aria: false },
    encoding: { x: axis('x', x), y: axis('y', y), ...(field ? { ...groups.colour(), ...groups.shape() } : { color: { value: greys[0] } }) },
  }
  return {
    ...box,
    title: panelTitle(lines.length > 1 ? lines : title, fontPt),
    view: { stroke: gridColour, strokeWidth: rounded(fontPt * 0.05) },
    ...(asPixels === undefined ? marks : { layer: [placeholder(asPixels, box), marks] }),
  }
}

export function panelTitle(text: string | string[], fontPt: number): object {
  return {
    text,
    anchor: 'start',
    frame: 'group',
    fontSize: fontPt,
    fontWeight: 'bold',
    color: ink,
    offset: rounded(fontPt * 0.35),
    lineHeight: rounded(fontPt * 1.15),
  }
}

export function rounded(value: number): number {
  return Number(fixed(value))
}

function radiusPt(n: number, { width, height }: Box, fontPt: number): number {
  return Math.max(fontPt * 0.045, Math.min(fontPt * 0.22, (Math.min(width, height) * 0.32) / Math.sqrt(n)))
}

/** The same scale both ways, the points in the middle. */
function domains(places: Place[], { width, height }: Box, fontPt: number): { x: number[]; y: number[]; perPt: number } {
  const margin = fontPt * 0.4
  const range = (values: number[]) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const [[x0, x1], [y0, y1]] = [range(places.map(({ x }) => x)), range(places.map(({ y }) => y))]
  const perPt = Math.max((x1 - x0) / (width - 2 * margin), (y1 - y0) / (height - 2 * margin)) || 1 / width
  const around = (from: number, to: number, pt: number) => [-0.5, 0.5].map((end) => Number(((from + to) / 2 + perPt * pt * end).toPrecision(7)))
  return { x: around(x0, x1, width), y: around(y0, y1, height), perPt }
}

export function pointPixels({ places, groups: { colours, of } }: PointPanel, box: Box, fontPt: number): string {
  const { x: from, y: to, perPt } = domains(places, box, fontPt)
  const marks = new PixelMarks(Math.round(box.width * pixelsPerPt), Math.round(box.height * pixelsPerPt))
  const radius = radiusPt(places.length, box, fontPt) * pixelsPerPt
  const rgb = colours.map(rgbOf)
  places.forEach(({ x, y }, i) => {
    marks.disc(((x - from[0]) / perPt) * pixelsPerPt, ((to[1] - y) / perPt) * pixelsPerPt, radius, rgb[of[i]], 0.7)
  })
  return svgImage(marks.png(), 'image/png', 0, 0, box.width, box.height)
}
