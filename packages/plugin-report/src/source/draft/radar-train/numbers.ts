/** The numbers that a poster prints large: each beside what it has to be measured against. */

import type { Draft } from '../draft.js'
import { numberField } from '../fields.js'
import { held, plain, ref, refOver } from '../words.js'
import { bestComparison, type Facts, majority } from './facts.js'

export function keyNumbers(facts: Facts): Draft['numbers'] {
  const { group, letter, mark, model, best, wet, wetShare, samples } = facts
  const numbers: Draft['numbers'] = []
  const over = group.runs.length > 1 ? `, mean (range) of ${ref(group.runs.map((loaded) => loaded.letter).join('+'), 'seed', 'n')} seeds` : ''
  if (wet.length) numbers.push({ value: refOver(group, 'metrics.iouWet'), label: `IoU of wet cells: ${model}${over} ${mark}` })
  if (best)
    numbers.push({
      value: ref(letter, best.path, '3'),
      label: `${held(`IoU of wet cells: best baseline, ${plain(best.name)}`, bestComparison(facts))} ${mark}`,
    })
  const always = majority(facts)
  if (group.runs.every(({ run }) => numberField(run.result, 'metrics', 'accuracy') !== undefined)) {
    numbers.push({
      value: refOver(group, 'metrics.accuracy', { form: 'percent', digits: 1 }),
      label: `accuracy${always ? `; always saying ${always.says} gives ${always.share}` : ''} ${mark}`,
    })
  }
  if (wetShare !== undefined) {
    const n = samples === undefined ? '' : ` (n = ${ref(letter, 'samples', 'count sample')})`
    numbers.push({ value: ref(letter, 'wetShare', 'percent 1'), label: `of the cells are wet${n} ${mark}` })
  }
  return numbers
}
