/** Words about runs of radar/train: does the network find the water better than what is far simpler? */
import type { Confusion } from '@phd/core'
import { counted, decimal, duration, grouped, listed, percent } from '../../figures/index.js'
import type { LoadedRun } from '../runs.js'
import { type Baseline, bestBaseline, knowing } from './baselines.js'
import { bullets, type Draft, draftFigure, field, figureName, numberField, sentence, textField } from './draft.js'
import { originText, syntheticRain } from './origins.js'
import { decimalOver, meanOf, over, percentOver, type SeedGroup } from './seeds.js'

/** Fewer seeds say nothing of the spread. */
const enoughSeeds = 3

/** `isOnly`: the poster is about no other training, so that finding and key numbers say how it ended. */
export function draftRadarTrain(group: SeedGroup, isOnly: boolean): Draft {
  const [first] = group.runs
  const { params, result, seed, device } = first.run
  const model = textField(params, 'model') ?? 'the model'
  const best = bestBaseline(result)
  const wet = over(group, 'metrics', 'iouWet')
  const { figures, shown } = trainFigures(group, model)
  const won = best === undefined ? 0 : wet.filter((iou) => iou > best.iouWet).length
  const beats = wet.length > 0 && won === wet.length
  const isSingle = group.seeds.length === 1
  const wetShare = numberField(result, 'wetShare')
  const threshold = numberField(params, 'wetThresholdMetres')
  const verdict = textField(result, 'verdict')
  const samples = numberField(result, 'samples')
  const split = textField(result, 'split') ?? 'validation'
  const splitName = split === 'validate' ? 'validation' : split
  const isInvented = syntheticRain(result) === 'all'
  const setting = [
    numberField(params, 'epochs') !== undefined && `${counted(numberField(params, 'epochs') ?? 0, 'epoch')}`,
    numberField(params, 'batchSize') !== undefined && `batches of ${numberField(params, 'batchSize')}`,
    numberField(params, 'learningRate') !== undefined && `learning rate ${numberField(params, 'learningRate')}`,
    textField(params, 'loss') && `loss ${textField(params, 'loss')}`,
    isSingle ? `seed ${seed}` : `seeds ${listed(group.seeds.map(String))}`,
  ].filter(Boolean)
  const seconds = numberField(result, 'seconds')
  const trained = `Trained with ${listed(setting as string[])}${seconds === undefined ? '' : `; ${duration(seconds)} on ${device}`}.`
  return {
    title: `Predicting flood water from ${isInvented ? 'rain' : 'rainfall radar'} with ${model}`,
    finding: { sentence: findingOf(result, model, wet, best, won), weight: 2 },
    provisional: isSingle ? 'one training run, one seed, no interval yet' : group.seeds.length < enoughSeeds ? 'two seeds, no interval yet' : undefined,
    numbers: keyNumbers(group, model, best, wetShare),
    figures,
    sections: [
      {
        role: 'problem',
        heading: 'Problem',
        text: 'Heavy rain can flood streets within the hour, sooner than a simulation can be run. Can a network that has seen simulated floods tell from rain and terrain alone which cells will be wet?',
        figures: [],
      },
      {
        role: 'data',
        heading: 'Data',
        text: `Rain and terrain go in; out comes wet${threshold === undefined ? '' : ` (${threshold} m or more)`} or dry for each cell. ${originText(result) ?? 'The truth is the water depth of a simulation.'}${samples === undefined ? '' : ` Scores are of ${counted(samples, `${splitName} sample`)}`}${wetShare === undefined ? '' : `; ${percent(wetShare)} of their cells are wet`}. ${group.mark}`,
        figures: [],
      },
      {
        role: 'method',
        heading: 'Method',
        text: `${model} labels every cell. ${trained} ${group.mark}`,
        figures: [],
      },
      {
        role: 'results',
        heading: headingOf(wet, best, won),
        text: [
          wet.length
            ? `${isOnly && isSingle ? '' : `${scoreText(group, wet, best)} `}IoU is the overlap of predicted and true water divided by their union: 1 is perfect. ${group.mark}`
            : verdict && `${sentence(verdict)} ${group.mark}`,
          errorText(first.results.get('confusion') as Confusion | undefined, first.letter),
        ]
          .filter(Boolean)
          .join('\n\n'),
        figures: ['scores', 'scores-bars', 'iou', 'confusion', 'loss'].map((result) => figureName(first, result)).filter((name) => shown.includes(name)),
      },
      {
        role: 'limits',
        heading: 'Limits',
        text: bullets([
          ...knowing(result).map(
            ({ name, iouWet }) =>
              Math.max(...wet) < iouWet && `${name[0].toUpperCase()}${name.slice(1)}, which sees earlier water, reaches an IoU of ${decimal(iouWet)}.`,
          ),
          field(params, 'allowLeakage') === true && 'Training and validation overlap, which was allowed by hand: the scores are too good.',
          isSingle && 'One seed: the spread is not known yet.',
          isInvented ? 'Rain is invented, water simulated: only the terrain was measured.' : 'The truth is simulated; observed floods have not been tested.',
          wetShare !== undefined && `Accuracy says little where ${percent(1 - wetShare)} of the cells are dry.`,
        ]),
        figures: [],
      },
      {
        role: 'next',
        heading: 'Next steps',
        text: bullets([
          group.seeds.length < enoughSeeds && 'Repeat with at least three seeds and give the interval.',
          !beats && best !== undefined && `Find out why ${best.name} is as good: more places to train on, more rain events.`,
          isInvented ? 'Train on rain that was measured, test on water that was observed.' : 'Test on water that was observed.',
        ]),
        figures: [],
      },
    ],
  }
}

