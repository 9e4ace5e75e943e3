/** Options of figures: each kind takes those that it reads, and says what is wrong with any other. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Curves, listResults, type Raster, readResult, type Table } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { optionsOfText } from '../lib/figures/files/index.js'
import { figureKinds, figureStyle, isTableKind, requireOptions, requireTaken, takenBy } from '../lib/figures/index.js'
import { openReport } from '../lib/source/index.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { failure } from './fixtures/failure.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const runs = join(temporaryFolder(), 'runs')
let metrics: FontMetrics
beforeAll(async () => {
  makeRuns(runs)
  metrics = await loadFontMetrics()
})

const from = (run: keyof typeof ids, name: string) => ({ result: readResult(join(runs, ids[run]), name), runDir: join(runs, ids[run]) })
const sources = () => (['train', 'predict', 'social', 'shapes'] as const).flatMap((run) => listResults(join(runs, ids[run])).map((name) => from(run, name)))
const detection: Curves = {
  shape: 'curves',
  title: 'Detection',
  x: { label: 'recall' },
  y: { label: 'precision' },
  series: [{ name: 'model', x: [0, 0.5, 1], y: [1, 0.8, 0.2] }],
}
const scores = () => from('train', 'scores').result
const refused = (kind: string, result: ReturnType<typeof scores>, options: object) =>
  failure(() => requireOptions({ name: kind, options: figureKinds[kind].options }, result, options as Record<string, unknown>))

describe('the kinds', () => {
  it('declare what they read, and read what they declare', async () => {
    const read = new Map<string, Set<string>>(Object.keys(figureKinds).map((name) => [name, new Set()]))
    for (const source of [...sources(), { result: detection, runDir: '' }]) {
      for (const [kindName, kind] of Object.entries(figureKinds).filter(([, kind]) => kind.draws(source.result))) {
        const given = kindName === 'montage' ? { consent: 'drawn by us' } : {}
        const options = new Proxy(given, {
          get(target, key) {
            if (typeof key === 'string') read.get(kindName)?.add(key)
            return Reflect.get(target, key)
          },
        })
        kind.alt(source, options)
        if (isTableKind(kind)) kind.table(source, options)
        else {
          const { idealMm } = kind.heights(source, 200, figureStyle(9), options, metrics)
          await kind.draw(source, { widthMm: 200, heightMm: idealMm }, figureStyle(9), options)
        }
      }
    }
    // What several seeds are called is put there by us; who may see pictures is asked of every kind.
    const own = ([name, keys]: [string, Set<string>]) => [name, [...keys].filter((key) => !['seeds', 'consent'].includes(key)).sort()]
    const declared = Object.entries(figureKinds).map(([name, { options }]) => [name, Object.keys(options ?? {}).sort()])
    expect(Object.fromEntries([...read].map(own))).toEqual(Object.fromEntries(declared))
  })
})

describe('an option', () => {
  it('that a kind does not take is told with those that it takes, the nearest first', () => {
    expect(refused('bars', scores(), { colum: 'iouWet' })).toMatchObject({
      code: 'REPORT_FIGURE_OPTION',
      message: 'A figure of kind bars has no option "colum".',
      expected: 'one of: column, highlight',
      remedy: 'write column',
    })
    expect(refused('confusion', from('train', 'confusion').result, { most: 3 })).toMatchObject({ code: 'REPORT_FIGURE_OPTION', expected: 'no options' })
    expect(refused('bars', scores(), { constructor: 'iouWet' })).toMatchObject({ message: 'A figure of kind bars has no option "constructor".' })
  })

  it('that names what the result lacks is told with what it has', () => {
    expect(refused('bars', scores(), { column: 'iuo' })).toMatchObject({
      code: 'REPORT_FIGURE_OPTION',
      message: 'A figure\'s option "column" names what its result does not have.',
      expected: expect.stringContaining('iouWet'),
      received: 'iuo',
    })
    const { panels } = from('predict', 'prediction').result as Raster
    expect(refused('raster', from('predict', 'prediction').result, { panels: [panels[0].name, 'nothing'] })).toMatchObject({ received: 'nothing' })
    expect(failure(() => figureKinds.mirrored.alt(from('social', 'sentiment-by-flood'), { variants: 'some' }))).toMatchObject({ received: 'some' })
    expect(figureKinds.mirrored.alt(from('social', 'sentiment-by-flood'), { variants: ['all', 'some'] })).toBe(
      figureKinds.mirrored.alt(from('social', 'sentiment-by-flood'), { variants: 'all' }),
    )
  })

  it('that is no number where one is meant, or a list where a word is', () => {
    for (const most of ['three', Number.NaN, Number.POSITIVE_INFINITY, 0, -2, 0.5, [3], null])
      expect(refused('curves', from('train', 'iou').result, { most })).toMatchObject({ code: 'REPORT_FIGURE_OPTION', expected: 'a whole number from 1 on' })
    expect(refused('curves', from('train', 'iou').result, { best: 'hgih' })).toMatchObject({ message: 'A figure\'s option "best" is not low or high.' })
    expect(refused('table', scores(), { highlight: ['a', 'b'] })).toMatchObject({ expected: 'a text', received: '["a","b"]' })
    expect(refused('bars', scores(), { column: ['iouWet', 'iouDry'] })).toMatchObject({ expected: 'one name', received: '["iouWet","iouDry"]' })
    expect(refused('forest', from('social', 'correlations').result, { reference: '1' })).toMatchObject({ expected: 'a number', received: '"1"' })
  })

  it('that leaves nothing to draw is told', () => {
    const floods = from('social', 'sentiment-by-flood')
    for (const act of [
      () => figureKinds.grouped.alt(floods, { columns: ['n', 'positive'] }),
      () => figureKinds.forest.alt(from('social', 'correlations'), { column: 'n' }),
    ])
      expect(failure(act)).toMatchObject({ code: 'REPORT_FIGURE_OPTION', message: 'With these options there is nothing to draw.' })
  })

  it('may be consent for any kind, and anything for a kind of another plugin', () => {
    requireOptions({ name: 'bars', options: figureKinds.bars.options }, scores(), { consent: 'drawn by us', column: 'iouWet' })
    requireOptions({ name: 'snow/profile' }, scores(), { depth: 3 })
  })

  it('for several figures is taken by those that know it, and must be known to one', () => {
    const [curves, table] = [
      { name: 'curves', options: figureKinds.curves.options },
      { name: 'table', options: figureKinds.table.options },
    ]
    const options = optionsOfText(['most=3', 'columns=model,iouWet'])
    expect(takenBy(curves, options)).toEqual({ most: 3 })
    expect(takenBy(table, options)).toEqual({ most: 3, columns: ['model', 'iouWet'] })
    requireTaken([curves, table], options)
    expect(failure(() => requireTaken([curves, table], { nope: 1 }))).toMatchObject({
      code: 'REPORT_FIGURE_OPTION',
      message: 'A figure of kind curves, table has no option "nope".',
      expected: 'one of: most, best, columns, highlight',
    })
    expect(failure(() => requireTaken([curves, table], { most: 'three' }))).toMatchObject({ expected: 'a whole number from 1 on', received: '"three"' })
  })
})

describe('a draft of posts', () => {
  it('asks for no replies where too few replied to be shown', async () => {
    const dir = join(runs, ids.social)
    const whole = readResult(dir, 'sentiment-by-flood') as Table
    const options = async () =>
      (await openReport({ run: [ids.social], out: join(runs, 'none') }, { store: () => makeRuns(runs), fits: async () => true })).source.settings.figures
    expect(Object.values(await options()).map(({ options: own }) => own)).toContainEqual({ variants: ['all', 'without'] })
    const store = makeRuns(runs)
    writeFileSync(join(dir, 'results', 'sentiment-by-flood.json'), JSON.stringify({ ...whole, rows: whole.rows.filter(({ replies }) => replies === 'all') }))
    const { source } = await openReport({ run: [ids.social], out: join(runs, 'none') }, { store: () => store, fits: async () => true })
    expect(Object.values(source.settings.figures).every(({ options: own }) => !('variants' in own))).toBe(true)
  })
})
