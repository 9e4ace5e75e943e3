/** A group of posts as it is shown: numbers rounded to six digits, each with its interval. */

import type { Cell } from './collect.js'
import { type Tally, union } from './tally.js'

export type Replies = 'all' | 'without' | 'only'

export interface Group {
  /** Null: all floods together. */
  flood: string | null
  replies: Replies
  /** `2027-01-31`, UTC; absent where the group is of all days. */
  day?: string
  n: number
  /** Null where the posts do not say who wrote them. */
  authors: number | null
  /** Shares, 0 to 1, together 1. The intervals hold 95 % (Wilson 1927). */
  positive: number
  positiveLow: number
  positiveHigh: number
  negative: number
  negativeLow: number
  negativeHigh: number
  neutral: number
  /** Mean of the model's compound score, -1 to 1, with a normal interval of 95 %. */
  meanCompound: number
  meanLow: number
  meanHigh: number
}

const z = 1.959964

export function groupOf(tally: Tally, labels: { flood: string | null; replies: Replies; day?: string }): Group {
  const { n, positive, negative, sum, sumOfSquares } = tally
  const mean = sum / n
  const standardError = n > 1 ? Math.sqrt(Math.max(0, sumOfSquares - n * mean * mean) / (n - 1) / n) : 0
  const positiveRange = wilson(positive, n)
  const negativeRange = wilson(negative, n)
  return {
    ...labels,
    n,
    authors: tally.anonymous > 0 ? null : tally.authors.size,
    positive: digits6(positive / n),
    positiveLow: positiveRange.low,
    positiveHigh: positiveRange.high,
    negative: digits6(negative / n),
    negativeLow: negativeRange.low,
    negativeHigh: negativeRange.high,
    neutral: digits6((n - positive - negative) / n),
    meanCompound: digits6(mean),
    meanLow: digits6(mean - z * standardError),
    meanHigh: digits6(mean + z * standardError),
  }
}

/** The groups of a row that may be shown: its sum, and where it is split its two parts, empty ones left out. */
export function groupsOf(cell: Cell, shown: 'split' | 'total', labels: { flood: string | null; day?: string }): Group[] {
  const groups: [Replies, Tally][] = [['all', union([cell.without, cell.only])]]
  if (shown === 'split') groups.push(['without', cell.without], ['only', cell.only])
  return groups
    .filter(([, { n }]) => n > 0)
    .map(([replies, tally]) => groupOf(tally, { flood: labels.flood, replies, ...(labels.day ? { day: labels.day } : {}) }))
}

function wilson(count: number, n: number): { low: number; high: number } {
  const share = count / n
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { low: digits6(Math.max(0, centre - half)), high: digits6(Math.min(1, centre + half)) }
}

export function digits6(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
