/** What a critic would say first: one seed, rare classes, no baseline, few samples, a run with uncommitted code. */

import type { Paragraph } from '../../document/poster-document.js'
import { grouped, percent } from '../../figures/index.js'
import { bestBaseline } from '../../source/draft/baselines.js'
import { numberField } from '../../source/draft/fields.js'
import type { LoadedRun } from '../../source/runs.js'
import { seedGroups } from '../../source/seeds.js'
import type { Slide } from '../model.js'
import { plainSpans } from '../words.js'
import { backupSlide, bullet, numberSpan } from './backup-slide.js'

export const enoughSeeds = 3
const rareShare = 0.2
const fewSamples = 100

/** What is wrong with a run, by the name under which a question asks for it. */
export interface Threat {
  kind: 'seeds' | 'imbalance' | 'baseline' | 'samples' | 'code'
  paragraph: Paragraph
  letters: string[]
}

export function threatsOf(runs: LoadedRun[]): Threat[] {
  const scored = runs.filter(({ run }) => numberField(run.result, 'metrics', 'accuracy') !== undefined)
  const groups = seedGroups(scored)
  return [
    ...groups.flatMap(({ runs: [first, ...others], seeds, mark }): Threat[] => {
      if (seeds.length >= enoughSeeds) return []
      const told = seeds.length === 1 ? 'One training run' : 'Two training runs'
      const letters = [first, ...others].map(({ letter }) => letter)
      const seed = numberSpan(first, 'seed', first.run.seed, String(first.run.seed))
      const rest = others.flatMap((loaded) => [' and ', numberSpan(loaded, 'seed', loaded.run.seed, String(loaded.run.seed))])
      return [{ kind: 'seeds', letters, paragraph: bullet(`${told}, seed `, seed, ...rest, `: how much the scores vary is not known.\u00a0${mark}`) }]
    }),
    ...scored.flatMap((loaded): Threat[] => {
      const share = numberField(loaded.run.result, 'wetShare')
      if (share === undefined || share >= rareShare) return []
      const span = numberSpan(loaded, 'result.wetShare', share, percent(share))
      const paragraph = bullet('Only ', span, ` of the cells are wet: accuracy flatters, IoU of wet does not.\u00a0[${loaded.letter}]`)
      return [{ kind: 'imbalance', letters: [loaded.letter], paragraph }]
    }),
    ...scored.flatMap((loaded): Threat[] =>
      bestBaseline(loaded.run.result)
        ? []
        : [{ kind: 'baseline', letters: [loaded.letter], paragraph: bullet(`No baseline was scored beside the model.\u00a0[${loaded.letter}]`) }],
    ),
    ...scored.flatMap((loaded): Threat[] => {
      const samples = numberField(loaded.run.result, 'samples')
      if (samples === undefined || samples >= fewSamples) return []
      const span = numberSpan(loaded, 'result.samples', samples, grouped(samples))
      return [{ kind: 'samples', letters: [loaded.letter], paragraph: bullet('The scores rest on ', span, ` samples only.\u00a0[${loaded.letter}]`) }]
    }),
    ...runs
      .filter(({ run }) => run.code.dirty)
      .map(
        ({ letter }): Threat => ({
          kind: 'code',
          letters: [letter],
          paragraph: bullet(`The code had changes that are in no commit; they are kept with the run.\u00a0[${letter}]`),
        }),
      ),
  ]
}

export function threatSlides(runs: LoadedRun[]): Slide[] {
  const threats = threatsOf(runs)
  if (threats.length === 0) return []
  const same = new Set<string>()
  return [
    backupSlide('threats', plainSpans('What could be wrong with these results'), {
      topic: 'Backup: threats to validity',
      paragraphs: threats.map(({ paragraph }) => paragraph).filter(({ text }) => !same.has(text) && same.add(text)),
      runs: [...new Set(threats.flatMap(({ letters }) => letters))],
    }),
  ]
}
