/** An analysis for a reader at a terminal. */
import { formatTable } from '@phd/core/command'
import type { Correlation } from './correlate.js'
import type { Analysis } from './experiment.js'
import type { Group } from './group.js'

const repliesInWords = { all: 'included', without: 'without', only: 'only' }
/** More days than this are not for reading at a terminal. */
const mostDays = 60

export function printAnalysis(analysis: Analysis, id: string, dir: string): string {
  const { posts, model, threshold, minAuthors, groups, suppressed } = analysis
  const limits = threshold > 0 ? `positive from ${threshold}, negative from -${threshold}` : 'positive above 0, negative below 0'
  const whole = groups.filter(({ day }) => !day)
  const days = groups.filter(({ day, replies }) => day && replies === 'all')
  const left =
    suppressed.groups === 0
      ? `Left out: nothing; every group has at least ${minAuthors} authors.`
      : `Left out: ${suppressed.groups.toLocaleString('en')} groups that have fewer than ${minAuthors} authors, or from which such a group could be worked out (${suppressed.posts.toLocaleString('en')} posts shown in no flood or no day).`
  return [
    `Sentiment of ${posts.toLocaleString('en')} posts by ${model} (${limits})`,
    groupTable(whole, false),
    days.length > 0 && days.length <= mostDays ? `By day (UTC), replies included\n\n${groupTable(days, true)}` : '',
    days.length > mostDays ? `${days.length} days: see --json, or results/sentiment-by-day.json in the run.` : '',
    analysis.correlations.length > 0 ? ['Does sentiment go with the number of posts?', ...inWords(analysis.correlations)].join('\n') : '',
    [left, ...analysis.caveats].join('\n'),
    `Run ${id}: ${dir}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function groupTable(groups: Group[], byDay: boolean): string {
  const columns = [
    { key: 'flood', label: 'Flood' },
    byDay ? { key: 'day', label: 'Day' } : { key: 'replies', label: 'Replies' },
    { key: 'n', label: 'Posts' },
    { key: 'authors', label: 'Authors' },
    { key: 'positive', label: 'Positive %', digits: 1 },
    { key: 'negative', label: 'Negative %', digits: 1 },
    { key: 'neutral', label: 'Neutral %', digits: 1 },
    { key: 'meanCompound', label: 'Mean', digits: 2 },
  ]
  const rows = groups.map((group) => ({
    ...group,
    flood: group.flood ?? 'all',
    replies: repliesInWords[group.replies],
    positive: 100 * group.positive,
    negative: 100 * group.negative,
    neutral: 100 * group.neutral,
    meanCompound: Number(group.meanCompound.toFixed(2)),
  }))
  return formatTable(columns, rows)
}

/** One line a flood and reply choice; both methods on it. */
function inWords(correlations: Correlation[]): string[] {
  const lines: string[] = []
  for (let i = 0; i < correlations.length; i += 2) {
    const [pearson, spearman] = correlations.slice(i, i + 2)
    const { flood, replies, over, n } = pearson
    const what = `${flood ?? (over === 'flood' ? 'Over floods' : 'All posts')}, ${replies === 'all' ? 'replies included' : 'without replies'}, ${n} ${over}${n === 1 ? '' : 's'}`
    if (pearson.r === null || spearman.r === null) lines.push(`  ${what}: not known: ${pearson.reason ?? spearman.reason}.`)
    else lines.push(`  ${what}: ${verdict(pearson, spearman)}. Pearson ${figures(pearson)}, Spearman ${figures(spearman)}.`)
  }
  return lines
}

function verdict(pearson: Correlation, spearman: Correlation): string {
  if (pearson.low === null || spearman.low === null) return `not known: ${pearson.reason ?? spearman.reason}`
  const side = ({ low, high }: Correlation) => Math.sign(Math.max(low!, 0) + Math.min(high!, 0))
  if (side(pearson) !== side(spearman) || side(pearson) === 0) return 'undecided, an interval includes 0'
  return side(pearson) > 0 ? 'yes, more positive with more posts' : 'yes, more negative with more posts'
}

function figures({ r, low, high }: Correlation): string {
  return low === null || high === null ? twoDigits(r!) : `${twoDigits(r!)} [${twoDigits(low)}, ${twoDigits(high)}]`
}

/** Without the sign of a zero. */
function twoDigits(value: number): string {
  return Number(value.toFixed(2)).toFixed(2)
}
