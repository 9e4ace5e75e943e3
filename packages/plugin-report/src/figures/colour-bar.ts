/** The legend of one raster panel: a bar of its colours with both ends and the unit; and a bar of distance. */
import type { Raster } from '@phd/core'
import { type FontMetrics, wrap } from '../text/index.js'
import { cell, decimal } from './numbers.js'
import { rampColour } from './ramp.js'
import type { RasterPanel } from './raster-panels.js'
import type { FigureStyle } from './style.js'
import { fixed, svgText } from './svg.js'

const barEm = 0.7
const lineEm = 1.15

/** Height of bar, ends and unit for a panel `widthPt` wide. */
export function barHeightPt(panel: RasterPanel, widthPt: number, fontPt: number, metrics: FontMetrics): number {
  return fontPt * (barEm + lineEm * (1 + unitLines(panel, widthPt / fontPt, metrics).below.length))
}

export function colourBar(panel: RasterPanel, x: number, y: number, width: number, { fontPt }: FigureStyle, metrics: FontMetrics): string {
  const steps = panel.palette === 'mask' ? 2 : 48
  const height = fontPt * barEm
  const parts = Array.from({ length: steps }, (_, i) => {
    const [r, g, b] = rampColour(panel.palette, i / (steps - 1))
    return `<rect x="${fixed(x + (i * width) / steps)}" y="${fixed(y)}" width="${fixed(width / steps + 0.4)}" height="${fixed(height)}" fill="rgb(${r},${g},${b})"/>`
  })
  const baseline = y + height + fontPt * 1.05
  const [low, high] = ends(panel)
  parts.push(outline(x, y, width, height, fontPt), svgText(low, x, baseline, fontPt), svgText(high, x + width, baseline, fontPt, { anchor: 'end' }))
  const { between, below } = unitLines(panel, width / fontPt, metrics)
  if (between) parts.push(svgText(between, x + width / 2, baseline, fontPt, { anchor: 'middle' }))
  below.forEach((line, i) => {
    parts.push(svgText(line, x + width / 2, baseline + fontPt * lineEm * (i + 1), fontPt, { anchor: 'middle' }))
  })
  return parts.join('')
}

/** The unit stands between the ends where there is room, else below them. */
function unitLines(panel: RasterPanel, widthEm: number, metrics: FontMetrics): { between?: string; below: string[] } {
  if (!panel.unit) return { below: [] }
  const [low, high] = ends(panel)
  const room = widthEm - 2 * Math.max(metrics.widthEm(low), metrics.widthEm(high)) - 0.8
  return metrics.widthEm(panel.unit) <= room ? { between: panel.unit, below: [] } : { below: wrap(panel.unit, widthEm, metrics) }
}

function ends({ low, high }: RasterPanel): [string, string] {
  const text = (value: number) => (Number.isInteger(value) ? cell(value) : decimal(value, Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0))
  return [text(low), text(high)]
}

export function outline(x: number, y: number, width: number, height: number, fontPt: number): string {
  return `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" fill="none" stroke="#5A6772" stroke-width="${fixed(Math.max(0.3, fontPt * 0.04))}"/>`
}

/** A round number of metres, at most a third of the panel, on a white plate in its lower left corner. */
export function scaleBar({ cellMetres, width }: Raster, x: number, y: number, cellPt: number, cellHeight: number, { fontPt }: FigureStyle): string {
  if (!cellMetres) return ''
  const third = (cellMetres * width) / 3
  const power = 10 ** Math.floor(Math.log10(third))
  const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= third) ?? power
  const length = (metres / (cellMetres * width)) * cellPt
  const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
  const [left, bottom] = [x + fontPt * 0.4, y + cellHeight - fontPt * 0.4]
  return [
    `<rect x="${fixed(left - fontPt * 0.2)}" y="${fixed(bottom - fontPt * 1.5)}" width="${fixed(Math.max(length, label.length * fontPt * 0.58) + fontPt * 0.4)}" height="${fixed(fontPt * 1.7)}" fill="#FFFFFF" fill-opacity="0.85"/>`,
    `<rect x="${fixed(left)}" y="${fixed(bottom - fontPt * 0.2)}" width="${fixed(length)}" height="${fixed(fontPt * 0.2)}" fill="#000000"/>`,
    svgText(label, left, bottom - fontPt * 0.4, fontPt),
  ].join('')
}
