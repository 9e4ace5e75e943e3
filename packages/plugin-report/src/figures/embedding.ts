/** Points of a projection, coloured by label; random points drawn the same way stand beside them as a control. */
import { type Embedding, permutation, random } from '@phd/core'
import { loadFontMetrics } from '../text/index.js'
import type { PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { columnsThatFit, drawPanels, groupsOf } from './points/index.js'
import { ptPerMm } from './style.js'

export const embedding: PictureKind = {
  about: 'a scatter of projected points beside its random control',
  options: {},
  draws: (result) => result.shape === 'embedding' && result.points.length > 0,
  heights({ result }, widthMm, { fontPt }, _options, metrics) {
    const { points, control } = result as Embedding
    const { names } = groupsOf(points.map(({ label }) => label))
    const rows = names.length > 0 ? Math.ceil(names.length / columnsThatFit(names, fontPt, widthMm * ptPerMm, metrics)) : 0
    const around = (fontPt * (2.4 + 1.5 * rows)) / ptPerMm
    const panel = control ? widthMm / 2 : widthMm
    return { minMm: around + panel * 0.6, idealMm: around + panel * 0.9, maxMm: around + panel * 1.2 }
  },
  filledMm(source, { widthMm, heightMm }, style, options, metrics) {
    return Math.min(heightMm, embedding.heights(source, widthMm, style, options, metrics).maxMm)
  },
  async draw({ result }, size, style) {
    const { points: all, control } = result as Embedding
    const points = Array.from(permutation(random(1, 'figure/embedding/order'), all.length), (i) => all[i])
    const groups = groupsOf(points.map(({ label }) => label))
    const hasLabels = groups.names.length > 0
    const title = 'control: random points'
    const isNarrow = (await loadFontMetrics()).widthEm(title, 'bold') * style.fontPt > (size.widthMm * ptPerMm) / 2 - style.fontPt
    const none = groupsOf((control ?? []).map(() => undefined))
    return drawPanels(
      {
        panels: [
          { title: 'projection', places: points, groups, data: 'points', ...(hasLabels ? { field: 'label' } : {}) },
          ...(control ? [{ title: isNarrow ? 'random points' : title, places: control, groups: none, data: 'control' }] : []),
        ],
        data: {
          points: points.map(({ x, y }, i) => ({ x, y, ...(hasLabels ? { label: groups.names[groups.of[i]] } : {}) })),
          ...(control ? { control: control.map(({ x, y }) => ({ x, y })) } : {}),
        },
        groups,
        square: false,
      },
      size,
      style,
    )
  },
  alt({ result }) {
    const { points, control } = result as Embedding
    const counts = new Map<string, number>()
    for (const { label } of points) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
    const labels = counts.size ? `, coloured by label: ${listed([...counts].map(([label, n]) => `${label} ${n}`))}` : ''
    return `Scatter plot of ${counted(points.length, 'projected point')}${labels}.${control ? ` Beside it ${counted(control.length, 'random point')} as a control.` : ''}`
  },
}
