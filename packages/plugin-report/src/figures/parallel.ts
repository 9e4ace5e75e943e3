/** Parallel coordinates: a line for each vector over its dimensions, capped to a sample a label. */
import type { Vectors } from '@phd/core'
import type { PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { drawPanels, groupsOf, linesOf, linesOfGroup } from './points/index.js'

export const parallel: PictureKind = {
  about: 'vectors as lines over their dimensions, a sample and the middle half of each label',
  draws: (result) => result.shape === 'vectors' && result.rows > 0 && result.columns.length > 1,
  heights: (_source, widthMm) => ({ minMm: widthMm * 0.25, idealMm: widthMm * 0.4, maxMm: widthMm * 0.7 }),
  async draw({ result }, size, style) {
    const vectors = result as Vectors
    const groups = groupsOf(vectors.labels ?? Array.from({ length: vectors.rows }, () => undefined))
    return drawPanels({ panels: [], data: {}, groups, lines: linesOf(vectors, groups), square: false }, size, style)
  },
  alt({ result }) {
    const { rows, columns, labels } = result as Vectors
    const names = [...new Set(labels)].sort()
    const by = names.length ? `, coloured by ${names.length > 7 ? `${names.length} labels` : `label: ${listed(names)}`}` : ''
    return `Parallel coordinates of ${counted(rows, 'vector')} over ${counted(columns.length, 'dimension')}${by}; at most ${linesOfGroup} lines and the middle half of the values of each group are drawn.`
  },
}
