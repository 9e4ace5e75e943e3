import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Curves, type PhdError, readResult, registry, type Table } from '@phd/core'
import { tryExperiment } from '@phd/core/testing'
import { describe, expect, it } from 'vitest'
import analyse from '../lib/analyse/experiment.js'
import type { Analysis, Group } from '../lib/analyse/index.js'
import { postOf } from '../lib/posts/index.js'
import { readLexicon, vaderScores } from '../lib/sentiment/index.js'
import { filesBelow, fileWith, jsonLines, phd, quickstartPosts, readRows, temporaryDir } from './files.js'
import { hasSharedData, root, sharedData } from './oracle.js'

const plugins = registry([{ name: '@phd/plugin-social', root: join(root, 'packages', 'plugin-social'), provides: './lib/phd.js' }])

async function analysed(params: Record<string, unknown>, seed = 1): Promise<Analysis & { dir: string }> {
  const { run, dir } = await tryExperiment(analyse, params, { registry: plugins, seed })
  return { ...(run.result as Analysis), dir }
}

const failure = (params: Record<string, unknown>) =>
  analysed(params).then(
    () => undefined,
    (error: PhdError) => error,
  )

const find = (groups: Group[], flood: string | null, replies: string, day?: string) =>
  groups.find((group) => group.flood === flood && group.replies === replies && group.day === day)

describe('social/analyse on the posts that are shipped', () => {
  it('counts as a plain loop over the rows does', async () => {
    const { groups, posts } = await analysed({ posts: [quickstartPosts] })
    const lexicon = readLexicon()
    const rows = readRows(quickstartPosts).map((row) => ({
      ...postOf({ file: '', line: 0, row, json: '' }),
      compound: vaderScores(row.text as string, lexicon).compound,
    }))
    expect(posts).toBe(300)
    expect(groups.length).toBeGreaterThan(20)
    for (const group of groups) {
      const these = rows.filter(
        ({ flood, createdAt, reply }) =>
          (group.flood === null || flood === group.flood) &&
          (!group.day || createdAt!.toISOString().startsWith(group.day)) &&
          (group.replies === 'all' || (group.replies === 'only') === reply),
      )
      expect(group.n).toBe(these.length)
      expect(group.authors).toBe(new Set(these.map(({ authorId }) => authorId)).size)
      expect(group.authors).toBeGreaterThanOrEqual(10)
      expect(group.positive * group.n).toBeCloseTo(these.filter(({ compound }) => compound >= 0.05).length, 3)
      expect(group.negative * group.n).toBeCloseTo(these.filter(({ compound }) => compound <= -0.05).length, 3)
      expect(group.positive + group.negative + group.neutral).toBeCloseTo(1, 5)
      expect(group.meanCompound).toBeCloseTo(these.reduce((sum, { compound }) => sum + compound, 0) / these.length, 5)
      expect(group.meanLow).toBeLessThanOrEqual(group.meanCompound)
      expect(group.positiveLow).toBeLessThan(group.positive)
    }
  })

  it('no text, id or author of a post is in any file of the run', async () => {
    const { dir } = await analysed({ posts: [quickstartPosts] })
    expectNothingOfPosts(dir, readRows(quickstartPosts))
  })

  it('writes the typed results that figures are drawn from', async () => {
    const { dir, groups } = await analysed({ posts: [quickstartPosts] })
    const table = readResult(dir, 'sentiment-by-flood', 'table') as Table
    expect(table.columns.map(({ key }) => key)).toEqual(['flood', 'replies', 'n', 'authors', 'positive', 'negative', 'neutral'])
    expect(table.rows).toHaveLength(9)
    expect(table.rows[0]).toMatchObject({ flood: 'Harrowmere 2031', replies: 'all', n: 110 })
    const days = readResult(dir, 'sentiment-by-day', 'curves') as Curves
    const volume = readResult(dir, 'volume-by-day', 'curves') as Curves
    expect(days.series.map(({ name }) => name)).toEqual(['Harrowmere 2031', 'Port Callen 2032', 'Skelderby 2033'])
    expect(volume.series[1]).toEqual({ name: 'Port Callen 2032', x: [0, 1, 2, 3, 4], y: [12, 27, 25, 16, 15] })
    expect(days.series[1].y[1]).toBe(find(groups, 'Port Callen 2032', 'all', '2032-11-04')!.meanCompound)
    expect((readResult(dir, 'correlations', 'table') as Table).rows.length).toBe(16)
  })

  it('one seed, one answer', async () => {
    const answer = async (seed: number) => {
      const { dir, ...rest } = await analysed({ posts: [quickstartPosts], by: ['day'] }, seed)
      return rest
    }
    const first = await answer(1)
    expect(await answer(1)).toEqual(first)
    const other = await answer(2)
    expect(other.groups).toEqual(first.groups)
    expect(other.correlations).not.toEqual(first.correlations)
  })

  it('--by chooses what is grouped', async () => {
    const whole = await analysed({ posts: [quickstartPosts], by: ['day'] })
    expect(new Set(whole.groups.map(({ flood, replies }) => `${flood} ${replies}`))).toEqual(new Set(['null all']))
    expect(whole.groups[0]).toMatchObject({ n: 300, authors: 83 })
    expect(whole.correlations.map(({ over, method, n }) => `${over} ${method} ${n}`)).toEqual(['day pearson 15', 'day spearman 15'])
    const floods = await analysed({ posts: [quickstartPosts], by: ['flood'] })
    expect(floods.groups.map(({ flood }) => flood)).toEqual(['Harrowmere 2031', 'Port Callen 2032', 'Skelderby 2033', null])
  })

  it('a threshold of 0 counts every score above and below 0', async () => {
    const posts = fileWith('x.jsonl', jsonLines(Array.from({ length: 12 }, (_, i) => ({ text: i < 6 ? 'sad and glad' : 'good', author_id: `${i}` }))))
    const slight = vaderScores('sad and glad', readLexicon()).compound
    expect(slight).not.toBe(0)
    const shares = async (threshold: number) => (await analysed({ posts: [posts], threshold })).groups[0].neutral
    expect(await shares(0)).toBe(0)
    expect(await shares(Math.abs(slight) + 0.001)).toBe(0.5)
    expect(await shares(Math.abs(slight))).toBe(0)
  })
})

