/**
 * A projection with what it has to be judged by: its vectors as parallel coordinates, the same points with labels
 * dealt at random, random points put through the same method.
 */
import { type Embedding, listResults, permutation, random, readResult, type Vectors } from '@phd/core'
import type { FigureSource, PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { columnsThatFit, drawPanels, flatness, type Groups, groupsOf, linesOf } from './points/index.js'
import { ptPerMm } from './style.js'

export const umap: PictureKind = {
  about: 'a projection beside shuffled labels, random points and parallel coordinates',
  options: {},
  draws: (result) => result.shape === 'embedding' && result.points.length > 0 && result.control !== undefined,
  heights(source, widthMm, style, _options, metrics) {
    const { points } = source.result as Embedding
    const { names } = groupsOf(points.map(({ label }) => label))
    const widthPt = widthMm * ptPerMm
    const count = names.length > 0 ? 3 : 2
    const legendPt = names.length > 0 ? style.fontPt * (1.5 * Math.ceil(names.length / columnsThatFit(names, style.fontPt, widthPt, metrics)) + 0.6) : 0
    const panelPt = (widthPt * (count === 2 ? 0.8 : 1) - (count - 1) * style.fontPt) / count + style.fontPt * 2
    const linesPt = vectorsOf(source) ? widthPt * flatness + style.fontPt * 5.5 : 0
    const idealMm = (legendPt + panelPt + linesPt) / ptPerMm
    return { minMm: idealMm * 0.85, idealMm, maxMm: idealMm * 1.25 }
  },
  async draw(source, size, style) {
    const { points: all, control = [] } = source.result as Embedding
    // In random order, so that no group lies on top of the others.
    const points = Array.from(permutation(random(1, 'figure/umap/order'), all.length), (i) => all[i])
    const groups = groupsOf(points.map(({ label }) => label))
    const order = permutation(random(1, 'figure/umap/shuffle'), points.length)
    const shuffled = { ...groups, of: groups.of.map((_, i) => groups.of[order[i]]) }
    const hasLabels = groups.names.length > 0
    const labels = ({ of }: Groups, i: number) => groups.names[of[i]]
    const rows = points.map(({ x, y }, i) => ({ x, y, ...(hasLabels ? { label: labels(groups, i), shuffled: labels(shuffled, i) } : {}) }))
    const vectors = vectorsOf(source)
    return drawPanels(
      {
        panels: [
          { title: 'UMAP', places: points, groups, data: 'points', ...(hasLabels ? { field: 'label' } : {}) },
          ...(hasLabels ? [{ title: 'labels shuffled', places: points, groups: shuffled, data: 'points', field: 'shuffled' }] : []),
          { title: 'random points', places: control, groups: groupsOf(control.map(() => undefined)), data: 'control' },
        ],
        data: { points: rows, control: control.map(({ x, y }) => ({ x, y })) },
        groups,
        square: true,
        ...(vectors ? { lines: linesOf(vectors, matched(vectors, groups)), linesTitle: 'the vectors themselves' } : {}),
      },
      size,
      style,
    )
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

/** Those that the same run kept; undefined where there are none. */
function vectorsOf({ runDir }: FigureSource): Vectors | undefined {
  if (!runDir || !listResults(runDir).includes('vectors')) return undefined
  const result = readResult(runDir, 'vectors')
  return result.shape === 'vectors' && result.rows > 0 && result.columns.length > 1 ? (result as Vectors) : undefined
}

/** The same labels have the same colours, also where the vectors are of other rows. */
function matched({ labels, rows }: Vectors, palette: Groups): Groups {
  return { ...palette, of: Int32Array.from({ length: rows }, (_, row) => palette.groupOf(labels?.[row])) }
}
