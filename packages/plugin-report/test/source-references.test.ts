import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type LoadedRun, loadRuns, resolveReference, studentT } from '../lib/source/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns, makeTrain } from './fixtures/make-runs.js'

const folder = temporaryFolder()
let runs: LoadedRun[]
let seeds: LoadedRun[]
beforeAll(() => {
  runs = loadRuns(makeRuns(join(folder, 'runs')), [ids.train, ids.social, ids.shapes])
  const store = new Store(join(folder, 'seeds'))
  ;[0.6, 0.62, 0.58].forEach((peak, i) => {
    makeTrain(store, `run-${i}`, { seed: i + 1, peak })
  })
  seeds = loadRuns(store, ['run-0', 'run-1', 'run-2'])
  const wild = {
    tiny: 0.00004,
    nan: Number.NaN,
    none: null,
    flag: true,
    deep: { 'a.b c': 7, list: [3, 4] },
    negative: -1234.5,
    text: ' two\nlines ',
    minute: -1.5e-7,
    limits: 'negative from -0.05 (-.5), run 2026-11-02',
  }
  runs[2] = { ...runs[2], run: { ...runs[2].run, result: { ...(runs[2].run.result as object), ...wild } } }
})

const printed = (source: string) => resolveReference(source, runs).printed.replaceAll('\u00a0', ' ')
const failing = (source: string, of = runs) => {
  try {
    return resolveReference(source, of)
  } catch (error) {
    return error
  }
}

