/** The stamp that a report gives itself: what has been trained with too few seeds is provisional. */
import type { LoadedRun } from './runs.js'
import { seedGroups } from './seeds.js'

/** Fewer seeds say nothing of the spread. */
export const enoughSeeds = 3

/** Experiments whose results do not hang on a seed: looking at a trained model, counting posts. */
const seedless = /^(radar\/predict|social\/analyse)$/

/** Empty where nothing is provisional. */
export function provisionalStamp(runs: LoadedRun[]): string {
  const few = seedGroups(runs).filter(({ runs: [{ run }], seeds }) => !seedless.test(run.experiment) && seeds.length < enoughSeeds)
  if (few.length === 0) return ''
  const fewest = Math.min(...few.map(({ seeds }) => seeds.length))
  return `Provisional: ${fewest === 1 ? 'one run, one seed' : 'two seeds'}, no interval yet`
}