describe('authors', () => {
  const rows = (flood: string, n: number, author: (i: number) => string | undefined) =>
    Array.from({ length: n }, (_, i) => ({ text: `good ${flood} ${i}`, flood, author_id: author(i), created_at: '2031-01-01' }))

  it('unknown: null, gated on posts, and said', async () => {
    const { groups, caveats } = await analysed({ posts: [fileWith('x.jsonl', jsonLines(rows('a', 10, () => undefined)))] })
    expect(groups[0]).toMatchObject({ n: 10, authors: null })
    expect(caveats).toEqual(['Posts that do not say who wrote them: groups have at least 10 posts, which may be of fewer authors.'])
  })

  it('one author of many posts is one author', async () => {
    const posts = fileWith('x.jsonl', jsonLines([...rows('loud', 100, () => 'one'), ...rows('a', 30, (i) => `a${i}`), ...rows('b', 30, (i) => `b${i}`)]))
    const { groups, suppressed } = await analysed({ posts: [posts], by: ['flood'] })
    expect(groups.map(({ flood, n }) => [flood, n])).toEqual([
      ['b', 30],
      [null, 160],
    ])
    expect(suppressed).toEqual({ groups: 2, posts: 130 })
  })

  it('known of some posts of a flood: the others count as one author together', async () => {
    const { groups } = await analysed({ posts: [fileWith('x.jsonl', jsonLines(rows('a', 40, (i) => (i < 12 ? `${i}` : undefined))))], by: ['flood'] })
    expect(groups[0]).toMatchObject({ n: 40, authors: 13 })
  })

  it('SOCIAL_TOO_FEW: nine authors, and no result is written', async () => {
    const posts = fileWith('x.jsonl', jsonLines(rows('a', 50, (i) => `${i % 9}`)))
    const runs = temporaryDir()
    const { code, stdout } = await phd(['social', 'analyse', posts, '--runs', runs, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'SOCIAL_TOO_FEW', expected: 'posts of at least 10 authors' })
    expect(filesBelow(runs).some((file) => file.includes('results'))).toBe(false)
  })
})

