/** Parallel coordinates: a line for each vector over its dimensions, capped to a sample a label. */
import type { Vectors } from '@phd/core'
import type { PictureKind } from './kind.js'
import { counted, listed } from './numbers.js'
import { drawPanels, type Groups, groupsOf, limit, linesOf, linesOfGroup, mostBands } from './points/index.js'

export const parallel: PictureKind = {
  about: 'vectors as lines over their dimensions, a sample and the median of each label',
  options: {},
  draws: (result) => result.shape === 'vectors' && result.rows > 0 && result.columns.length > 1,
  heights: (_source, widthMm) => ({ minMm: widthMm * 0.25, idealMm: widthMm * 0.4, maxMm: widthMm * 0.7 }),
  async draw({ result }, size, style) {
    const vectors = result as Vectors
    const groups = groupsIn(vectors)
    return drawPanels({ panels: [], data: {}, groups, lines: linesOf(vectors, groups), square: false }, size, style)
  },
  alt({ result }) {
    const { rows, columns, labels } = result as Vectors
    const names = [...new Set(labels)].sort()
    const by = names.length ? `, coloured by ${names.length > 7 ? `${names.length} labels` : `label: ${listed(names)}`}` : ''
    const drawn = groupsIn(result as Vectors).colours.length <= mostBands ? 'the median and the middle half of the values' : 'the median'
    return `Parallel coordinates of ${counted(rows, 'vector')} over ${counted(columns.length, 'dimension')}${by}; at most ${linesOfGroup} lines, and ${drawn}, of each group are drawn, values beyond ${limit} standard deviations at ${limit}.`
  },
}

function groupsIn({ labels, rows }: Vectors): Groups {
  return groupsOf(labels ?? Array.from({ length: rows }, () => undefined))
}
