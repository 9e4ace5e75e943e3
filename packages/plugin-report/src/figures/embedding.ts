/** Points of a projection, coloured by label; random points drawn the same way stand beside them as a control. */
import type { Embedding } from '@phd/core'
import { loadFontMetrics } from '../text/index.js'
import type { PictureKind } from './kind.js'
import { shortenedAll } from './labels.js'
import { counted, listed } from './numbers.js'
import { legendColumns, renderVegaLite } from './render.js'
import { type FigureStyle, greys, okabeIto, ptPerMm, shapes } from './style.js'

/** More are not told apart; the rarest are then drawn as one. */
const mostLabels = 6

export const embedding: PictureKind = {
  about: 'a scatter of projected points beside its random control',
  draws: (result) => result.shape === 'embedding' && result.points.length > 0,
  heights({ result }, widthMm, { fontPt }) {
    const around = (fontPt * 3.5) / ptPerMm
    const panel = (result as Embedding).control ? widthMm / 2 : widthMm
    return { minMm: around + panel * 0.6, idealMm: around + panel * 0.85, maxMm: around + panel * 1.2 }
  },
  async draw({ result }, size, style) {
    const { points, control } = result as Embedding
    const { labels, labelOf } = shownLabels(points)
    const fontPt = style.fontPt
    const metrics = await loadFontMetrics()
    const columns = legendColumns(labels, metrics, style, size.widthMm * ptPerMm, fontPt)
    const legendPt = labels.length > 1 ? Math.ceil(labels.length / columns) * fontPt * 1.3 + fontPt * 0.6 : 0
    const gapPt = fontPt
    const panels = control ? 2 : 1
    const width = Math.floor((size.widthMm * ptPerMm - fontPt * 0.6 - gapPt * (panels - 1)) / panels)
    const height = Math.floor(size.heightMm * ptPerMm - fontPt * 2.4 - legendPt)
    const view = { width, height: Math.max(height, fontPt * 4) }
    const title = 'control: random points'
    const controlTitle = metrics.widthEm(title, 'bold') * fontPt > width ? 'random points' : title
    const shown = points.map(({ x, y, label }) => ({ x, y, label: labelOf(label) }))
    const drawn = (view: { width: number; height: number }) => {
      const views = [scatter(shown, 'projection', view, style, labels, columns)]
      if (control) views.push(scatter(control, controlTitle, view, style, [], 1))
      return renderVegaLite({ hconcat: views, spacing: gapPt, config: { concat: { spacing: gapPt } } }, size, style)
    }
    // Vega fits a single view into a size, but not views beside each other: what is over or missing goes to the views.
    const first = await drawn(view)
    const [width0 = 0, height0 = 0] = /width="(\d+)[.\d]*" height="(\d+)[.\d]*"/.exec(first.svg)?.slice(1).map(Number) ?? []
    const over = { width: width0 - size.widthMm * ptPerMm, height: height0 - size.heightMm * ptPerMm }
    return drawn({ width: Math.floor(view.width - over.width / panels), height: Math.max(fontPt * 4, Math.floor(view.height - over.height)) })
  },
  alt({ result }) {
    const { points, control } = result as Embedding
    const counts = new Map<string, number>()
    for (const { label } of points) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
    const labels = counts.size ? `, coloured by label: ${listed([...counts].map(([label, n]) => `${label} ${n}`))}` : ''
    return `Scatter plot of ${counted(points.length, 'projected point')}${labels}.${control ? ` Beside it ${counted(control.length, 'random point')} as a control.` : ''}`
  },
}

function shownLabels(points: Embedding['points']): { labels: string[]; labelOf(label?: string): string } {
  const counts = new Map<string, number>()
  for (const { label } of points) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  const all = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([label]) => label)
  const kept = all.length > mostLabels ? all.slice(0, mostLabels - 1) : all
  const short = shortenedAll(kept)
  const other = all.length > kept.length ? `other (${all.length - kept.length})` : ''
  const labels = [...kept.map((label) => short.get(label) ?? label).sort(), ...(other ? [other] : [])]
  return { labels, labelOf: (label) => (label === undefined ? other || 'no label' : (short.get(label) ?? other)) }
}

function scatter(
  points: { x: number; y: number; label?: string }[],
  title: string,
  view: { width: number; height: number },
  style: FigureStyle,
  labels: string[],
  columns: number,
): object {
  const axis = { labels: false, ticks: false, grid: false }
  const isMany = points.length > 2_000
  const size = style.pointArea * (isMany ? 0.15 : points.length > 400 ? 0.3 : 0.6)
  const legend = labels.length > 1 ? { title: null, columns, symbolSize: style.pointArea * 0.8, symbolOpacity: 1 } : null
  const scales = {
    color: { field: 'label', type: 'nominal', scale: { domain: labels, range: labels.map((_, i) => okabeIto[i % okabeIto.length]) }, legend },
    shape: { field: 'label', type: 'nominal', scale: { domain: labels, range: labels.map((_, i) => shapes[i % shapes.length]) }, legend },
  }
  return {
    ...view,
    title: { text: title, fontSize: style.fontPt, fontWeight: 'bold', anchor: 'start' },
    data: { values: points },
    mark: { type: 'point', filled: true, size, opacity: isMany ? 0.5 : 0.75 },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: null, axis, scale: { zero: false } },
      y: { field: 'y', type: 'quantitative', title: null, axis, scale: { zero: false } },
      ...(labels.length ? scales : { color: { value: greys[0] } }),
    },
  }
}
