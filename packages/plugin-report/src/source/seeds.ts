/** Runs of one experiment that differ in nothing but the seed, taken together. */
import type { LoadedRun } from './runs.js'

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
