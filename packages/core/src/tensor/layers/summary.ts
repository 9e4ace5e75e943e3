/** The weights of a network as text: name, shape, count; totals at the end. */
import { formatTable } from '../../command/table.js'
import type { Weights } from './weights.js'

export function summary(weights: Weights): string {
  const rows = [...weights.all()].map(([name, variable]) => ({
    name,
    shape: variable.shape.join('×'),
    count: variable.size,
    trainable: weights.trainable.has(name) ? 'yes' : 'no',
  }))
  const table = formatTable(
    [
      { key: 'name', label: 'Weight' },
      { key: 'shape', label: 'Shape' },
      { key: 'count', label: 'Count' },
      { key: 'trainable', label: 'Trained' },
    ],
    rows,
  )
  const trained = rows.filter((row) => row.trainable === 'yes').reduce((sum, row) => sum + row.count, 0)
  return `${table}\n\n${weights.count.toLocaleString('en')} parameters, ${trained.toLocaleString('en')} of them trained\n`
}
