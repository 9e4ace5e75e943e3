/** Words about runs of social/analyse: what people post during floods, with replies and without. */
import type { Table } from '@phd/core'
import { arranged, counted, decimal, grouped, percent } from '../../figures/index.js'
import type { LoadedRun } from '../runs.js'
import { bullets, type Draft, draftFigure, figureName, textField } from './draft.js'
import { meanOf } from './seeds.js'

type Row = Table['rows'][number]

export function draftSocialAnalyse(loaded: LoadedRun): Draft {
  const { run, letter } = loaded
  const figures: Draft['figures'] = {}
  const order = ['sentiment-by-flood', 'sentiment-by-day', 'volume-by-day', 'correlations']
  for (const name of [...order, ...[...loaded.results.keys()].filter((key) => !order.includes(key))]) {
    const told = loaded.results.get('sentiment-by-flood')?.about
    const figure = draftFigure(loaded, name, name === 'sentiment-by-flood' ? { options: { variants: ['all', 'without'] } } : { told })
    if (figure) figures[figureName(loaded, name)] = figure
  }
  const floods = byFlood(loaded.results.get('sentiment-by-flood'))
  const n = floods.reduce((sum, { all }) => sum + Number(all.n ?? 0), 0)
  const negative = floods.filter(({ all }) => Number(all.negative) > Number(all.positive)).length
  const model = textField(run.params, 'model') ?? 'vader'
  const isLexicon = /vader/i.test(model)
  const mark = `[${letter}]`
  const shown = Object.keys(figures)
  const positive = floods.filter(({ all }) => Number(all.positive) > Number(all.negative)).length
  const [side, other, count] = negative >= positive ? ['negative', 'positive', negative] : ['positive', 'negative', positive]
  const most = floods.length > 0 && `${count} of ${counted(floods.length, 'flood')}`
  return {
    title: 'What people post during floods',
    finding: most ? { sentence: `In ${most}, posts are more often ${side} than ${other}.`, weight: 1 } : undefined,
    numbers: most ? [{ value: `${count} of ${floods.length}`, label: `floods with more ${side} than ${other} posts (n = ${grouped(n)} posts) ${mark}` }] : [],
    figures,
    sections: [
      { role: 'problem', heading: 'Problem', text: 'While the water rises, people post: does the mood of their posts follow the flood?', figures: [] },
      {
        role: 'data',
        heading: 'Data',
        text: floods.length
          ? `${grouped(n)} posts about ${counted(floods.length, 'flood')}; only counts of groups are shown, no post. ${mark}`
          : `Posts about floods; only counts of groups are shown, no post. ${mark}`,
        figures: [],
      },
      {
        role: 'method',
        heading: 'Method',
        text: `Each post is called positive, negative or neutral by ${isLexicon ? 'VADER, a lexicon' : model}. ${mark}`,
        figures: [],
      },
      {
        role: 'more',
        heading: most ? `Posts: more ${side} than ${other} in ${most}` : 'What people post',
        text: [repliesText(floods), correlationText(loaded.results.get('correlations')), mark]
          .filter((text) => text !== '')
          .join(' ')
          .replace(/^\[\w+\]$/, ''),
        figures: shown.filter((name) => /-(sentiment-by-(flood|day)|correlations)$/.test(name)),
      },
      {
        role: 'limits',
        heading: 'Limits',
        text: bullets([
          isLexicon && 'A lexicon does not see irony, and its words were not chosen for floods.',
          'Those who post are not those who are flooded.',
        ]),
        figures: [],
      },
      { role: 'next', heading: 'Next steps', text: bullets(['Compare the sentiment with labels by people.']), figures: [] },
    ],
  }
}

interface Flood {
  name: string
  all: Row
  without?: Row
}

function byFlood(result: unknown): Flood[] {
  const table = result as Table | undefined
  if (table?.shape !== 'table' || !table.columns.some(({ key }) => key === 'negative')) return []
  return arranged(table, { most: Number.MAX_SAFE_INTEGER, variants: ['all', 'without'] }).groups.map(({ name, rows }) => ({
    name,
    all: rows.find((row) => row.replies === 'all') ?? rows[0],
    without: rows.find((row) => row.replies === 'without'),
  }))
}

function repliesText(floods: Flood[]): string {
  const both = floods.filter(({ without }) => without !== undefined)
  if (both.length === 0) return ''
  const [withAll, without] = [meanOf(both.map(({ all }) => Number(all.negative))), meanOf(both.map((flood) => Number(flood.without?.negative)))]
  const change = without < withAll - 0.0005 ? 'falls' : without > withAll + 0.0005 ? 'rises' : 'stays'
  return change === 'stays'
    ? `Leaving replies out does not change the negative share (${percent(withAll, 0)}, mean of ${counted(both.length, 'flood')}).`
    : `Leaving replies out, the negative share ${change} from ${percent(withAll, 0)} to ${percent(without, 0)} (mean of ${counted(both.length, 'flood')}).`
}

/** Where the run has a correlation with an interval, in words: that of the most pairs. One over zero is said to be none. */
function correlationText(result: unknown): string {
  const table = result as Table | undefined
  if (table?.shape !== 'table') return ''
  const known = table.rows.flatMap((row) => {
    const [value, low, high] = [row.value ?? row.r, row.low, row.high]
    const method = row.statistic ?? row.method
    if (typeof method !== 'string' || typeof value !== 'number' || typeof low !== 'number' || typeof high !== 'number') return []
    return [{ method, value, low, high, n: Number(row.n ?? 0), of: row.flood, over: row.over ?? 'day' }]
  })
  const [most] = known.sort((a, b) => b.n - a.n)
  if (!most) return ''
  const what = `${most.method[0].toUpperCase()}${most.method.slice(1)} ${decimal(most.value, 2)}, 95 % interval ${decimal(most.low, 2)} to ${decimal(most.high, 2)}, n = ${most.n} ${most.over}s${typeof most.of === 'string' ? `, ${most.of}` : ''}`
  return most.low > 0 || most.high < 0
    ? `The more posts, the more ${most.value > 0 ? 'positive' : 'negative'} they are (${what}).`
    : `That sentiment goes with the number of posts is not shown (${what}).`
}
