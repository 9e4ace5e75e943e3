/** The table of sentiment by flood, in references: on which side most floods are, how many posts, what replies change. */
import type { Table } from '@phd/core'
import type { LoadedRun } from '../runs.js'
import { held, ref } from './words.js'

export interface Floods {
  side: 'negative' | 'positive'
  other: 'negative' | 'positive'
  /** That no fewer floods are on this side. */
  condition: string
  /** `5 of 5 floods`. */
  most: string
  /** `5 of 5`. */
  mostOf: string
  /** `5 floods`. */
  count: string
  posts: string
  /** A sentence; empty where the run did not leave replies out. */
  replies: string
}

const result = 'sentiment-by-flood'
/** Shares that differ by less are printed alike. */
const alike = 0.0005

export function floodsOf({ results, letter }: LoadedRun): Floods | undefined {
  const table = results.get(result)
  if (table?.shape !== 'table' || !['flood', 'negative', 'positive', 'n'].every((key) => table.columns.some((column) => column.key === key))) return undefined
  const hasReplies = table.columns.some(({ key }) => key === 'replies')
  const rows = hasReplies ? table.rows.filter(({ replies }) => replies === 'all') : table.rows
  if (rows.length === 0) return undefined
  const isKnown = (row: Table['rows'][number]) => row.negative !== null && row.positive !== null
  const more = (a: string, b: string) => rows.filter((row) => isKnown(row) && Number(row[a]) > Number(row[b])).length
  const [side, other] = more('negative', 'positive') >= more('positive', 'negative') ? (['negative', 'positive'] as const) : (['positive', 'negative'] as const)
  const all = hasReplies ? 'replies=all' : ''
  const counted = (a: string, b: string) => `results/${result}.rows[${[all, `${a}>${b}`].filter(Boolean).join(', ')}].count`
  const chosen = counted(side, other)
  const rowsAll = `results/${result}.rows${all && `[${all}]`}`
  const mostOf = `${ref(letter, chosen, 'int')} of ${ref(letter, `${rowsAll}.count`, 'int')}`
  const count = ref(letter, `${rowsAll}.count`, 'count flood')
  return {
    side,
    other,
    condition: `${letter}.${chosen} >= ${letter}.${counted(other, side)}`,
    mostOf,
    most: `${ref(letter, chosen, 'int')} of ${count}`,
    count,
    posts: ref(letter, `${rowsAll}.sum(n)`, 'int'),
    replies: repliesText(table, letter, count),
  }
}

/** Only where each flood has both rows, so that both means are of the same floods. */
function repliesText(table: Table, letter: string, count: string): string {
  const of = (replies: string) => table.rows.filter((row) => row.replies === replies)
  const [withAll, without] = [of('all'), of('without')]
  const names = new Set(withAll.map(({ flood }) => flood))
  if (without.length === 0 || names.size !== withAll.length || without.length !== withAll.length || !without.every(({ flood }) => names.has(flood))) return ''
  if (![...withAll, ...without].every(({ negative }) => typeof negative === 'number' && Number.isFinite(negative))) return ''
  const mean = (rows: Table['rows']) => rows.reduce((sum, row) => sum + Number(row.negative), 0) / rows.length
  const change = mean(without) - mean(withAll)
  if (!Number.isFinite(change)) return ''
  const path = (replies: string) => `results/${result}.rows[replies=${replies}].mean(negative)`
  const share = (replies: string) => ref(letter, path(replies), 'percent 0')
  const [ofAll, ofOthers] = ['all', 'without'].map((replies) => `${letter}.${path(replies)}`)
  if (Math.abs(change) <= alike)
    return held(`Leaving replies out does not change the negative share (${share('all')}, mean of ${count}).`, `${ofOthers} == ${ofAll} +- ${alike}`)
  return held(
    `Leaving replies out, the negative share ${change < 0 ? 'falls' : 'rises'} from ${share('all')} to ${share('without')} (mean of ${count}).`,
    `${change < 0 ? `${ofAll} - ${ofOthers}` : `${ofOthers} - ${ofAll}`} > ${alike}`,
  )
}
