/** Colour and shape of the groups, with the one legend that all panels share. */
import type { FontMetrics } from '../../text/index.js'
import { type FigureStyle, greys } from '../style.js'
import type { Groups } from './groups.js'
import { markShapes } from './mark-shapes.js'

export interface GroupEncoding {
  colour(): object
  shape(): object
}

/** Without names, everything is of one grey. */
export function groupEncoding({ names, colours }: Groups, style: FigureStyle, widthPt: number, metrics: FontMetrics): GroupEncoding {
  if (names.length === 0) return { colour: () => ({ color: { value: greys[0] } }), shape: () => ({}) }
  const legend = {
    title: null,
    columns: columnsThatFit(names, style.fontPt, widthPt, metrics),
    symbolSize: style.pointArea,
    symbolOpacity: 1,
    symbolStrokeWidth: 0,
    clipHeight: style.fontPt * 1.2,
  }
  const of = (range: string[]) => ({ field: 'label', type: 'nominal', scale: { domain: names, range }, legend })
  const shapes = names.map((_, i) => markShapes[i % markShapes.length])
  return { colour: () => ({ color: of(colours) }), shape: () => ({ shape: of(shapes) }) }
}

/** As many entries beside each other as fit; a column is as wide as its widest. */
export function columnsThatFit(names: string[], fontPt: number, widthPt: number, metrics: FontMetrics): number {
  const widths = names.map((name) => (metrics.widthEm(name) + 2.4) * fontPt)
  const takes = (columns: number) => {
    const widest = Array.from({ length: columns }, (_, c) => Math.max(0, ...widths.filter((_, i) => i % columns === c)))
    return widest.reduce((sum, width) => sum + width, 0)
  }
  for (let columns = names.length; columns > 1; columns--) if (takes(columns) - fontPt <= widthPt) return columns
  return 1
}