function headingOf(wet: number[], best: Baseline | undefined, won: number): string {
  if (best === undefined || wet.length === 0) return 'Result'
  if (won === wet.length) return 'Result: beats every baseline with the same inputs'
  return won > 0 ? `Result: better with ${won} of ${counted(wet.length, 'seed')}` : `Result: not better than ${best.name}`
}

function scoreText({ seeds }: SeedGroup, wet: number[], best: Baseline | undefined): string {
  const over = seeds.length === 1 ? '' : `, mean over ${seeds.length} seeds (least–greatest)`
  const against = best ? `; best baseline that sees the same inputs, ${best.name}: ${decimal(best.iouWet)}` : ''
  return `IoU of wet${over}: ${decimalOver(wet)}${against}.`
}

/** Our sentence, unless the run's own verdict says otherwise: then the run's. */
function findingOf(result: unknown, model: string, wet: number[], best: Baseline | undefined, won: number): string {
  const verdict = textField(result, 'verdict')
  if (wet.length === 0 || best === undefined) return verdict ? sentence(verdict) : `${model} was trained; nothing was measured.`
  const beats = won === wet.length
  const verdictSaysBeaten = verdict !== undefined && /\b(did not|does not|no better|not better|worse|failed)\b/i.test(verdict)
  if (wet.length === 1 && verdict !== undefined && verdictSaysBeaten === beats) return sentence(verdict)
  const digits = decimal(meanOf(wet), 2) === decimal(best.iouWet, 2) ? 3 : 2
  const numbers = `IoU ${decimal(meanOf(wet), digits)} against ${decimal(best.iouWet, digits)}`
  if (won > 0 && !beats) return `With ${won} of ${counted(wet.length, 'seed')} the network finds flooded cells better than ${best.name}: mean ${numbers}.`
  return beats
    ? `From rain and terrain alone, the network finds simulated flood water better than every baseline that sees the same inputs: ${numbers}.`
    : `The network does not find flooded cells better than a far simpler method: ${numbers} for ${best.name}.`
}

function keyNumbers(group: SeedGroup, model: string, best: Baseline | undefined, wetShare: number | undefined): Draft['numbers'] {
  const { result } = group.runs[0].run
  const wet = over(group, 'metrics', 'iouWet')
  const accuracy = over(group, 'metrics', 'accuracy')
  const numbers: Draft['numbers'] = []
  if (wet.length) numbers.push({ value: decimalOver(wet), label: `IoU of wet cells: ${model} ${group.mark}` })
  if (best) numbers.push({ value: decimal(best.iouWet), label: `IoU of wet cells: best baseline, ${best.name} ${group.mark}` })
  const dry = wetShare === undefined ? undefined : Math.max(wetShare, 1 - wetShare)
  if (accuracy.length)
    numbers.push({
      value: percentOver(accuracy),
      label: `accuracy${dry === undefined ? '' : `; always saying ${wetShare !== undefined && wetShare > 0.5 ? 'wet' : 'dry'} gives ${percent(dry)}`} ${group.mark}`,
    })
  if (wetShare !== undefined) {
    const samples = numberField(result, 'samples')
    numbers.push({
      value: percent(wetShare),
      label: `of the cells are wet${samples === undefined ? '' : ` (n = ${counted(samples, 'sample')})`} ${group.mark}`,
    })
  }
  return numbers
}

function errorText(confusion: Confusion | undefined, letter: string): string {
  const wet = confusion?.classes.indexOf('wet') ?? -1
  const dry = confusion?.classes.indexOf('dry') ?? -1
  if (!confusion || wet < 0 || dry < 0) return ''
  const [missed, found] = [confusion.counts[wet][dry], confusion.counts[wet][wet]]
  const [alarms, quiet] = [confusion.counts[dry][wet], confusion.counts[dry][dry]]
  const parts = [
    missed + found > 0 && `misses ${percent(missed / (missed + found))} of the wet cells (${grouped(missed)})`,
    alarms + quiet > 0 && `calls ${percent(alarms / (alarms + quiet))} of the dry cells wet (${grouped(alarms)})`,
  ].filter(Boolean)
  return parts.length ? `It ${parts.join(' and ')}. [${letter}]` : ''
}

/** Mean IoU and CSI follow from the others; left out, the table is readable from two metres. */
function mainColumns({ results }: LoadedRun): { columns?: string[] } {
  const scores = results.get('scores')
  const wanted = ['name', 'accuracy', 'iouDry', 'iouWet', 'dice', 'sensitivity', 'specificity']
  const has = (key: string) => scores?.shape === 'table' && scores.columns.some((column) => column.key === key)
  return wanted.every(has) ? { columns: wanted } : {}
}

function trainFigures({ runs: [first, ...others] }: SeedGroup, model: string): { figures: Draft['figures']; shown: string[] } {
  const figures: Draft['figures'] = {}
  const told = first.results.get('scores')?.about
  const add = (result: string, settings: Parameters<typeof draftFigure>[2] = {}, suffix = '') => {
    const figure = draftFigure(first, result, { told, ...settings })
    if (!figure) return
    if (others.length) figure.caption = figure.caption.replace(/ \[\w+\]$/, ` Seed ${first.run.seed} of ${others.length + 1} seeds.$&`)
    figures[figureName(first, result, suffix)] = figure
  }
  add('scores', { options: { highlight: model, ...mainColumns(first) }, told: undefined })
  add('iou')
  add('confusion')
  if (first.results.has('scores'))
    add('scores', { draw: 'bars', options: { column: 'iouWet', highlight: model }, caption: 'IoU of wet cells: the model and its baselines.' }, '-bars')
  add('loss')
  for (const name of first.results.keys()) if (!figures[figureName(first, name)]) add(name)
  return { figures, shown: Object.keys(figures) }
}
