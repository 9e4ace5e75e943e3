/**
 * A path looked up in one run.
 *
 * `result.…`, `params.…`, `metrics.…`, `run.…`, `seed`, `results/NAME…`; anything else is a key of the run's result.
 * Only own properties are seen. Errors: REPORT_REFERENCE, with the keys that are there.
 */
import { dirname } from 'node:path'
import { PhdError, Store } from '@phd/core'
import type { LoadedRun } from '../runs.js'
import { confusionValue, isConfusion } from './confusion-value.js'
import type { Step } from './grammar.js'
import { isLine, type Line, pointOf } from './line.js'
import { missing } from './missing.js'
import { aggregateRows, isRows, matching } from './rows.js'

export function lookUp(loaded: LoadedRun, steps: Step[]): { value: unknown; path: string } {
  const { root, path, rest } = rootOf(loaded, steps)
  let [value, told]: [unknown, string] = [root, path]
  for (const step of rest) {
    value = follow(value, step, told)
    told += textOf(step)
  }
  return { value, path: told }
}

function rootOf(loaded: LoadedRun, steps: Step[]): { root: unknown; path: string; rest: Step[] } {
  const [first, ...rest] = steps
  const { run } = loaded
  if (!first || !('key' in first)) throw missing(`a path of run ${loaded.letter}`, '', ['result', 'params', 'metrics', 'results/…', 'seed', 'run'])
  if (first.key.startsWith('results/')) {
    const name = first.key.slice('results/'.length)
    const result = loaded.results.get(name)
    if (!result) throw missing(`a result "${name}" of run ${loaded.letter}`, name, [...loaded.results.keys()])
    return { root: result, path: `results/${name}.json`, rest }
  }
  if (first.key === 'result') return { root: run.result, path: 'result', rest }
  if (first.key === 'params') return { root: run.params, path: 'params', rest }
  if (first.key === 'seed') return { root: run.seed, path: 'seed', rest }
  if (first.key === 'metrics' && !hasOwn(run.result, 'metrics')) return { root: metricLines(loaded), path: 'metrics.jsonl', rest }
  if (first.key === 'steps') return { root: metricLines(loaded), path: 'metrics.jsonl', rest }
  if (first.key === 'run') return { root: { ...run, result: undefined, params: undefined, argv: undefined }, path: 'run', rest }
  if (hasOwn(run.result, first.key)) return { root: (run.result as Record<string, unknown>)[first.key], path: `result.${first.key}`, rest }
  throw missing(`"${first.key}" in the result of run ${loaded.letter}`, first.key, [
    ...keysOf(run.result),
    'params',
    'seed',
    'steps',
    'run',
    ...[...loaded.results.keys()].map((name) => `results/${name}`),
  ])
}

function follow(value: unknown, step: Step, path: string): unknown {
  if ('where' in step) {
    const rows = isRows(value)
      ? value
      : hasOwn(value, 'rows')
        ? (value as { rows: unknown }).rows
        : hasOwn(value, 'series')
          ? (value as { series: unknown }).series
          : value
    if (!isRows(rows)) throw new PhdError('REPORT_REFERENCE', `${path} has no rows to choose from.`, { expected: 'a table, or a list of things with names' })
    return matching(rows, step.where, path)
  }
  if ('call' in step) {
    if (isConfusion(value)) return confusionValue(value, step.call, step.args, path)
    if (isRows(value) && value.length === 1 && isLine(value[0])) return pointOf(value[0] as Line, step.call, path, step.args)
    if (isRows(value)) return aggregateRows(value, step.call, step.args, path)
    if (isLine(value)) return pointOf(value, step.call, path, step.args)
    throw new PhdError('REPORT_REFERENCE', `${path} is nothing that .${step.call}(…) can be asked of.`, { expected: 'rows, a line or a confusion matrix' })
  }
  return byKey(value, step.key, path)
}

function byKey(value: unknown, key: string, path: string): unknown {
  if (Array.isArray(value)) {
    if (/^\d+$/.test(key) && Number(key) < value.length) return value[Number(key)]
    if (key === 'count' || key === 'length') return value.length
    if (value.length === 1) return byKey(value[0], key, path)
    if (isRows(value) && value.some((row) => hasOwn(row, key))) {
      throw new PhdError('REPORT_REFERENCE', `${path} is ${value.length} rows; one is needed to read "${key}".`, {
        expected: `[column=value] that one row has, or .mean(${key}), .sum(${key}), .min(${key}), .max(${key}), .count`,
        received: value
          .slice(0, 5)
          .map((row) => String(row[Object.keys(row)[0]]))
          .join(', '),
      })
    }
    throw missing(`"${key}" in ${path}`, key, ['count', ...value.slice(0, 8).map((_, i) => `[${i}]`)])
  }
  if (hasOwn(value, key)) return (value as Record<string, unknown>)[key]
  if (isLine(value)) return pointOf(value, key, path, [])
  if (isConfusion(value)) return confusionValue(value, key, [], path)
  throw missing(`"${key}" in ${path}`, key, keysOf(value))
}

/** Each metric as a line over steps. */
function metricLines(loaded: LoadedRun): Record<string, Line> {
  const rows = new Store(dirname(loaded.dir)).metrics(loaded.run.id)
  const lines: Record<string, Line> = Object.create(null)
  rows.forEach((row, i) => {
    const x = row.epoch ?? row.step ?? i + 1
    for (const [key, y] of Object.entries(row)) {
      lines[key] ??= { x: [], y: [] }
      lines[key].x.push(x)
      lines[key].y.push(y)
    }
  })
  return lines
}

function textOf(step: Step): string {
  if ('key' in step) return /^[\w-]+$/.test(step.key) ? `.${step.key}` : `["${step.key}"]`
  if ('call' in step) return `.${step.call}(${step.args.join(', ')})`
  return `[${step.where.map(({ column, is, value }) => `${column}${is}${value}`).join(', ')}]`
}

export function hasOwn(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] !== undefined
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => hasOwn(value, key)) : []
}
