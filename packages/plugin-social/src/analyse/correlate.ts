/**
 * Pearson and Spearman correlation of volume and sentiment over days, or over floods, with a bootstrap interval.
 *
 * Input: groups that were shown, so that the answer tells nothing that they do not. Interval: percentiles 2.5 and 97.5
 * over pairs drawn with replacement (Efron 1979). Days are taken as independent; where sentiment lasts from day to day the
 * true interval is wider. No r, with a reason, for fewer than three pairs or where one side does not vary; no interval for
 * fewer than five pairs: their resamples are too few to say anything (three pairs in a line give [1, 1]).
 */
import { integer, type Random } from '@phd/core'
import { quantileSorted, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import { digits6, type Group, type Replies } from './group.js'

export type Method = 'pearson' | 'spearman'

export interface Correlation {
  /** Null: all floods. */
  flood: string | null
  replies: Replies
  /** What a pair is. */
  over: 'day' | 'flood'
  x: 'n'
  y: 'meanCompound'
  method: Method
  /** Number of pairs. */
  n: number
  r: number | null
  low: number | null
  high: number | null
  /** Why r or its interval is missing. */
  reason: string | null
}

const methods: Record<Method, (x: number[], y: number[]) => number> = { pearson: sampleCorrelation, spearman: sampleRankCorrelation }

const fewestForInterval = 5

export interface CorrelateOptions {
  replies: Replies[]
  resamples: number
  random(stream: string): Random
}

/** Both methods for every flood over its days, and for all floods over floods. */
export function correlations(groups: Group[], { replies, resamples, random }: CorrelateOptions): Correlation[] {
  const floods = [...new Set(groups.filter(({ day }) => day).map(({ flood }) => flood))]
  const overDays = floods.flatMap((flood) => replies.map((which) => ({ flood, replies: which, over: 'day' as const })))
  const manyFloods = groups.some(({ flood, day }) => flood !== null && !day)
  const overFloods = manyFloods ? replies.map((which) => ({ flood: null, replies: which, over: 'flood' as const })) : []
  return [...overDays, ...overFloods].flatMap((wanted) => {
    const pairs = groups.filter((group) => group.replies === wanted.replies && isPair(group, wanted))
    const x = pairs.map(({ n }) => n)
    const y = pairs.map(({ meanCompound }) => meanCompound)
    return (['pearson', 'spearman'] as const).map((method) => {
      const draw = random(`bootstrap/${wanted.over}/${wanted.flood ?? ''}/${wanted.replies}/${method}`)
      return { ...wanted, x: 'n' as const, y: 'meanCompound' as const, method, ...correlate(x, y, { method, resamples, draw }) }
    })
  })
}

function isPair(group: Group, { flood, over }: { flood: string | null; over: 'day' | 'flood' }): boolean {
  return over === 'day' ? group.flood === flood && group.day !== undefined : group.flood !== null && group.day === undefined
}

export function correlate(
  x: number[],
  y: number[],
  { method, resamples, draw }: { method: Method; resamples: number; draw: Random },
): Pick<Correlation, 'n' | 'r' | 'low' | 'high' | 'reason'> {
  const n = x.length
  const none = (reason: string) => ({ n, r: null, low: null, high: null, reason })
  if (n < 3) return none('fewer than three pairs')
  if (isConstant(x)) return none('the volume does not vary')
  if (isConstant(y)) return none('the sentiment does not vary')
  const r = digits6(methods[method](x, y))
  if (n < fewestForInterval) return { n, r, low: null, high: null, reason: `too few pairs for an interval (${fewestForInterval} needed)` }
  const drawn = bootstrap(x, y, { method, resamples, draw })
  if (drawn.length < resamples / 2) return { n, r, low: null, high: null, reason: 'too few of the resamples vary' }
  return { n, r, low: digits6(quantileSorted(drawn, 0.025)), high: digits6(quantileSorted(drawn, 0.975)), reason: null }
}

/** Correlations of resampled pairs in order of size; resamples that do not vary have none. */
function bootstrap(x: number[], y: number[], { method, resamples, draw }: { method: Method; resamples: number; draw: Random }): number[] {
  const drawn: number[] = []
  for (let k = 0; k < resamples; k++) {
    const picks = x.map(() => integer(draw, x.length))
    const xs = picks.map((i) => x[i])
    const ys = picks.map((i) => y[i])
    if (!isConstant(xs) && !isConstant(ys)) drawn.push(methods[method](xs, ys))
  }
  return drawn.sort((a, b) => a - b)
}

function isConstant(values: number[]): boolean {
  return values.every((value) => value === values[0])
}
