/**
 * Our figure kinds as core's `figure` kind: what other plugins ask for by name, for example `phd.get('figure', 'raster')`.
 *
 * Errors: REPORT_FIGURE_SOURCES (none, or more than this kind lays over each other), REPORT_FIGURE_KIND.
 */
import { type Curves, type Figure, type FigureSource, PhdError, type Result } from '@phd/core'
import { svgToPng } from '../backends/svg-to-png.js'
import { z } from '../bundled/zod.js'
import { loadFontMetrics } from '../text/index.js'
import { figureKind, figureKinds, figureStyle, isTableKind, requireOptions } from './index.js'
import type { PictureKind } from './kind.js'
import { withOptions } from './options.js'

const params = z.object({
  format: z.enum(['png', 'svg']).default('png').describe('PNG to look at, SVG to edit.'),
  widthMm: z.number().min(30).max(1500).default(250).describe('Printed width.'),
  heightMm: z.number().min(20).max(1500).optional().describe('Printed height; without it what suits the figure.'),
  fontPt: z.number().min(5).max(80).default(11).describe('Size of every text, as printed.'),
  dpi: z.number().min(30).max(1200).default(150).describe('Pixels an inch of a PNG.'),
  options: z.record(z.string(), z.unknown()).default({}).describe('Settings of the kind, for example samples or column.'),
})

/** The picture kinds: tables are no pictures. */
export const providedFigures = Object.keys(figureKinds).filter((name) => !isTableKind(figureKinds[name]))

export async function provideFigure(name: string): Promise<Figure<z.infer<typeof params>>> {
  const metrics = await loadFontMetrics()
  const bound = (sources: FigureSource[]) => {
    const source = { result: joined(name, sources), runDir: '', id: sources[0]?.id }
    return { source, kind: pictureKind(name, source.result) }
  }
  return {
    about: withOptions(figureKinds[name].about, figureKinds[name].options),
    params,
    draws: (result) => figureKinds[name].draws(result),
    alt(sources, given) {
      const { source, kind } = bound(sources)
      return kind.alt(source, given?.options ?? {})
    },
    heights(sources, given, widthMm) {
      const { source, kind } = bound(sources)
      const { fontPt, options } = params.parse(given ?? {})
      return kind.heights(source, widthMm, figureStyle(fontPt), options, metrics)
    },
    async draw(sources, given) {
      const { format, widthMm, heightMm, fontPt, dpi, options } = params.parse(given ?? {})
      const { source, kind } = bound(sources)
      requireOptions({ name, options: kind.options }, source.result, options)
      const style = figureStyle(fontPt)
      const height = heightMm ?? kind.heights(source, widthMm, style, options, metrics).idealMm
      const { svg } = await kind.draw(source, { widthMm, heightMm: height }, style, options)
      const data = format === 'svg' ? svg : await svgToPng(svg, Math.round((widthMm / 25.4) * dpi), '#FFFFFF')
      return { name: `${sources[0].id}-${name}.${format}`, data }
    },
  }
}

function pictureKind(name: string, result: Result): PictureKind {
  const kind = figureKind(name, result)
  if (isTableKind(kind)) throw new PhdError('REPORT_FIGURE_KIND', `"${name}" is a table, not a picture.`)
  return kind
}

/** One result; curves of several runs are laid over each other, each line with the end of its run's id. */
function joined(name: string, sources: FigureSource[]): Result {
  if (sources.length === 1) return sources[0].result
  const isCurves = figureKinds[name] === figureKinds.curves || name === 'precision-recall'
  if (sources.length === 0 || !isCurves) {
    throw new PhdError('REPORT_FIGURE_SOURCES', sources.length ? `"${name}" draws one result at a time.` : 'There is nothing to draw.', {
      expected: isCurves ? 'one result or more' : 'one result',
      received: String(sources.length),
    })
  }
  const all = sources.map(({ id, result }) => ({ mark: id.split('-').at(-1) ?? id, result: result as Curves }))
  return { ...all[0].result, series: all.flatMap(({ mark, result }) => result.series.map((line) => ({ ...line, name: `${line.name} ${mark}` }))) }
}