describe('a reference', () => {
  it.each([
    ['A.metrics.iouWet', '0.612'],
    ['A.metrics.iouWet | 2', '0.61'],
    ['A.result.metrics.iouWet|1', '0.6'],
    ['A.baselines["terrain logistic regression"].iouWet | 3', '0.430'],
    ["A.baselines['all dry'].accuracy | percent 1", '90.7 %'],
    ['A.wetShare | percent', '9.3 %'],
    ['1 - A.wetShare | percent 0', '91 %'],
    ['A.metrics.iouWet - A.baselines.persistence.iouWet | points 1', '−17.8'],
    ['A.metrics.iouWet - A.baselines.persistence.iouWet | signed 2', '−0.18'],
    ['A.metrics.iouWet - A.baselines["rain threshold"].iouWet | signed 2', '+0.38'],
    ['A.samples + A.epochs | int', '104'],
    ['A.seconds / A.epochs | 1 s', '17.9 s'],
    ['A.seconds | duration', '3 min 35 s'],
    ['A.samples | count sample', '92 samples'],
    ['A.seed', '1'],
    ['A.params.learningRate', '0.001'],
    ['A.params.model | text', 'deeplabv3plus-small'],
    ['A.verdict | sentence', 'The model beat the best baseline (terrain logistic regression): IoU of wet 0.612 against 0.430.'],
    ['A.run.id', ids.train],
    ['A.results/scores.about | ending', '92 samples of places that were not trained on; 9.3 % of the cells are wet.'],
    ['A.run.code.commit | first 7', '4f1c09a'],
    ['A.run.ended | date', '2026-11-02'],
    ['A.results/scores.rows[name="rain threshold"].iouWet | 3', '0.236'],
    ['A.results/scores[name="rain threshold"].iouWet | 3', '0.236'],
    ['A.results/scores.rows.count', '5'],
    ['A.results/scores.rows[0].name', 'deeplabv3plus-small'],
    ['A.results/scores.rows[iouWet>0.4].count', '3'],
    ['A.results/scores.rows[iouWet>=sensitivity].count', '1'],
    ['A.results/scores.rows.max(iouWet) | 3', '0.790'],
    ['A.results/scores.title', 'Scores on the validation samples'],
    ['A.results/iou.series.count', '2'],
    ['A.results/iou.series[name=validation].n', '12'],
    ['A.results/iou.references.count', '4'],
    ['A.results/confusion.total | int', '1,338,032'],
    ['A.results/confusion.cell(wet, dry) | int', '29,823'],
    ['A.results/confusion.row(wet) | int', '123,902'],
    ['A.results/confusion.column(wet) | int', '123,902'],
    ['A.results/confusion.share(wet, dry) | percent 1', '24.1 %'],
    ['A.results/confusion.accuracy | percent 1', '95.5 %'],
    ['B.results/sentiment-by-flood.rows[replies=all, negative>positive].count', '5'],
    ['B.results/sentiment-by-flood.rows[replies=all].sum(n) | int posts', '4,000 posts'],
    ['B.results/sentiment-by-flood.rows[replies!=all].count', '5'],
    ['B.results/correlations.rows[flood=Alberta 2013, method=pearson].r | 2', '−0.46'],
    ['C.tiny | percent', '< 0.1 %'],
    ['C.tiny | sig 1', '0.00004'],
    ['C.minute', '−1.5e−7'],
    ['C.minute | sig 2', '−1.5e−7'],
    ['C.limits | sentence', 'negative from −0.05 (−.5), run 2026-11-02.'],
    ['C.flag', 'yes'],
    ['C.deep["a.b c"]', '7'],
    ['C.deep.list[1]', '4'],
    ['C.deep.list.length', '2'],
    ['C.negative | int', '−1,235'],
    ['C.text', 'two lines'],
    ['A+A.seed', '1'],
  ])('%s is printed as %s', (source, text) => {
    expect(printed(source)).toBe(text)
  })

  it('of a line gives the number that the curve holds', () => {
    const curve = runs[0].results.get('iou')
    if (curve?.shape !== 'curves') throw new Error('no curves')
    const { x, y } = curve.series[1]
    const value = (what: string) => resolveReference(`A.results/iou.series[name=validation].${what} | 4`, runs).values[0]
    expect([value('last'), value('first'), value('max'), value('min'), value('at(5)')]).toEqual([y[11], y[0], Math.max(...y), Math.min(...y), y[4]])
    expect(value('argmax')).toBe(x[y.indexOf(Math.max(...y))])
  })

  it('knows where its number came from', () => {
    expect(resolveReference(' A.results/scores.rows[name=persistence (sees earlier water)].iouWet | 3 ', [{ ...runs[0] }])).toMatchObject({
      reference: 'A.results/scores.rows[name=persistence (sees earlier water)].iouWet | 3',
      runs: [ids.train],
      path: 'results/scores.json.rows[name=persistence (sees earlier water)].iouWet',
      printed: '0.790',
    })
  })

  it.each([
    ['A.metrics.iouwet', 'REPORT_REFERENCE', 'iouWet'],
    ['A.metrik.iouWet', 'REPORT_REFERENCE', 'metrics'],
    ['A.results/iuo.title', 'REPORT_REFERENCE', 'iou'],
    ['A.results/scores.rows[name=persistance].iouWet', 'REPORT_REFERENCE', 'persistence'],
    ['A.results/scores.rows[model=x].iouWet', 'REPORT_REFERENCE', 'name'],
    ['A.results/scores.rows.iouWet', 'REPORT_REFERENCE', '.mean(iouWet)'],
    ['A.results/scores.rows.median(iouWet)', 'REPORT_REFERENCE', 'mean(COLUMN)'],
    ['A.results/iou.series[name=validation].at(99)', 'REPORT_REFERENCE', '12'],
    ['A.results/confusion.cell(wet, damp)', 'REPORT_REFERENCE', 'dry'],
    ['A.metrics', 'REPORT_REFERENCE', 'one number'],
    ['A.metrics.iouWet | percnt', 'REPORT_REFERENCE', 'percent'],
    ['A.metrics.iouWet | 99', 'REPORT_REFERENCE', '0 to 12'],
    ['A.params.model | 2', 'REPORT_REFERENCE', 'format text'],
    ['Z.metrics.iouWet', 'REPORT_RUN_LETTER', 'A, B, C'],
    ['C.nan | 2', 'REPORT_NUMBER_MISSING', 'finite'],
    ['C.none', 'REPORT_NUMBER_MISSING', 'finite'],
    ['A.seconds / C.missing', 'REPORT_REFERENCE', 'score'],
    ['A.seed | interval 2', 'REPORT_REFERENCE', 'two runs'],
    ['', 'REPORT_REFERENCE', 'A.path'],
    ['1 - 2', 'REPORT_REFERENCE', 'A.path'],
    ['A.__proto__.x', 'REPORT_REFERENCE', ''],
    ['A.metrics.constructor', 'REPORT_REFERENCE', ''],
    ['A.metrics.[', 'REPORT_REFERENCE', ''],
    ['A+B.verdict', 'REPORT_REFERENCE', ''],
  ])('"%s" is %s and says what there is', (source, code, expected) => {
    const error = failing(source) as { code: string; expected: string }
    expect(error.code).toBe(code)
    expect(error.expected).toContain(expected)
  })

  it('of a count keeps the number with its first word only', () => {
    expect(resolveReference('A.samples | count validation sample', runs).printed).toBe('92\u00a0validation samples')
  })

  it('of infinite and divided by zero is no number', () => {
    const zero = [{ ...runs[0], run: { ...runs[0].run, result: { none: 0, one: 1 } } }]
    expect(failing('A.one / A.none | 2', zero)).toMatchObject({ code: 'REPORT_NUMBER_MISSING' })
  })

  it('of several runs says mean, range, interval, list and n', () => {
    const of = (format: string) => resolveReference(`A+B+C.metrics.iouWet | ${format}`, seeds).printed.replaceAll('\u00a0', ' ')
    expect(of('mean 2')).toBe('0.60')
    expect(of('range 2')).toBe('0.58–0.62')
    expect(of('mean-range 2')).toBe('0.60 (0.58–0.62)')
    expect(of('list 2')).toBe('0.60, 0.62, 0.58')
    expect(of('n')).toBe('3')
    expect(of('sd 2')).toBe('0.02')
    expect(of('min 2')).toBe('0.58')
    expect(of('mean percent 0')).toBe('60 %')
    // 0.6 ± 4.3027 * 0.02 / sqrt(3), by hand
    expect(of('interval 2')).toBe('0.60 (95 % t interval 0.55 to 0.65, n = 3 seeds)')
    expect(failing('A+B+C.metrics.iouWet | 2', seeds)).toMatchObject({ code: 'REPORT_REFERENCE', expected: expect.stringContaining('interval') })
    expect(resolveReference('A+B+C.metrics.iouWet - A.metrics.iouWet | list 2', seeds).printed).toBe('0.00, 0.02, −0.02')
    expect(failing('A+B+C.metrics.iouWet - A+B.metrics.iouWet | mean 2', seeds)).toMatchObject({ code: 'REPORT_REFERENCE' })
    expect(resolveReference('A+B+C.metrics.iouWet | mean 2', seeds)).toMatchObject({
      runs: ['run-0', 'run-1', 'run-2'],
      values: [expect.any(Number), expect.any(Number), expect.any(Number)],
    })
  })
})

describe("Student's t", () => {
  const python = fileURLToPath(new URL('../../../.oracle/bin/python', import.meta.url))
  it('is that of the tables', () => {
    expect([1, 2, 3, 4, 9, 30].map((freedom) => studentT(0.95, freedom).toFixed(4))).toEqual(['12.7062', '4.3027', '3.1824', '2.7764', '2.2622', '2.0423'])
  })
  it.skipIf(!existsSync(python))('is that of SciPy (skipped where .oracle has no Python)', () => {
    const freedoms = [1, 2, 5, 6, 17, 48, 199]
    const answer = execFileSync(python, ['-c', `from scipy.special import stdtrit\nprint([float(stdtrit(d, 0.995)) for d in ${JSON.stringify(freedoms)}])`])
    const theirs = JSON.parse(String(answer)) as number[]
    freedoms.forEach((freedom, i) => {
      expect(studentT(0.99, freedom)).toBeCloseTo(theirs[i], 8)
    })
  })
})
