/** Words about a run of any experiment, from its results' shapes and the numbers at the top of its result. */
import type { LoadedRun } from '../runs.js'
import type { Draft, DraftSection } from './draft.js'
import { draftFigure, figureName, shown } from './figure.js'
import { bullets, canBeKey, keyOf, plain, ref, sentence, spoken } from './words.js'

const mostNumbers = 4
const mostParams = 8

export function draftAny(loaded: LoadedRun): Draft {
  const { run, letter } = loaded
  const mark = `[${letter}]`
  const figures: Draft['figures'] = {}
  for (const name of loaded.results.keys()) {
    const figure = draftFigure(loaded, name)
    if (figure) figures[figureName(loaded, name)] = figure
  }
  const result = typeof run.result === 'object' && run.result !== null ? Object.entries(run.result) : []
  const numbers = result.filter(([key, value]) => typeof value === 'number' && Number.isFinite(value) && canBeKey(key)).slice(0, mostNumbers)
  const params = typeof run.params === 'object' && run.params !== null ? Object.entries(run.params) : []
  const isShown = (value: unknown) => ['string', 'boolean'].includes(typeof value) || (typeof value === 'number' && Number.isFinite(value))
  const setting = params.filter(([key, value]) => isShown(value) && canBeKey(key)).slice(0, mostParams)
  const name = plain(run.experiment)
  const settings = setting.map(([key]) => `${plain(spoken(key))} ${ref(letter, `params${keyOf(key)}`)}`)
  return {
    title: `Results of ${run.experiment}`,
    numbers: numbers.map(([key]) => ({ value: ref(letter, `result${keyOf(key)}`), label: `${plain(spoken(key))} ${mark}` })),
    figures,
    abstract: `${name} was run with seed ${ref(letter, 'seed')}. ${mark}`,
    sections: [
      {
        part: 'method',
        heading: 'Method',
        text: `${name}, seed ${ref(letter, 'seed')}${settings.length ? `: ${settings.join(', ')}` : ''}. ${mark}`,
        slides: [
          {
            claim: `${name}, as it was run`,
            body: bullets([`Seed ${ref(letter, 'seed')}`, ...settings.slice(0, 4)]),
            notes: 'Say what goes in, what comes out, and what was chosen by hand.',
            weight: 2,
          },
        ],
      },
      ...Object.entries(figures).map(([figure, { result: of }]): DraftSection => {
        const heading = plain(loaded.results.get(of)?.title ?? figure)
        return {
          part: 'results',
          heading,
          posterFigures: [figure],
          paperFigures: [figure],
          slides: [{ claim: heading, body: shown(figure), notes: 'Say first what is drawn, then what is to be seen.', weight: 1 }],
        }
      }),
      {
        part: 'limits',
        heading: 'Limits',
        text: bullets([sentence('One run: how much the result varies is not known yet')]),
        slides: [
          {
            claim: 'One run does not say how much the result varies',
            body: bullets(['The spread over seeds is not known yet']),
            notes: 'Say what did not work, and what was not tried.',
            weight: 1,
          },
        ],
      },
    ],
  }
}
