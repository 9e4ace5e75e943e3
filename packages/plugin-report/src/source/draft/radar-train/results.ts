/** How a training ended, and how it was measured. */
import type { Confusion } from '@phd/core'
import type { DraftSection, DraftSlide } from '../draft.js'
import { textField } from '../fields.js'
import { figureName, shown } from '../figure.js'
import { capital, held, joined, paragraphs, plain, ref, refOver, spelled, spelledCount } from '../words.js'
import { againstOf, bestComparison, comparison, type Facts, findingOf, heldFinding, majority } from './facts.js'

const iou = 'IoU is the overlap of predicted and true water divided by their union: one is perfect.'

export function resultsOf(facts: Facts, figures: string[], isOnly: boolean): DraftSection {
  const { first, group, mark, best, wet, isSingle, letter } = facts
  const verdict = textField(first.run.result, 'verdict')
  const over = isSingle ? '' : `, mean (range) over ${ref(group.runs.map((loaded) => loaded.letter).join('+'), 'seed', 'n')} seeds`
  const against = best ? `; best baseline that sees the same inputs, ${plain(best.name)}: ${ref(letter, best.path, '3')}` : ''
  const heldBest = (text: string) => held(text, best && bestComparison(facts))
  const scores = heldBest(`IoU of wet${over}: ${refOver(group, 'metrics.iouWet')}${against}.`)
  const measured = wet.length > 0
  const errors = errorText(facts)
  const paperScores =
    wet.length > 2 ? heldBest(`IoU of wet: ${ref(group.runs.map((loaded) => loaded.letter).join('+'), 'metrics.iouWet', 'interval 3')}${against}.`) : scores
  const ordered = ['scores', 'scores-bars', 'iou', 'confusion', 'loss'].map((result) => figureName(first, result)).filter((name) => figures.includes(name))
  const onPoster = ordered.filter((name) => !name.endsWith('-loss'))
  const has = (result: string) => figures.includes(figureName(first, result))
  return {
    part: 'results',
    heading: headingOf(facts),
    condition: comparison(facts),
    poster: measured ? paragraphs([joined([!(isOnly && isSingle) && scores, iou, mark]), errors]) : verdict && `${ref(letter, 'verdict', 'sentence')} ${mark}`,
    paper: measured ? paragraphs([joined([paperScores, iou, mark]), errors]) : verdict && `${ref(letter, 'verdict', 'sentence')} ${mark}`,
    posterFigures: onPoster,
    paperFigures: ordered.filter((name) => /-(scores|iou)$/.test(name)),
    slides: slidesOf(facts, has, errors),
  }
}

function slidesOf(facts: Facts, has: (result: string) => boolean, errors: string): DraftSlide[] {
  const { first, wet, best, beats, won } = facts
  const slides: DraftSlide[] = []
  const verdict = beats
    ? 'The network beats every baseline with the same inputs'
    : won > 0
      ? 'The network beats the best baseline with some seeds only'
      : 'The network does not beat a far simpler method'
  const { sentence, condition } = findingOf(facts)
  const claim = best && wet.length ? { claim: `${verdict}: ${againstOf(facts)}`, condition: comparison(facts) } : { claim: sentence, condition }
  slides.push({
    ...claim,
    body: has('scores') ? shown(figureName(first, 'scores')) : '',
    notes: joined([heldFinding(facts), majorityText(facts)]),
    weight: 3,
    must: true,
  })
  if (has('iou')) {
    slides.push({
      claim: lastOf(facts) ?? 'IoU of wet, epoch by epoch',
      body: shown(figureName(first, 'iou')),
      notes: `The horizontal lines are the baselines. Say where the line of the validation samples crosses them, and whether it still rises at the end.`,
      weight: 2,
    })
  }
  if (has('confusion') && errors) {
    slides.push({
      claim: missText(facts) ?? 'Which cells are missed, which are false alarms',
      body: shown(figureName(first, 'confusion')),
      notes: errors.replace(/ \[\w+\]$/, ''),
      weight: 2,
    })
  }
  return slides
}

export function evaluationOf(facts: Facts): DraftSection {
  const { letter, samples, split, group, isSingle, mark } = facts
  const n = samples === undefined ? `the ${split} samples` : ref(letter, 'samples', `count ${split} sample`)
  const seeds = isSingle
    ? 'one training, so that no interval can be given yet'
    : `${ref(group.runs.map((loaded) => loaded.letter).join('+'), 'seed', 'n')} trainings that differ in their seed`
  return {
    part: 'results',
    heading: 'Evaluation',
    poster: '',
    paper: paragraphs([
      joined([`All scores are of ${n}, of ${seeds}.`, majorityText(facts), mark]),
      'TODO: How will success be measured at the end: which data, which score, which comparison?',
    ]),
  }
}

function majorityText(facts: Facts): string {
  const always = majority(facts)
  return always ? `Always saying ${always.says} is right in ${always.share} of the cells.` : ''
}

function headingOf({ best, wet, won }: Facts): string {
  if (best === undefined || wet.length === 0) return 'Result'
  if (won === wet.length) return 'Result: beats every baseline with the same inputs'
  return won > 0 ? `Result: better with ${spelled(won)} of ${spelledCount(wet.length, 'seed')}` : `Result: not better than ${plain(best.name)}`
}

/** Of the first run's confusion matrix; empty where it has no such classes or no such cells. */
function errorText({ first, letter }: Facts): string {
  const parts = errorParts(first.results.get('confusion'), letter)
  return parts.length ? `It ${parts.map(({ long }) => long).join(' and ')}. [${letter}]` : ''
}

function missText({ first, letter }: Facts): string | undefined {
  const parts = errorParts(first.results.get('confusion'), letter)
  return parts.length ? capital(`the network ${parts.map(({ short }) => short).join(' and ')}`) : undefined
}

function errorParts(result: unknown, letter: string): { long: string; short: string }[] {
  const confusion = result as Confusion | undefined
  const wet = confusion?.classes?.indexOf('wet') ?? -1
  const dry = confusion?.classes?.indexOf('dry') ?? -1
  if (confusion?.shape !== 'confusion' || wet < 0 || dry < 0) return []
  const sum = (row: number[]) => row.reduce((a, b) => a + b, 0)
  const cells = (what: string, format: string) => ref(letter, `results/confusion.${what}`, format)
  const part = (verb: string, tail: string, of: string, at: string) => ({
    long: `${verb} ${cells(`share(${of})`, 'percent 1')} of the ${at} cells${tail} (${cells(`cell(${of})`, 'int')})`,
    short: `${verb} ${cells(`share(${of})`, 'percent 0')} of the ${at} cells${tail}`,
  })
  return [
    ...(sum(confusion.counts[wet]) > 0 ? [part('misses', '', 'wet, dry', 'wet')] : []),
    ...(sum(confusion.counts[dry]) > 0 ? [part('calls', ' wet', 'dry, wet', 'dry')] : []),
  ]
}

function lastOf({ first, letter }: Facts): string | undefined {
  const curves = first.results.get('iou')
  const line = curves?.shape === 'curves' ? curves.series.find(({ name }) => name === 'validation') : undefined
  if (!line || !Number.isFinite(line.y.at(-1))) return undefined
  const of = 'results/iou.series[name=validation]'
  return `On validation samples, IoU of wet ends at ${ref(letter, `${of}.last`, '2')}; its best is ${ref(letter, `${of}.max`, '2')}`
}
