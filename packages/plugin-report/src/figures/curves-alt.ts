/** What is to be seen in curves, from their numbers: the best value and where, both ends, the baselines. */
import type { Curves } from '@phd/core'
import { axisTitle } from './kind.js'
import { counted, decimal, grouped, listed } from './numbers.js'
import type { FigureOptions } from './options.js'

const lowIsBest = /\bloss\b|error|rmse|\bmae\b|\bmse\b|brier|perplexity|entropy/i
const highIsBest = /accuracy|\bacc\b|\biou\b|\bf1\b|dice|\bcsi\b|\bauc\b|precision|recall|sensitivity|specificity|\br2\b|skill|kappa/i

/** Which end of the axis is the better one, by its name or the option `best`; undefined where neither says. */
export function bestSide({ y, title }: Curves, { best }: FigureOptions): 'low' | 'high' | undefined {
  if (best === 'low' || best === 'high') return best
  const words = `${y.label} ${title}`
  return lowIsBest.test(words) ? 'low' : highIsBest.test(words) ? 'high' : undefined
}

export function curvesAlt(result: Curves, options: FigureOptions): string {
  const { series, x, y, references = [] } = result
  const side = bestSide(result, options)
  const seeds = (options.seeds ?? {}) as Record<string, number>
  const areCounts = series.every((line) => line.y.every((number) => !Number.isFinite(number) || Number.isInteger(number)))
  const value = (number: number) => `${areCounts ? grouped(number) : decimal(number)}${y.unit ? ` ${y.unit}` : ''}`
  const where = (at: number) => `${x.label.split(' ')[0]} ${at > 1e11 ? new Date(at).toISOString().slice(0, 10) : Number(at.toPrecision(6))}`
  const lines = series.map((line) => {
    const known = line.y.map((number, i) => ({ number, at: line.x[i] })).filter(({ number }) => Number.isFinite(number))
    if (known.length === 0) return `${line.name} has no values`
    const lowest = known.reduce((a, b) => (b.number < a.number ? b : a))
    const highest = known.reduce((a, b) => (b.number > a.number ? b : a))
    const best = side === 'low' ? lowest : highest
    const peak = side
      ? `best ${value(best.number)} at ${where(best.at)}`
      : `lowest ${value(lowest.number)} at ${where(lowest.at)}, highest ${value(highest.number)} at ${where(highest.at)}`
    const runs = seeds[line.name] ? `, mean of ${counted(seeds[line.name], 'run')}` : ''
    return `${line.name} ${peak} (from ${value(known[0].number)} to ${value(known[known.length - 1].number)}${runs})`
  })
  const baselines = references.length ? ` Baselines: ${listed(references.map(({ name, y: at }) => `${name} ${decimal(at)}`))}.` : ''
  return `Line chart of ${axisTitle(y)} over ${axisTitle(x)}: ${lines.join('; ')}.${baselines}`
}
