/** Words about runs of social/analyse: what people post during floods, with replies and without. */

import type { LoadedRun } from '../runs.js'
import { correlationText } from './correlation.js'
import type { Draft } from './draft.js'
import { textField } from './fields.js'
import { draftFigure, shown as figureIn, figureName } from './figure.js'
import { floodsOf } from './floods.js'
import { bullets, held, joined, paragraphs, plain } from './words.js'

const order = ['sentiment-by-flood', 'sentiment-by-day', 'volume-by-day', 'correlations']

export function draftSocialAnalyse(loaded: LoadedRun): Draft {
  const { run, letter } = loaded
  const mark = `[${letter}]`
  const figures: Draft['figures'] = {}
  for (const name of [...order, ...[...loaded.results.keys()].filter((key) => !order.includes(key))]) {
    const told = loaded.results.get('sentiment-by-flood')?.about
    const figure = draftFigure(loaded, name, name === 'sentiment-by-flood' ? { options: withReplies(loaded) } : { told })
    if (figure) figures[figureName(loaded, name)] = figure
  }
  const names = Object.keys(figures)
  const main = names.filter((name) => /-(sentiment-by-(flood|day)|correlations)$/.test(name))
  const floods = floodsOf(loaded)
  const model = textField(run.params, 'model') ?? 'vader'
  const isLexicon = /vader/i.test(model)
  const question = 'While the water rises, people post: does the mood of their posts follow the flood?'
  const data = floods
    ? `${floods.posts} posts about ${floods.count}; only counts of groups are shown, no post. ${mark}`
    : `Posts about floods; only counts of groups are shown, no post. ${mark}`
  const method = `Each post is called positive, negative or neutral by ${isLexicon ? 'VADER, a lexicon' : plain(model)}. ${mark}`
  const text = joined([floods?.replies, correlationText(loaded)])
  const finding = floods && `In ${floods.most}, posts are more often ${floods.side} than ${floods.other}.`
  const heldFinding = finding && held(finding, floods.condition)
  const limits = [isLexicon && 'A lexicon does not see irony, and its words were not chosen for floods.', 'Those who post are not those who are flooded.']
  return {
    title: 'What people post during floods',
    finding: finding ? { sentence: finding, condition: floods.condition, weight: 1 } : undefined,
    abstract: finding && `In posts about floods we ask whether their mood follows the water. ${heldFinding} ${mark}`,
    numbers: floods ? [{ value: floods.mostOf, label: `floods with more ${floods.side} than ${floods.other} posts (n = ${floods.posts} posts) ${mark}` }] : [],
    figures,
    sections: [
      {
        part: 'problem',
        heading: 'Problem',
        poster: 'Does the mood of posts follow the flood?',
        paper: question,
        slides: [
          { claim: 'While the water rises, people post', body: bullets(['Does the mood of their posts follow the flood?']), notes: question, weight: 1 },
        ],
      },
      {
        part: 'data',
        heading: 'Data',
        poster: floods ? `${floods.posts} posts about ${floods.count}, counted in groups. ${mark}` : data,
        paper: data,
        slides: [
          {
            claim: 'Posts are counted in groups; no post is shown',
            body: bullets([floods && `${floods.posts} posts about ${floods.count}`, isLexicon && 'Mood by VADER, a lexicon']),
            notes: `${data} ${method}`.replaceAll(` ${mark}`, ''),
            weight: 1,
          },
        ],
      },
      { part: 'method', heading: 'Method', poster: `Mood of posts: ${isLexicon ? 'VADER, a lexicon' : plain(model)}. ${mark}`, paper: method },
      {
        part: 'more',
        heading: floods ? `Posts: more ${floods.side} than ${floods.other} in ${floods.most}` : 'What people post',
        condition: floods?.condition,
        poster: (floods?.replies || text) && `${floods?.replies || text} ${mark}`,
        paper: text && `${text} ${mark}`,
        posterFigures: main.filter((name) => !name.endsWith('-correlations')),
        paperFigures: main.slice(0, 1),
        slides: main.slice(0, 1).map((name) => ({
          claim: finding ? finding.replace(/\.$/, '') : 'What people post',
          condition: floods?.condition,
          body: figureIn(name),
          notes: joined([heldFinding, text, 'Each flood has a pair of bars: all posts, and without replies.']),
          weight: 3,
          must: true,
        })),
      },
      { part: 'limits', heading: 'Limits', poster: bullets([isLexicon && 'A lexicon does not see irony.', limits[1]]), paper: bullets(limits) },
      { part: 'next', heading: 'Next steps', text: bullets(['Compare the sentiment with labels by people.']) },
      {
        part: 'ethics',
        heading: 'Ethics and data',
        poster: '',
        paper: paragraphs([
          'Posts were anonymised before anything was counted; only counts of groups leave the analysis, and no post is quoted.',
          'TODO: Where the posts come from, under which terms, and who approved it.',
        ]),
      },
    ],
  }
}

/** With and without replies, where there are groups of both: few who reply are not shown. */
function withReplies({ results }: LoadedRun): { variants?: string[] } {
  const floods = results.get('sentiment-by-flood')
  const isThere = (replies: string) => floods?.shape === 'table' && floods.rows.some((row) => row.replies === replies)
  return ['all', 'without'].every(isThere) ? { variants: ['all', 'without'] } : {}
}
