/**
 * The experiment `social/analyse`: sentiment of posts by flood, day and reply, and how it goes with their number.
 *
 * In: files of posts. Out: groups with shares and means, correlations, and the results `sentiment-by-flood`,
 * `sentiment-by-day`, `volume-by-day` and `correlations`. No text, id or author of a post is written anywhere, and no group
 * of fewer than `minAuthors` authors, nor any that could be worked out. Days are UTC.
 *
 * Errors: those of reading posts, SOCIAL_MODEL, SOCIAL_FLOOD_FIELD, SOCIAL_FLOODS, SOCIAL_TOO_FEW.
 */
import { type Context, experiment, PhdError, sha256Of } from '@phd/core'
import '../sentiment/kind.js'
import type { SentimentPredictor } from '../sentiment/index.js'
import type { Collection } from './collect.js'
import type { Correlation } from './correlate.js'
import type { Group } from './group.js'
import { type AnalyseParams, params } from './params.js'

export interface Analysis {
  inputs: { file: string; bytes: number; sha256: string }[]
  posts: number
  model: string
  threshold: number
  minAuthors: number
  groups: Group[]
  correlations: Correlation[]
  suppressed: { groups: number; posts: number }
  /** What a reader of the numbers must know. */
  caveats: string[]
}

export default experiment<AnalyseParams, Analysis>({
  about: 'Sentiment of posts by flood, day and reply, and its correlation with their number.',
  params,
  async check(phd, p) {
    refuseTextAsFlood(p)
    const { postsFiles } = await import('../posts/index.js')
    postsFiles(p.posts)
    await phd.get('sentimentModel', p.model)
  },
  async run(phd, p) {
    const { release } = await import('./release.js')
    const { correlations } = await import('./correlate.js')
    const collection = await readAll(phd, p)
    const by = new Set(p.by)
    const { groups, suppressed } = release(collection, { k: p.minAuthors, byFlood: by.has('flood'), byDay: by.has('day'), byReply: by.has('reply') })
    const analysis: Analysis = {
      inputs: await inputsOf(p.posts),
      posts: collection.posts,
      model: p.model,
      threshold: p.threshold,
      minAuthors: p.minAuthors,
      groups,
      correlations: correlations(groups, {
        replies: by.has('reply') ? ['all', 'without'] : ['all'],
        resamples: p.resamples,
        random: (stream) => phd.random(stream),
      }),
      suppressed,
      caveats: caveats(groups, p),
    }
    await writeResults(phd, p, analysis)
    return analysis
  },
})

async function readAll(phd: Context, p: AnalyseParams): Promise<Collection> {
  const { postsFiles, readPosts } = await import('../posts/index.js')
  const { collect, emptyCollection, settleAnonymous } = await import('./collect.js')
  const predictor = await loadModel(phd, p.model)
  const totalBytes = postsFiles(p.posts).reduce((sum, { bytes }) => sum + bytes, 0)
  const collection = emptyCollection()
  let bytes = 0
  for await (const batch of readPosts(p.posts, { ...p, onBytes: (count) => (bytes += count) })) {
    phd.signal.throwIfAborted()
    const predictions = await predictor.predict(batch.map(({ text }) => text))
    batch.forEach((post, i) => {
      const flood = p.by.includes('flood') ? post.flood! : ''
      collect(collection, { post, compound: predictions[i].compound as number, flood, threshold: p.threshold })
    })
    phd.progress(bytes / 1e6, totalBytes / 1e6, `${collection.posts} posts`)
  }
  settleAnonymous(collection)
  return collection
}

async function inputsOf(paths: string[]): Promise<Analysis['inputs']> {
  const { postsFiles } = await import('../posts/index.js')
  return Promise.all(postsFiles(paths).map(async ({ path, bytes }) => ({ file: path, bytes, sha256: await sha256Of(path) })))
}

async function loadModel(phd: Context, name: string): Promise<SentimentPredictor> {
  const predictor = await (await phd.get('sentimentModel', name)).load()
  if (predictor.keys.includes('compound')) return predictor
  throw new PhdError('SOCIAL_MODEL', `The model "${name}" does not say how positive a post is as a whole.`, {
    expected: 'a model that predicts `compound`, -1 to 1',
    received: predictor.keys.join(', '),
    remedy: '--model vader',
  })
}

/** The names of floods are shown: a text must not become one. */
function refuseTextAsFlood({ floodField, textField }: AnalyseParams): void {
  if (!floodField || ![textField, 'text', 'full_text', 'tweet_text'].includes(floodField)) return
  throw new PhdError('SOCIAL_FLOOD_FIELD', `The field "${floodField}" holds the text of the posts, not the name of a flood.`, {
    expected: 'a field that names the flood',
    usage: true,
  })
}

function caveats(groups: Group[], p: AnalyseParams): string[] {
  const said = []
  if (groups.some(({ authors }) => authors === null)) {
    said.push(`Posts that do not say who wrote them: groups have at least ${p.minAuthors} posts, which may be of fewer authors.`)
  }
  if (p.by.includes('day') && !groups.some(({ day }) => day)) said.push(`No day has ${p.minAuthors} authors, or the posts have no dates.`)
  return said
}

async function writeResults(phd: Context, p: AnalyseParams, { groups, correlations, suppressed, posts }: Analysis): Promise<void> {
  const { correlationTable, sentimentByDay, sentimentByFlood, volumeByDay } = await import('./results.js')
  const limits = p.threshold > 0 ? `positive from ${p.threshold}, negative from −${p.threshold}` : 'positive above 0, negative below 0'
  const about = `${p.model}: ${limits}. ${posts.toLocaleString('en')} posts; groups of fewer than ${p.minAuthors} authors left out (${suppressed.groups}).`
  phd.result('sentiment-by-flood', sentimentByFlood(groups, about))
  if (groups.some(({ day }) => day)) {
    phd.result('sentiment-by-day', sentimentByDay(groups, `${about} Bands hold 95 % of the mean.`))
    phd.result('volume-by-day', volumeByDay(groups, about))
  }
  const resampled = `${about} Intervals of 95 %: ${p.resamples.toLocaleString('en')} bootstrap resamples, seed ${phd.seed}.`
  phd.result('correlations', correlationTable(correlations, resampled))
}
