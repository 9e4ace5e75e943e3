/**
 * Our figure kinds as core's kind `figure`, for whoever wants one picture of one result: `figure/raster`, `figure/curves` …
 *
 * In: a typed result and where it comes from. Out: PNG at the printed width and resolution, or SVG with live text.
 * Errors: REPORT_FIGURE_KIND where the kind cannot draw the result.
 */
import { type Figure, figure } from '@phd/core'
import { z } from 'zod'
import { svgToPng } from '../backends/pictures.js'
import { figureKind, figureStyle, isTableKind } from '../figures/index.js'
import { loadFontMetrics } from '../text/index.js'

const params = z.object({
  format: z.enum(['png', 'svg']).default('png').describe('png, or svg with live text.'),
  widthMm: z.number().positive().default(180).describe('Printed width.'),
  fontPt: z.number().positive().default(9).describe('Printed size of the text.'),
  dpi: z.number().positive().default(220).describe('Resolution of the PNG.'),
  runDir: z.string().default('').describe('Folder of the run, for results that name files in it.'),
})

export function providedFigure(name: string): Figure<z.input<typeof params>> {
  return figure({
    about: `A picture of one result, as the figure kind ${name} draws it.`,
    params,
    async draw([{ id, result }], given) {
      const { format, widthMm, fontPt, dpi, runDir } = params.parse(given)
      const kind = figureKind(name, result)
      if (isTableKind(kind)) throw new Error(`figure: expected a kind that draws a picture, received ${name}`)
      const source = { result, runDir }
      const style = figureStyle(fontPt)
      const heightMm = kind.heights(source, widthMm, style, {}, await loadFontMetrics()).idealMm
      const { svg } = await kind.draw(source, { widthMm, heightMm }, style, {})
      const file = `${id}-${name}.${format}`
      return format === 'svg' ? { name: file, data: svg } : { name: file, data: await svgToPng(svg, Math.round((widthMm / 25.4) * dpi), '#FFFFFF') }
    },
  })
}
