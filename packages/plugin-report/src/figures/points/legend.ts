/** Colour and name of each group, in lines as wide as the picture. */
import type { FontMetrics } from '../../text/index.js'
import { fixed, svgText } from '../svg.js'
import type { Groups } from './groups.js'
import { markPath } from './mark-path.js'

export interface Legend {
  svg: string
  heightPt: number
}

export function drawLegend({ names, colours }: Groups, metrics: FontMetrics, fontPt: number, widthPt: number): Legend {
  let [x, line] = [0, 0]
  const parts = names.map((name, group) => {
    const width = fontPt * 2.1 + metrics.widthEm(name) * fontPt
    if (x > 0 && x + width > widthPt) [x, line] = [0, line + 1]
    const y = fontPt * (0.55 + 1.35 * line)
    const mark = `<path d="${markPath(group, x + fontPt * 0.4, y, fontPt * 0.3)}" fill="${colours[group]}"/>`
    const text = svgText(name, x + fontPt, y + fontPt * 0.35, fontPt)
    x += width
    return mark + text
  })
  const heightPt = names.length === 0 ? 0 : fontPt * (1.35 * (line + 1) + 0.3)
  return { svg: `<g font-size="${fixed(fontPt)}">${parts.join('')}</g>`, heightPt }
}
