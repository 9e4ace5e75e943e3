/**
 * A projection with what it has to be judged by: its vectors as parallel coordinates, the same points with labels
 * dealt at random, random points put through the same method.
 */
import { type Embedding, permutation, random, readResult, type Vectors } from '@phd/core'
import { loadFontMetrics } from '../text/index.js'
import type { FigureSource, PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { axesHeightPt, drawParallel } from './parallel.js'
import { drawLegend, groupsOf, pointPanel } from './points/index.js'
import { type FigureStyle, ptPerMm } from './style.js'
import { fixed, svgDocument } from './svg.js'

/** Of its width, the height of the parallel coordinates. */
const flatness = 0.25

export const umap: PictureKind = {
  about: 'a projection beside shuffled labels, random points and parallel coordinates',
  draws: (result) => result.shape === 'embedding' && result.points.length > 0 && result.control !== undefined,
  heights(source, widthMm, style) {
    const pt = panels(source, widthMm * ptPerMm, style)
    const lines = vectorsOf(source) ? widthMm * flatness + (style.fontPt * 1.8 + axesHeightPt(style)) / ptPerMm : 0
    const idealMm = pt.sidePt / ptPerMm + (style.fontPt * 5) / ptPerMm + lines
    return { minMm: idealMm * 0.85, idealMm, maxMm: idealMm * 1.25 }
  },
  async draw(source, size, style) {
    const { points, control = [] } = source.result as Embedding
    const { fontPt } = style
    const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
    const groups = groupsOf(points.map(({ label }) => label))
    const legend = drawLegend(groups, await loadFontMetrics(), fontPt, widthPt)
    const vectors = vectorsOf(source)
    const head = fontPt * 1.4
    const linesPt = vectors ? widthPt * flatness + axesHeightPt(style) + head + fontPt * 0.4 : 0
    const { count, gapPt, sidePt: wanted } = panels(source, widthPt, style)
    const sidePt = Math.max(fontPt * 4, Math.min(wanted, heightPt - legend.heightPt - head - linesPt))
    const order = dealt(points.length)
    const shuffled = { ...groups, of: groups.of.map((_, i) => groups.of[order[i]]) }
    const none = groupsOf(control.map(() => undefined))
    const shown = [
      pointPanel({ title: 'UMAP', places: points, groups }, sidePt, fontPt),
      ...(groups.names.length > 0 ? [pointPanel({ title: 'labels shuffled', places: points, groups: shuffled }, sidePt, fontPt)] : []),
      pointPanel({ title: 'random points', places: control, groups: none }, sidePt, fontPt),
    ]
    const left = (widthPt - count * sidePt - (count - 1) * gapPt) / 2
    const row = shown.map((panel, i) => `<g transform="translate(${fixed(left + i * (sidePt + gapPt))} ${fixed(legend.heightPt)})">${panel}</g>`)
    const top = legend.heightPt + head + sidePt + fontPt * 0.4
    const lines = vectors
      ? `<g transform="translate(0 ${fixed(top)})">${drawParallel(vectors, groups, widthPt, heightPt - top, style, 'the vectors themselves')}</g>`
      : ''
    return { svg: svgDocument(widthPt, heightPt, `${legend.svg}${row.join('')}${lines}`) }
  },
  alt(source) {
    const { points, control = [] } = source.result as Embedding
    const counts = new Map<string, number>()
    for (const { label } of points) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
    const many = counts.size > 7 ? `${counts.size} labels` : listed([...counts].map(([label, n]) => `${label} ${n}`))
    const labels = counts.size ? `, coloured by label: ${many}` : ''
    const dealtLabels = counts.size ? ' the same points with labels shuffled,' : ''
    const vectors = vectorsOf(source)
    const below = vectors ? ` Below, ${vectors.rows} of the vectors as lines over ${counted(vectors.columns.length, 'dimension')}.` : ''
    return `Scatter plot of ${counted(points.length, 'projected point')}${labels}. Beside it${dealtLabels} and ${counted(control.length, 'random point')} projected the same way.${below}`
  },
}

function panels({ result }: FigureSource, widthPt: number, { fontPt }: FigureStyle) {
  const count = (result as Embedding).points.some(({ label }) => label !== undefined) ? 3 : 2
  const gapPt = fontPt
  return { count, gapPt, sidePt: (widthPt * (count === 2 ? 0.8 : 1) - (count - 1) * gapPt) / count }
}

/** Those that the same run kept; undefined where there are none. */
function vectorsOf({ runDir }: FigureSource): Vectors | undefined {
  if (!runDir) return undefined
  try {
    return readResult(runDir, 'vectors', 'vectors')
  } catch {
    return undefined
  }
}

/** Labels are dealt the same way every time. */
function dealt(n: number): Uint32Array {
  return permutation(random(1, 'figure/umap/shuffle'), n)
}
