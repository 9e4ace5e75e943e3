/** The figures of a training: scores beside the baselines, curves, the confusion matrix. */
import { numericKeys } from '../../../figures/table.js'
import type { LoadedRun } from '../../runs.js'
import type { Draft } from '../draft.js'
import { draftFigure, type FigureChoices, figureName } from '../figure.js'
import { ref } from '../words.js'
import type { Facts } from './facts.js'

/** The most important first. */
export function trainFigures({ first, group, modelName }: Facts): Draft['figures'] {
  const figures: Draft['figures'] = {}
  const told = first.results.get('scores')?.about
  const add = (result: string, choices: FigureChoices = {}, suffix = '') => {
    const figure = draftFigure(first, result, { told, ...choices })
    if (!figure) return
    const mark = ` [${first.letter}]`
    const seed = ` Seed ${ref(first.letter, 'seed')} of ${ref(group.runs.map(({ letter }) => letter).join('+'), 'seed', 'n')} seeds.`
    if (group.runs.length > 1) figure.caption = `${figure.caption.slice(0, -mark.length)}${seed}${mark}`
    figures[figureName(first, result, suffix)] = figure
  }
  add('scores', { options: { highlight: modelName, ...mainColumns(first) }, isPart: true })
  add('iou', { isPart: true })
  add('confusion', { isPart: true })
  if (numericKeysOf(first, 'scores').includes('iouWet'))
    add('scores', { draw: 'bars', options: { column: 'iouWet', highlight: modelName }, caption: 'IoU of wet cells: the model and its baselines.' }, '-bars')
  add('loss', { isPart: true })
  for (const name of first.results.keys()) if (!figures[figureName(first, name)]) add(name)
  return figures
}

/** Columns that hold a number at least. */
function numericKeysOf({ results }: LoadedRun, name: string): string[] {
  const result = results.get(name)
  return result ? numericKeys(result) : []
}

/** Mean IoU and CSI follow from the others; left out, the table is readable from two metres. */
function mainColumns({ results }: LoadedRun): { columns?: string[] } {
  const scores = results.get('scores')
  const wanted = ['name', 'accuracy', 'iouDry', 'iouWet', 'dice', 'sensitivity', 'specificity']
  const has = (key: string) => scores?.shape === 'table' && scores.columns.some((column) => column.key === key)
  return wanted.every(has) ? { columns: wanted } : {}
}