describe('errors', () => {
  it('SOCIAL_FLOOD_FIELD: a text cannot name a flood', async () =>
    expect((await failure({ posts: [quickstartPosts], floodField: 'text' }))?.code).toBe('SOCIAL_FLOOD_FIELD'))

  it('SOCIAL_FLOODS: a field of a thousand and one values names no floods', async () => {
    const posts = fileWith('x.jsonl', jsonLines(Array.from({ length: 1001 }, (_, i) => ({ text: 'a', place: `${i}` }))))
    expect((await failure({ posts: [posts], floodField: 'place' }))?.code).toBe('SOCIAL_FLOODS')
  })

  it('PARAMS_INVALID: fewer than ten authors cannot be asked for', async () => {
    expect((await failure({ posts: [quickstartPosts], minAuthors: 3 }))?.code).toBe('PARAMS_INVALID')
    expect((await failure({ posts: [quickstartPosts], by: ['weather'] }))?.code).toBe('PARAMS_INVALID')
  })

  it('SOCIAL_MODEL: a model of somebody else without a compound score; one with it is used', async () => {
    const model = (keys: string[]) => ({
      about: 'test',
      load: async () => ({ keys, predict: (texts: string[]) => texts.map(() => ({ label: 'x', compound: 1 })) }),
    })
    const withModel = (keys: string[]) => ({ ...plugins, get: async () => model(keys) as never })
    await expect(tryExperiment(analyse, { posts: [quickstartPosts] }, { registry: withModel(['label']) })).rejects.toMatchObject({
      code: 'SOCIAL_MODEL',
      received: 'label',
    })
    const { run } = await tryExperiment(analyse, { posts: [quickstartPosts], model: 'mine' }, { registry: withModel(['label', 'compound']) })
    expect((run.result as Analysis).groups[0].positive).toBe(1)
  })
})

