/** Problem, data and method of a training. */
import { listed } from '../../../figures/index.js'
import { fairBaselines, knowing } from '../baselines.js'
import type { DraftSection } from '../draft.js'
import { numberField, textField } from '../fields.js'
import { originText } from '../origins.js'
import { bullets, capital, joined, paragraphs, plain, ref } from '../words.js'
import { type Facts, majority } from './facts.js'

export function problemOf(): DraftSection {
  const problem = 'Heavy rain can flood streets within the hour, sooner than a simulation can be run.'
  const question = 'Can a network that has seen simulated floods tell from rain and terrain alone which cells will be wet?'
  return {
    part: 'problem',
    heading: 'Problem',
    poster: 'Heavy rain floods streets sooner than a simulation can be run. Can a network tell from rain and terrain alone which cells will be wet?',
    paper: paragraphs([
      `${problem} ${question}`,
      'TODO: Whom does it help to know this earlier, and what difference does it make? Two sentences, with a source.',
    ]),
    slides: [
      {
        claim: 'Who I am, and why I work on this',
        body: 'TODO: Name, group, year of the doctorate, the thesis in one sentence.',
        notes: 'TODO: Say it in a minute.',
        weight: 2,
      },
      {
        claim: 'Heavy rain floods streets sooner than a simulation can be run',
        body: bullets(['A warning needs the map of the water while it still rains', 'A network answers at once: is its answer right?']),
        notes: `${problem} A network that was trained on simulations answers at once. The question is whether its answer is right, and whether it is better than something far simpler.`,
        weight: 3,
        must: true,
      },
    ],
  }
}

export function dataOf(facts: Facts): DraftSection {
  const { first, letter, mark, wetShare, samples, split } = facts
  const threshold = numberField(first.run.params, 'wetThresholdMetres')
  const wet = threshold === undefined ? 'wet' : `wet (${ref(letter, 'params.wetThresholdMetres')} m or more)`
  const inOut = `Rain and terrain go in; out comes ${wet} or dry for each cell.`
  const origins = originText(first.run.result, letter) ?? 'The truth is the water depth of a simulation.'
  const scores = samples === undefined ? '' : `Scores are of ${ref(letter, 'samples', `count ${split} sample`)}.`
  const balance = wetShare === undefined ? '' : `${ref(letter, 'wetShare', 'percent 1')} of the cells are wet.`
  const always = majority(facts)
  return {
    part: 'data',
    heading: 'Data',
    poster: joined([inOut, origins, scores, mark]),
    paper: paragraphs([
      joined([inOut, origins, scores, balance, mark]),
      'TODO: Which catchments, which years, which resolution, and how training and validation were kept apart.',
    ]),
    slides: [
      {
        claim: 'The question: do rain and terrain alone tell which cells will be wet?',
        body: bullets(['In: hours of rain, and the terrain', `Out: ${wet} or dry, for each cell`]),
        notes: `${inOut} Nothing else is known to the network: no gauge, no drain, no water of the hour before.`,
        weight: 1,
        must: true,
      },
      {
        ...balanceClaim(facts),
        body: bullets(origins.split(/(?<=[^.]\.) (?=[A-Z])/).map((line) => line.replace(/\.$/, ''))),
        notes: joined([
          origins,
          always && `Whoever always says ${always.says} is right in ${always.share} of the cells. That is why IoU of the wet cells is the score.`,
          mark,
        ]),
        weight: 2,
      },
    ],
  }
}

/** Below this share of the rarer class, accuracy is mostly that of the other. */
const rare = 0.25

function balanceClaim({ letter, wetShare }: Facts): { claim: string; condition?: string } {
  if (wetShare === undefined) return { claim: 'The truth is the water of a simulation' }
  const share = `${ref(letter, 'wetShare', 'percent 0')} of the cells are wet`
  if (Math.min(wetShare, 1 - wetShare) >= rare) return { claim: share }
  return { claim: `${share}, so accuracy alone says little`, condition: `${letter}.wetShare ${wetShare < rare ? `< ${rare}` : `> ${1 - rare}`}` }
}

export function methodOf({ first, group, letter, mark, model, isSingle, split }: Facts): DraftSection {
  const { params, result, device } = first.run
  const seeds = ref(group.runs.map((loaded) => loaded.letter).join('+'), 'seed', isSingle ? 'int' : 'list')
  const setting = [
    numberField(params, 'epochs') !== undefined && ref(letter, 'params.epochs', 'count epoch'),
    numberField(params, 'batchSize') !== undefined && `batches of ${ref(letter, 'params.batchSize', 'int')}`,
    numberField(params, 'learningRate') !== undefined && `learning rate ${ref(letter, 'params.learningRate')}`,
    textField(params, 'loss') && `loss ${plain(textField(params, 'loss') ?? '')}`,
    `${isSingle ? 'seed' : 'seeds'} ${seeds}`,
  ].filter((part) => part !== undefined && part !== false && part !== '')
  const seconds = numberField(result, 'seconds') === undefined ? '' : `; ${ref(letter, 'seconds', 'duration')} on ${plain(device)}`
  const trained = `Trained with ${listed(setting as string[])}${seconds}.`
  const text = `${model} labels every cell. ${trained} ${mark}`
  const names = fairBaselines(result).map(({ name }) => plain(name))
  const beside = names.length ? `Beside it stand baselines that see the same inputs: ${listed(names)}.` : ''
  const more = knowing(result).map(({ name }) => plain(name))
  return {
    part: 'method',
    heading: 'Method',
    poster: text,
    paper: paragraphs([joined([text, beside]), 'TODO: What is new in this approach, in two sentences; what is taken over, with [@key].']),
    slides: [
      {
        claim: `${model} labels every cell as wet or dry`,
        body: bullets(setting.map((part) => capital(String(part)))),
        notes: `${trained} Say why this network, and what it costs to run.`,
        weight: 1,
      },
      {
        claim: names.length ? 'Every score stands beside baselines that see the same inputs' : `Scores are of ${split} samples`,
        body: bullets([
          ...names.map(capital),
          more.length > 0 && `Apart, because ${more.length === 1 ? 'it sees' : 'they see'} the water before: ${listed(more)}`,
        ]),
        notes:
          'IoU is the overlap of predicted and true water, divided by their union: one is perfect, zero is no overlap. A baseline is scored on the same cells as the network.',
        weight: 1,
        must: true,
      },
    ],
  }
}
