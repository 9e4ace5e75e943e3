/** Points of a projection, coloured by label; random points drawn the same way stand beside them as a control. */
import type { Embedding } from '@phd/core'
import { loadFontMetrics } from '../text/index.js'
import type { Drawing, PictureKind, PrintSize } from './kind.js'
import { counted, listed } from './numbers.js'
import { legendColumns, renderVegaLite } from './render.js'
import { type FigureStyle, okabeIto, ptPerMm, shapes } from './style.js'
import { beside } from './svg.js'

export const embedding: PictureKind = {
  about: 'a scatter of projected points beside its random control',
  draws: (result) => result.shape === 'embedding' && result.points.length > 0,
  heights: (_source, widthMm) => ({ minMm: widthMm * 0.4, idealMm: widthMm * 0.55, maxMm: widthMm * 0.85 }),
  async draw({ result }, size, style) {
    const { points, control } = result as Embedding
    const widthMm = control ? size.widthMm / 2 - 3 : size.widthMm
    const own = await scatter(points, 'projection', { ...size, widthMm }, style)
    if (!control) return own
    const other = await scatter(control, 'control: random points', { ...size, widthMm }, style)
    const [widthPt, heightPt] = [size.widthMm * ptPerMm, size.heightMm * ptPerMm]
    const svg = beside(
      [
        { svg: own.svg, xPt: 0 },
        { svg: other.svg, xPt: widthPt - widthMm * ptPerMm },
      ],
      widthPt,
      heightPt,
    )
    return { svg, spec: { hconcat: [own.spec, other.spec] } }
  },
  alt({ result }) {
    const { points, control } = result as Embedding
    const counts = new Map<string, number>()
    for (const { label } of points) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
    const labels = counts.size ? `, coloured by label: ${listed([...counts].map(([label, n]) => `${label} ${n}`))}` : ''
    return `Scatter plot of ${counted(points.length, 'projected point')}${labels}.${control ? ` Beside it ${counted(control.length, 'random point')} as a control.` : ''}`
  },
}

async function scatter(points: Embedding['points'], title: string, size: PrintSize, style: FigureStyle): Promise<Drawing> {
  const labels = [...new Set(points.map(({ label }) => label ?? ''))].sort()
  const axis = { labels: false, ticks: false, grid: false }
  const columns = legendColumns(labels, await loadFontMetrics(), style, size.widthMm * ptPerMm)
  const legend = labels.length > 1 ? { title: null, columns } : null
  const domain = labels
  return renderVegaLite(
    {
      title: { text: title, fontSize: style.fontPt, fontWeight: 'bold', anchor: 'start' },
      data: { values: points.map(({ x, y, label }) => ({ x, y, label: label ?? '' })) },
      mark: { type: 'point', filled: true, size: style.pointArea * 0.6, opacity: 0.75 },
      encoding: {
        x: { field: 'x', type: 'quantitative', title: null, axis, scale: { zero: false } },
        y: { field: 'y', type: 'quantitative', title: null, axis, scale: { zero: false } },
        color: { field: 'label', type: 'nominal', scale: { domain, range: domain.map((_, i) => okabeIto[i % okabeIto.length]) }, legend },
        shape: { field: 'label', type: 'nominal', scale: { domain, range: domain.map((_, i) => shapes[i % shapes.length]) }, legend },
      },
    },
    size,
    style,
  )
}
