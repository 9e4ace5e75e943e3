/** Which runs a slide rests on, and what its footer says of them. */
import { basename } from 'node:path'
import { listed } from '../../figures/index.js'
import { numbersIn } from '../../source/block-text.js'
import type { LoadedRun } from '../../source/runs.js'
import type { Slide } from '../model.js'

export function lettersOf({ claim, paragraphs, figures, runs }: Slide, all: LoadedRun[]): string[] {
  const ids = new Set([
    ...numbersIn([claim, ...paragraphs.map(({ spans }) => spans)]).flatMap((number) => number.runs),
    ...figures.flatMap(({ source, origins = [] }) => [basename(source.runDir), ...origins.flatMap((number) => number.runs)]),
  ])
  return all.filter(({ letter, run }) => runs.includes(letter) || ids.has(run.id)).map(({ letter }) => letter)
}

/** From long to short: the layout takes the first that fits. */
export function footerOf(slide: Slide, all: LoadedRun[]): string[] {
  const letters = lettersOf(slide, all)
  const runs = all.filter(({ letter }) => letters.includes(letter))
  if (runs.length === 0) return []
  return [
    runs.map(({ letter, run }) => `[${letter}] ${run.experiment}, seed ${run.seed}, run ${run.id}`).join('   '),
    runs.map(({ letter, run }) => `[${letter}] ${run.experiment}, seed ${run.seed}`).join('   '),
    `Runs ${listed(letters)}`,
  ]
}
