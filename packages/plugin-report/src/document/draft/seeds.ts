/** Runs of one experiment that differ in nothing but the seed, taken together: mean and range over seeds. */
import { decimal, percent } from '../../figures/index.js'
import type { LoadedRun } from '../runs.js'
import { numberField } from './draft.js'

export interface SeedGroup {
  runs: LoadedRun[]
  /** `[A]`, `[A, C]`, `[A–C]`. */
  mark: string
  seeds: number[]
}

/** Groups in the order of their first run; the same seed twice counts once. */
export function seedGroups(runs: LoadedRun[]): SeedGroup[] {
  const groups = new Map<string, LoadedRun[]>()
  for (const loaded of runs) {
    const key = JSON.stringify([loaded.run.experiment, loaded.run.params])
    groups.set(key, [...(groups.get(key) ?? []), loaded])
  }
  return [...groups.values()].map((group) => {
    const distinct = [...new Map(group.map((loaded) => [loaded.run.seed, loaded])).values()]
    const places = distinct.map((loaded) => runs.indexOf(loaded))
    const isRow = places.length > 2 && places.every((place, i) => place === places[0] + i)
    const letters = distinct.map(({ letter }) => letter)
    return {
      runs: distinct,
      mark: `[${isRow ? `${letters[0]}–${letters[letters.length - 1]}` : letters.join(', ')}]`,
      seeds: distinct.map(({ run }) => run.seed),
    }
  })
}

/** The values of a number of the runs' results. */
export function over({ runs }: SeedGroup, ...path: string[]): number[] {
  return runs.map(({ run }) => numberField(run.result, ...path)).filter((value) => value !== undefined)
}

export function meanOf(values: number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : Number.NaN
}

/** `0.612`, or `0.60 (0.58–0.63)` over several seeds. */
export function decimalOver(values: number[], digits = 3): string {
  if (values.length < 2) return decimal(values[0], digits)
  return `${decimal(meanOf(values), 2)} (${decimal(Math.min(...values), 2)}–${decimal(Math.max(...values), 2)})`
}

export function percentOver(values: number[]): string {
  return percent(meanOf(values))
}
