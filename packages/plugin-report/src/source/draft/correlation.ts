/** Where a run has a correlation with an interval, in words: that of the most pairs. One over zero is said to be none. */
import type { Table } from '@phd/core'
import type { LoadedRun } from '../runs.js'
import { allOf, canBeKey, capital, held, plain, ref } from './words.js'

const result = 'correlations'

export function correlationText({ results, letter }: LoadedRun): string {
  const table = results.get(result)
  if (table?.shape !== 'table') return ''
  const value = table.columns.find(({ key }) => key === 'value' || key === 'r')?.key ?? 'r'
  const method = table.columns.find(({ key }) => key === 'statistic' || key === 'method')?.key ?? 'method'
  const isNumber = (it: unknown) => typeof it === 'number' && Number.isFinite(it)
  const known = table.rows.filter(
    (row) => isNumber(row[value]) && isNumber(row.low) && isNumber(row.high) && isNumber(row.n) && typeof row[method] === 'string',
  )
  const most = [...known].sort((a, b) => Number(b.n) - Number(a.n))[0]
  const where = most && conditionsOf(most, table)
  if (!where) return ''
  const path = (key: string) => `results/${result}.rows[${where}].${key}`
  const at = (key: string, format: string) => ref(letter, path(key), format)
  const is = (key: string, compared: string) => `${letter}.${path(key)} ${compared}`
  const of = typeof most.flood === 'string' ? `, ${plain(most.flood)}` : ''
  const over = typeof most.over === 'string' ? plain(most.over) : 'day'
  const interval = /\b95\b/.test(table.columns.find(({ key }) => key === 'low')?.label ?? '') ? '95 % interval' : 'interval'
  const what = `${capital(plain(String(most[method])))} ${at(value, '2')}, ${interval} ${at('low', '2')} to ${at('high', '2')}, n = ${at('n', `count ${over}`)}${of}`
  if (Number(most.low) <= 0 && Number(most.high) >= 0)
    return held(`That sentiment goes with the number of posts is not shown (${what}).`, allOf([is('low', '<= 0'), is('high', '>= 0')]))
  const isPositive = Number(most[value]) > 0
  return held(
    `The more posts, the more ${isPositive ? 'positive' : 'negative'} they are (${what}).`,
    allOf([Number(most.low) > 0 ? is('low', '> 0') : is('high', '< 0'), is(value, isPositive ? '> 0' : '<= 0')]),
  )
}

/** Columns of text that no other row has alike; undefined where there are none, or they cannot be written. */
function conditionsOf(row: Table['rows'][number], table: Table): string | undefined {
  const keys = Object.keys(row).filter((key) => typeof row[key] === 'string')
  if (!keys.every((key) => canBeKey(key) && canBeKey(String(row[key])) && !/[=<>!,]/.test(`${key}${row[key]}`))) return undefined
  const alike = table.rows.filter((other) => keys.every((key) => other[key] === row[key]))
  return alike.length === 1 ? keys.map((key) => `${key}=${row[key]}`).join(', ') : undefined
}
