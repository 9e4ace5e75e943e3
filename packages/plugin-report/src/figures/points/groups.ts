/** Rows by label: each label with a colour of its own, as far as colours are told apart. */
import { shortenedAll } from '../labels.js'
import { greys, okabeIto } from '../style.js'

const mostNames = 7

export interface Groups {
  /** In order of name, the rest last; empty without labels. */
  names: string[]
  colours: string[]
  /** Group of each row. */
  of: Int32Array
  groupOf(label: string | undefined): number
}

/** Where there are more labels than colours, the rarer ones are one grey group. */
export function groupsOf(labels: (string | undefined)[]): Groups {
  const counts = new Map<string, number>()
  for (const label of labels) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([label]) => label)
  const kept = (byCount.length > mostNames ? byCount.slice(0, mostNames - 1) : byCount).sort(inOrder)
  const hasRest = byCount.length > kept.length || labels.some((label) => label === undefined)
  const short = shortenedAll(kept)
  const place = new Map(kept.map((label, i) => [label, i]))
  const last = kept.length - (hasRest || kept.length === 0 ? 0 : 1)
  const groupOf = (label: string | undefined) => (label === undefined ? undefined : place.get(label)) ?? last
  const rest = byCount.length > kept.length ? `${byCount.length - kept.length} others` : 'no label'
  return {
    names: kept.length === 0 ? [] : [...kept.map((label) => short.get(label) as string), ...(hasRest ? [rest] : [])],
    colours: kept.length === 0 ? [greys[0]] : [...kept.map((_, i) => okabeIto[i]), ...(hasRest ? [greys[3]] : [])],
    of: Int32Array.from(labels, groupOf),
    groupOf,
  }
}

function inOrder(a: string, b: string): number {
  return Number(a) - Number(b) || (a < b ? -1 : 1)
}
