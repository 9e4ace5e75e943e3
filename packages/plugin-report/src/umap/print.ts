/** An embedding for a reader at a terminal. */
import { formatTable } from '@phd/core/command'
import type { Embedded } from './experiment.js'
import { scoreTable } from './score-table.js'

export function printEmbedding({ n, dimensions, labels, scores }: Embedded, id: string, dir: string): string {
  const { columns, rows } = scoreTable(scores, n, 0)
  const sampled = scores.rows < n ? ` Scores of ${scores.rows} of them.` : ''
  return [
    `UMAP of ${n} vectors of ${dimensions} dimensions.${sampled}`,
    formatTable(
      columns.filter(({ key }) => labels > 0 || (key !== 'shuffled' && key !== 'p')),
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? '']))),
    ),
    labels > 0 ? verdict(scores) : 'Without labels (--labels) there is nothing to compare the groups with.',
    `Run ${id}: ${dir}\nDraw it:  phd report figure --run ${id} --result embedding --kind umap --width text`,
  ].join('\n\n')
}

function verdict({ labels, k }: Embedded['scores']): string {
  if (!labels) return ''
  const { data, shuffled, p, shuffles } = labels.agreement
  const share = (value: number) => `${Math.round(value * 100)} %`
  const agree = `Of the ${k} nearest in the picture ${share(data)} have the point's own label, ${share(shuffled)} with shuffled labels`
  return p < 0.05 ? `${agree} (p = ${p.toFixed(3)}, ${shuffles} shuffles).` : `${agree}: no more than chance (p = ${p.toFixed(3)}).`
}
