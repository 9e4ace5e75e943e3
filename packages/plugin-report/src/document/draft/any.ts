/** Words about a run of any experiment, from its results' shapes and the numbers at the top of its result. */
import { cell } from '../../figures/index.js'
import type { LoadedRun } from '../runs.js'
import { bullets, type Draft, draftFigure, figureName } from './draft.js'

const mostNumbers = 4
const mostParams = 8

export function draftAny(loaded: LoadedRun): Draft {
  const { run, letter } = loaded
  const figures: Draft['figures'] = {}
  for (const name of loaded.results.keys()) {
    const figure = draftFigure(loaded, name)
    if (figure) figures[figureName(loaded, name)] = figure
  }
  const result = typeof run.result === 'object' && run.result !== null ? Object.entries(run.result) : []
  const numbers = result.filter((entry): entry is [string, number] => typeof entry[1] === 'number').slice(0, mostNumbers)
  const params = typeof run.params === 'object' && run.params !== null ? Object.entries(run.params) : []
  const setting = params.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)).slice(0, mostParams)
  return {
    title: `Results of ${run.experiment}`,
    finding: undefined,
    provisional: `one run, seed ${run.seed}`,
    numbers: numbers.map(([key, value]) => ({
      value: cell(Number.isInteger(value) ? value : Number(value.toPrecision(3))),
      label: `${spoken(key)} [${letter}]`,
    })),
    figures,
    sections: [
      {
        role: 'method',
        heading: 'Method',
        text: `${run.experiment}, seed ${run.seed}${setting.length ? `: ${setting.map(([key, value]) => `${spoken(key)} ${value}`).join(', ')}` : ''}. [${letter}]`,
        figures: [],
      },
      ...Object.entries(figures).map(([name, figure]) => ({
        role: 'results' as const,
        heading: loaded.results.get(figure.result)?.title ?? name,
        text: '',
        figures: [name],
      })),
      { role: 'limits', heading: 'Limits', text: bullets(['One run: how much the result varies is not known yet.']), figures: [] },
    ],
  }
}

/** `learningRate` -> `learning rate`. */
function spoken(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLowerCase()
}