describe('phd social analyse', () => {
  it('answers --json, several files, names of files as floods', async () => {
    const dir = temporaryDir()
    const post = (i: number) => ({ text: `good ${i}`, author_id: `${i}`, created_at: '2031-01-01T10:00:00Z' })
    const posts = [
      fileWith('one.jsonl', jsonLines(Array.from({ length: 11 }, (_, i) => post(i))), dir),
      fileWith('two.csv', `text,author_id\n${Array.from({ length: 12 }, (_, i) => `bad ${i},${i}`).join('\n')}\n`, dir),
    ]
    const { code, stdout } = await phd(['social', 'analyse', ...posts, '--by', 'flood,reply', '--json'], { cwd: dir })
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({ posts: 23, model: 'vader', threshold: 0.05, suppressed: { groups: 0, posts: 0 } })
    expect(answer.dir).toContain(answer.id)
    expect(answer.groups.map((group: Group) => [group.flood, group.replies, group.n, group.authors, group.positive])).toEqual([
      ['one', 'all', 11, 11, 1],
      ['one', 'without', 11, 11, 1],
      ['two', 'all', 12, 12, 0],
      ['two', 'without', 12, 12, 0],
      [null, 'all', 23, 12, 0.478261],
      [null, 'without', 23, 12, 0.478261],
    ])
    expect(answer.correlations[0]).toEqual({
      flood: null,
      replies: 'all',
      over: 'flood',
      x: 'n',
      y: 'meanCompound',
      method: 'pearson',
      n: 2,
      r: null,
      low: null,
      high: null,
      reason: 'fewer than three pairs',
    })
    expect(answer.inputs[0]).toMatchObject({ file: posts[0], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('tells a reader the table, the correlations in words, what was left out and where the run is', async () => {
    const { stdout, code } = await phd(['social', 'analyse', quickstartPosts])
    expect(code).toBe(0)
    expect(stdout).toContain('Sentiment of 300 posts by vader (positive from 0.05, negative from -0.05)')
    expect(stdout).toMatch(/Harrowmere 2031 +included +110 +29 +49\.1 +36\.4 +14\.5 +0\.07/)
    expect(stdout).toContain('Port Callen 2032, replies included, 5 days: undecided, an interval includes 0. Pearson -0.32 [')
    expect(stdout).toContain('Left out: 31 groups that have fewer than 10 authors, or from which such a group could be worked out (16 posts')
    expect(stdout).toMatch(/Run \S+: \S*runs\/\S+\n$/)
  })
})

it('what can be known before it reads is said before there is a run', async () => {
  const dir = temporaryDir()
  const one = fileWith('one.jsonl', readFileSync(quickstartPosts), dir)
  const refused = async (...args: string[]) => (await phd(['social', 'analyse', ...args], { cwd: dir })).stderr
  expect(await refused('nope.jsonl')).toContain('Error SOCIAL_FILE_MISSING: There is no file or folder nope.jsonl.')
  expect(await refused(one, '--flood-field', 'text')).toContain('Error SOCIAL_FLOOD_FIELD')
  expect(await refused(one, '--model', 'vadr')).toContain('Error UNKNOWN_NAME')
  expect(await refused(one, dir)).toContain(`Error SOCIAL_FILE_TWICE: ${one} is named twice: its posts would be counted twice.`)
  expect(existsSync(join(dir, 'runs'))).toBe(false)
})

describe('a checkout of git', () => {
  it('with changed posts in it: the code.diff of the run has the code and not the posts', async () => {
    const dir = temporaryDir()
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: dir })
    fileWith('posts.jsonl', '', dir)
    fileWith('step.js', '', dir)
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'start')
    fileWith('posts.jsonl', readFileSync(quickstartPosts), dir)
    fileWith('step.js', 'changed()', dir)
    const { stdout } = await phd(['social', 'analyse', 'posts.jsonl', '--json'], { cwd: dir })
    const run = JSON.parse(stdout).dir
    expect(readFileSync(join(run, 'code.diff'), 'utf8')).toContain('changed()')
    expectNothingOfPosts(run, readRows(quickstartPosts))
  })
})

describe.skipIf(!hasSharedData)('on real posts (needs ../shared/data)', () => {
  it.each([
    ['tweets-crisislex-t26', 24, 25_933],
    ['tweets-idrisi', 17, 18_904],
  ])('%s: every group has ten posts, and nothing of any post is in the run', async (set, floods, posts) => {
    const dir = join(sharedData, set)
    const analysis = await analysed({ posts: [dir] })
    expect(analysis.posts).toBe(posts)
    expect(new Set(analysis.groups.map(({ flood }) => flood)).size).toBe(floods + 1)
    expect(analysis.groups.every(({ n, authors }) => n >= 10 && authors === null)).toBe(true)
    const rows = filesBelow(dir)
      .filter((file) => file.endsWith('.jsonl') && !file.includes('geocoded'))
      .flatMap(readRows)
    expectNothingOfPosts(analysis.dir, rows)
    const days = analysis.correlations.filter(({ over, r }) => over === 'day' && r !== null)
    console.log(`${set}: ${analysis.groups.length} groups, ${days.length} correlations over days, ${analysis.suppressed.groups} groups left out`)
  })
})

const windowLength = 24

/** Not one id, author or text; of a text no 24 characters in a row. Only counts are compared, so that no text is ever printed. */
function expectNothingOfPosts(dir: string, rows: Record<string, unknown>[]): void {
  const written = filesBelow(dir)
    .map((file) => readFileSync(file, 'utf8').toLowerCase())
    .join('\n')
  expect(written.length).toBeGreaterThan(1000)
  const windows = new Set(Array.from({ length: written.length - windowLength }, (_, i) => written.slice(i, i + windowLength)))
  let found = 0
  for (const { id, author_id, conversation_id, text } of rows) {
    const post = String(text).toLowerCase()
    for (let i = 0; i + windowLength <= post.length; i++) found += Number(windows.has(post.slice(i, i + windowLength)))
    const names = post.match(/@\w{4,}/g) ?? []
    const whole = post.length >= 12 && post.length < windowLength ? [post] : []
    for (const trace of [id, author_id, conversation_id, ...names, ...whole]) {
      if (typeof trace === 'string') found += Number(written.includes(trace.toLowerCase()))
    }
  }
  expect(found).toBe(0)
}
