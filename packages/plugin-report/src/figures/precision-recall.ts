/** Precision over recall, with the average precision of each line in the legend; the share of positives is the baseline. */
import type { Curves } from '@phd/core'
import { columnsFor, curves, curvesSpec, shownLines } from './curves.js'
import type { PictureKind } from './kind.js'
import { decimal, listed } from './numbers.js'
import { renderVegaLite } from './render.js'

export const precisionRecall: PictureKind = {
  about: 'precision over recall with average precision',
  options: { most: 'count' },
  draws: (result) => curves.draws(result) && result.shape === 'curves' && /recall|sensitivity/i.test(result.x.label) && /precision/i.test(result.y.label),
  heights(source, widthMm, style, options, metrics) {
    const { minMm } = curves.heights(source, widthMm, style, options, metrics)
    return { minMm, idealMm: Math.max(minMm, widthMm * 0.75), maxMm: Math.max(minMm, widthMm * 1.1) }
  },
  async draw({ result }, size, style, options) {
    const shown = withAverages(shownLines(result as Curves, options))
    return renderVegaLite(curvesSpec(shown, size.widthMm, style, await columnsFor(shown, size.widthMm, style), [0, 1]), size, style)
  },
  alt({ result }, options) {
    const { series, references = [] } = shownLines(result as Curves, options)
    const lines = series.map((line) => `${line.name} ${decimal(averagePrecision(line.x, line.y))}`)
    const baselines = references.length ? ` Baselines: ${listed(references.map(({ name, y }) => `${name} ${decimal(y)}`))}.` : ''
    return `Precision over recall; average precision: ${listed(lines)}.${baselines}`
  },
}

/** The sum of each step of recall times the precision reached there (AP of information retrieval, no interpolation). */
export function averagePrecision(recall: number[], precision: number[]): number {
  const points = recall.map((r, i) => ({ r, p: precision[i] })).filter(({ r, p }) => Number.isFinite(r) && Number.isFinite(p))
  points.sort((a, b) => a.r - b.r || b.p - a.p)
  return points.reduce((sum, { r, p }, i) => sum + (r - (points[i - 1]?.r ?? 0)) * p, 0)
}

function withAverages(result: Curves): Curves {
  return { ...result, series: result.series.map((line) => ({ ...line, name: `${line.name}, AP ${decimal(averagePrecision(line.x, line.y), 2)}` })) }
}
