/** The typed results of an analysis, for figures: two tables and two sets of curves. */
import type { Curves, Table } from '@phd/core'
import type { Correlation } from './correlate.js'
import type { Group } from './group.js'

const share = { digits: 3 }

/** Shares 0 to 1; rows of all floods together are left out. */
export function sentimentByFlood(groups: Group[], about: string): Table {
  const rows = groups.filter(({ day, flood }) => !day && (flood !== null || !groups.some((group) => group.flood !== null)))
  return {
    shape: 'table',
    title: 'Sentiment by flood',
    about,
    columns: [
      { key: 'flood', label: 'Flood' },
      { key: 'replies', label: 'Replies' },
      { key: 'n', label: 'Posts', digits: 0 },
      { key: 'authors', label: 'Authors', digits: 0 },
      { key: 'positive', label: 'Positive', ...share },
      { key: 'negative', label: 'Negative', ...share },
      { key: 'neutral', label: 'Neutral', ...share },
    ],
    rows: rows.map(({ flood, replies, n, authors, positive, negative, neutral }) => ({
      flood: flood ?? 'all posts',
      replies,
      n,
      authors,
      positive,
      negative,
      neutral,
    })),
  }
}

/** Mean compound score of each day, replies included, with its interval. */
export function sentimentByDay(groups: Group[], about: string): Curves {
  const series = daySeries(groups).map(({ name, days, x }) => ({
    name,
    x,
    y: days.map(({ meanCompound }) => meanCompound),
    low: days.map(({ meanLow }) => meanLow),
    high: days.map(({ meanHigh }) => meanHigh),
  }))
  return {
    shape: 'curves',
    title: 'Sentiment by day',
    about,
    x: dayAxis,
    y: { label: 'mean compound score' },
    series,
    references: [{ name: 'neutral', y: 0 }],
  }
}

export function volumeByDay(groups: Group[], about: string): Curves {
  const series = daySeries(groups).map(({ name, days, x }) => ({ name, x, y: days.map(({ n }) => n) }))
  return { shape: 'curves', title: 'Posts by day', about, x: dayAxis, y: { label: 'posts' }, series }
}

export function correlationTable(correlations: Correlation[], about: string): Table {
  return {
    shape: 'table',
    title: 'Correlation of volume and mean sentiment',
    about,
    columns: [
      { key: 'flood', label: 'Flood' },
      { key: 'replies', label: 'Replies' },
      { key: 'over', label: 'Over' },
      { key: 'method', label: 'Method' },
      { key: 'n', label: 'Pairs', digits: 0 },
      { key: 'r', label: 'r', digits: 2 },
      { key: 'low', label: '95 % from', digits: 2 },
      { key: 'high', label: 'to', digits: 2 },
      { key: 'reason', label: 'Note' },
    ],
    rows: correlations.map(({ flood, replies, over, method, n, r, low, high, reason }) => ({
      flood: flood ?? (over === 'flood' ? 'all floods' : 'all posts'),
      replies,
      over,
      method,
      n,
      r,
      low,
      high,
      reason,
    })),
  }
}

const dayAxis = { label: 'days since the first day shown', unit: 'd' }
const dayMs = 86_400_000

function daySeries(groups: Group[]): { name: string; days: Group[]; x: number[] }[] {
  const byFlood = new Map<string | null, Group[]>()
  for (const group of groups) {
    if (!group.day || group.replies !== 'all') continue
    byFlood.set(group.flood, [...(byFlood.get(group.flood) ?? []), group])
  }
  return [...byFlood].map(([flood, days]) => {
    const first = Date.parse(days[0].day!)
    return { name: flood ?? 'all posts', days, x: days.map(({ day }) => Math.round((Date.parse(day!) - first) / dayMs)) }
  })
}
