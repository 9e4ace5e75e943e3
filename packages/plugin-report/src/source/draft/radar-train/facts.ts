/** What a training says, decided once: who won, over how many seeds, of which data. The texts only word it. */
import { decimal } from '../../../figures/index.js'
import type { LoadedRun } from '../../runs.js'
import type { SeedGroup } from '../../seeds.js'
import { type Baseline, bestBaseline, fairBaselines } from '../baselines.js'
import { field, numberField, textField } from '../fields.js'
import { syntheticRain } from '../origins.js'
import { allOf, held, plain, ref, refOver, sentence, spelled, spelledCount } from '../words.js'

export interface Facts {
  group: SeedGroup
  first: LoadedRun
  letter: string
  mark: string
  /** As Markdown. */
  model: string
  modelName: string
  best?: Baseline
  /** IoU of wet, a run each. */
  wet: number[]
  /** Runs that beat the best baseline. */
  won: number
  beats: boolean
  isSingle: boolean
  isInvented: boolean
  wetShare?: number
  samples?: number
  split: string
}

export function factsOf(group: SeedGroup): Facts {
  const [first] = group.runs
  const { params, result } = first.run
  const best = bestBaseline(result)
  const wet = group.runs.map(({ run }) => numberField(run.result, 'metrics', 'iouWet')).filter((iou) => iou !== undefined)
  const won = best === undefined ? 0 : wet.filter((iou) => iou > best.iouWet).length
  const modelName = textField(params, 'model') ?? 'the model'
  const split = textField(result, 'split') ?? 'validation'
  return {
    group,
    first,
    letter: first.letter,
    mark: group.mark,
    model: plain(modelName),
    modelName,
    best,
    wet: wet.length === group.runs.length ? wet : [],
    won,
    beats: wet.length > 0 && won === wet.length,
    isSingle: group.seeds.length === 1,
    isInvented: syntheticRain(result) === 'all',
    wetShare: numberField(result, 'wetShare'),
    samples: numberField(result, 'samples'),
    split: split === 'validate' ? 'validation' : split,
  }
}

/** Our sentence, unless the run's own verdict says otherwise: then the run's, which is looked up and hangs on nothing. */
export function findingOf(facts: Facts): { sentence: string; condition?: string } {
  const { first, letter, model, best, wet, won, beats } = facts
  const verdict = textField(first.run.result, 'verdict')
  const own = { sentence: ref(letter, 'verdict', 'sentence') }
  if (wet.length === 0 || best === undefined) return verdict ? own : { sentence: sentence(`${model} was trained; nothing was measured`) }
  const saysBeaten = verdict !== undefined && /\b((did|does) not|no better|not better|worse|failed)\b/i.test(verdict)
  // The run may know more than its scores say; where it knows less, the scores win.
  if (wet.length === 1 && saysBeaten && beats) return own
  const condition = comparison(facts)
  if (won > 0 && !beats) {
    return {
      sentence: `With ${spelled(won)} of ${spelledCount(wet.length, 'seed')} the network finds flooded cells better than ${plain(best.name)}: mean ${againstOf(facts)}.`,
      condition,
    }
  }
  return {
    sentence: beats
      ? `From rain and terrain alone, the network finds simulated flood water better than every baseline that sees the same inputs: ${againstOf(facts)}.`
      : `The network does not find flooded cells better than a far simpler method: ${againstOf(facts)} for ${plain(best.name)}.`,
    condition,
  }
}

export function heldFinding(facts: Facts): string {
  const { sentence, condition } = findingOf(facts)
  return held(sentence, condition)
}

/** What the words of `won` hang on; empty where there is nothing to compare. */
export function comparison(facts: Facts): string {
  const { group, letter, best, wet, won } = facts
  if (best === undefined || wet.length === 0) return ''
  const letters = group.runs.map((loaded) => loaded.letter)
  const against = (of: string, is: string) => `${of}.metrics.iouWet ${is} ${letter}.${best.path}`
  if (won === 0) return against(letters.join('+'), '<=')
  if (won === wet.length) return allOf([against(letters.join('+'), '>'), bestComparison(facts)])
  return allOf([...letters.map((of, i) => against(of, wet[i] > best.iouWet ? '>' : '<=')), bestComparison(facts)])
}

/** That the best baseline is the best; empty where it is the only one. */
export function bestComparison({ first, letter, best }: Facts): string {
  const others = fairBaselines(first.run.result).filter(({ name }) => name !== best?.name)
  return allOf(others.map(({ path }) => `${letter}.${best?.path} >= ${letter}.${path}`))
}

/** `IoU 0.61 against 0.43`: with a third decimal where two do not tell them apart. */
export function againstOf({ group, letter, best, wet }: Facts): string {
  if (!best) return `IoU ${refOver(group, 'metrics.iouWet')}`
  const mean = wet.reduce((sum, iou) => sum + iou, 0) / wet.length
  const digits = decimal(mean, 2) === decimal(best.iouWet, 2) ? 3 : 2
  const letters = group.runs.map((loaded) => loaded.letter).join('+')
  return `IoU ${ref(letters, 'metrics.iouWet', `${wet.length > 1 ? 'mean ' : ''}${digits}`)} against ${ref(letter, best.path, String(digits))}`
}

/** The share of cells that who always says the same gets right, as a reference, what is said, and when it is the more frequent. */
export function majority({ letter, wetShare }: Facts): { says: string; share: string; condition: string } | undefined {
  if (wetShare === undefined) return undefined
  return wetShare > 0.5
    ? { says: 'wet', share: ref(letter, 'wetShare', 'percent 1'), condition: `${letter}.wetShare > 0.5` }
    : { says: 'dry', share: `{{1 - ${letter}.wetShare | percent 1}}`, condition: `${letter}.wetShare <= 0.5` }
}

export function allowsLeakage({ first }: Facts): boolean {
  return field(first.run.params, 'allowLeakage') === true
}
