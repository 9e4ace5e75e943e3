/** Scores as a table: the data, the labels shuffled, random points. */
import type { Table } from '@phd/core'
import type { Scores } from './score.js'

export function scoreTable({ k, rows, trustworthiness: trusted, labels }: Scores, n: number, seed: number): Table {
  const judged = rows < n ? `${rows} points drawn from ${n} stand for all` : `n = ${n}`
  const rowsOfLabels = labels
    ? [
        { measure: `Label agreement, ${k} neighbours`, ...labels.agreement, shuffles: undefined },
        { measure: 'Silhouette of the labels', ...labels.silhouette, p: null },
      ].map(({ measure, data, shuffled, control, p }) => ({ measure, data, shuffled, control, p }))
    : []
  return {
    shape: 'table',
    title: 'Is the picture true to the data, and are the labels in it?',
    about: `UMAP, ${judged}, seed ${seed}. Shuffled: the same picture with labels dealt at random${labels ? ` (agreement: mean and p of ${labels.agreement.shuffles} shuffles)` : ''}. Random points: as many, in as many dimensions, put through the same method.`,
    columns: [
      { key: 'measure', label: 'Measure' },
      { key: 'data', label: 'Data', digits: 3 },
      { key: 'shuffled', label: 'Shuffled labels', digits: 3 },
      { key: 'control', label: 'Random points', digits: 3 },
      { key: 'p', label: 'p', digits: 3 },
    ],
    rows: [{ measure: `Trustworthiness, ${k} neighbours`, ...trusted, shuffled: null, p: null }, ...rowsOfLabels],
  }
}
