/**
 * A log of metrics by step as curves: one figure for each metric, a line for training and one for validation.
 *
 * The step is the column `epoch`, `step`, `iteration` or `batch`; without one the row's number counts from 1.
 */
import type { Curves, Result } from '@phd/core'
import { keptName } from './names.js'
import { unreadable } from './unreadable.js'

/** One row of a log; a value may be missing. */
export type LogRow = Record<string, number>

const steps = ['epoch', 'epochs', 'step', 'global_step', 'iteration', 'iter', 'batch']
/** Told by Keras beside the metrics, or a clock: no figure of its own. */
const unasked = /^(time|timestamp|seconds|wall_time|lr|learning_rate)$/i
const validation = /^(val|valid|validation|test|eval)[_/. -]/i
const training = /^(train|training)[_/. -]/i

export function curvesOfLog(rows: LogRow[], path: string): Map<string, Result> {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const step = steps.find((name) => keys.some((key) => key.toLowerCase() === name))
  const stepKey = keys.find((key) => key.toLowerCase() === step)
  const metrics = keys.filter((key) => key !== stepKey && !steps.includes(key.toLowerCase()) && !unasked.test(key))
  if (rows.length === 0 || metrics.length === 0) throw unreadable(path, rows.length ? 'no metric beside the step' : 'no rows')
  const byBase = new Map<string, { name: string; key: string }[]>()
  for (const key of metrics) {
    const base = key.replace(validation, '').replace(training, '')
    const name = validation.test(key) ? (/^(test|eval)/i.test(key) ? 'test' : 'validation') : 'train'
    byBase.set(base, [...(byBase.get(base) ?? []), { name, key }])
  }
  // Keras counts epochs from 0; people count from 1.
  const offset = step?.startsWith('epoch') && stepKey && rows[0][stepKey] === 0 ? 1 : 0
  const results = [...byBase].map(([base, lines]): [string, Result] => {
    const series = lines.map(({ name, key }) => {
      const known = rows
        .map((row, i) => ({ x: (stepKey ? row[stepKey] : i + 1) + offset, y: row[key] }))
        .filter(({ x, y }) => Number.isFinite(x) && y !== undefined)
      return { name: lines.length === 1 && name === 'train' ? base : name, x: known.map(({ x }) => x), y: known.map(({ y }) => y) }
    })
    return [keptName(base), curvesOf(base, series, step?.startsWith('epoch') ? 'epoch' : (step?.replace('_', ' ') ?? 'row'))]
  })
  return new Map(results.filter(([, result]) => (result as Curves).series.some(({ y }) => y.some(Number.isFinite))))
}

export function curvesOf(metric: string, series: Curves['series'], step: string): Curves {
  const label = metric.replaceAll('_', ' ')
  return { shape: 'curves', title: `${label[0].toUpperCase()}${label.slice(1)} by ${step}`, x: { label: step }, y: { label }, series }
}

/** Curves of a run that wrote metrics and no results. */
export function metricsResults(rows: LogRow[]): Map<string, Result> {
  return rows.length ? curvesOfLog(rows, 'metrics.jsonl') : new Map()
}
