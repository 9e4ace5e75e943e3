import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Curves, Result, Table } from '@phd/core'
import { readResult, type Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { combine, type RunResult } from '../lib/figures/combine.js'
import { defaultKind, figureKind, figureKinds, figureStyle, isTableKind, type PictureKind, ptPerMm } from '../lib/figures/index.js'
import { shortened, shortenedAll } from '../lib/figures/labels.js'
import { heightOf, lengthMm, media } from '../lib/figures/media.js'
import { averagePrecision } from '../lib/figures/precision-recall.js'
import { dash } from '../lib/figures/style.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'
import { root, temporaryFolder } from './fixtures/cli.js'
import { figureIds, makeFigures } from './fixtures/make-figures.js'
import { schemaErrors } from './fixtures/vega-schema.js'

const runs = temporaryFolder()
let store: Store
let metrics: FontMetrics
beforeAll(async () => {
  store = makeFigures(runs)
  metrics = await loadFontMetrics()
})

function source(id: string, name: string) {
  const runDir = store.dir(id)
  return { result: readResult(runDir, name) as Result, runDir }
}

function members(ids: string[], name: string): RunResult[] {
  return ids.map((id) => ({ run: store.open(id), result: source(id, name).result }))
}

/** Every picture of every kind: run, result, kind. */
const pictures: [string, string, string][] = [
  [figureIds.unet[0], 'iou', 'curves'],
  [figureIds.unet[0], 'confusion', 'confusion'],
  [figureIds.unet[0], 'scores', 'bars'],
  [figureIds.kinds, 'precision-recall', 'precision-recall'],
  [figureIds.kinds, 'differences', 'forest'],
  [figureIds.kinds, 'sentiment-by-topic', 'mirrored'],
  [figureIds.kinds, 'sentiment-by-topic', 'heat'],
  [figureIds.kinds, 'sentiment-by-topic', 'grouped'],
  [figureIds.kinds, 'places', 'geo'],
  [figureIds.kinds, 'storm', 'raster'],
  [figureIds.kinds, 'projection', 'embedding'],
  [figureIds.kinds, 'reliability', 'calibration'],
  [figureIds.pictures, 'montage', 'montage'],
]

const places = { ...media, 'column of A1': { ...media.poster, widthMm: 163 } }

describe.each(Object.keys(places) as (keyof typeof places)[])('for a %s', (name) => {
  const medium = places[name]
  it.each(pictures)('run %s %s as %s: no text below the size of the medium, none outside the picture', async (run, result, kindName) => {
    const from = source(run, result)
    const kind = figureKind(kindName, from.result) as PictureKind
    const style = figureStyle(medium.fontPt)
    const heightMm = heightOf(kind, from, medium.widthMm, medium, {}, metrics)
    expect(heightMm).toBeLessThanOrEqual(medium.maxHeightMm)
    const { svg } = await kind.draw(from, { widthMm: medium.widthMm, heightMm }, style, {})
    const sizes = [...svg.matchAll(/font-size="([\d.]+)/g)].map(([, size]) => Number(size))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(medium.fontPt)
    const [, width, height] = /width="(\d+)[.\d]*" height="(\d+)[.\d]*"/.exec(svg) ?? []
    expect(Math.abs(Number(width) - medium.widthMm * ptPerMm)).toBeLessThan(2)
    expect(Math.abs(Number(height) - heightMm * ptPerMm)).toBeLessThan(2)
    const { Resvg } = await import('@resvg/resvg-js')
    const { fontFiles, shippedFamily } = await import('../lib/text/index.js')
    const { withShippedFont } = await import('../lib/backends/svg-to-png.js')
    const font = { loadSystemFonts: false, fontFiles: Object.values(fontFiles()), defaultFontFamily: shippedFamily }
    const ink = new Resvg(withShippedFont(svg), { font }).getBBox()
    // Ink boxes hold unpainted frames too: 2 pt beside the page are none.
    expect(ink?.x ?? 0).toBeGreaterThan(-2)
    expect((ink?.x ?? 0) + (ink?.width ?? 0)).toBeLessThan(Number(width) + 2)
  })
})

describe('the Vega-Lite specifications', () => {
  it('are valid against the schema of the version that draws them', { timeout: 120_000 }, async () => {
    expect(schemaErrors({ mark: 'nothing', encoding: {} })).not.toBe('')
    for (const [run, result, kindName] of pictures) {
      const from = source(run, result)
      const { spec } = await (figureKinds[kindName] as PictureKind).draw(from, { widthMm: 84, heightMm: 70 }, figureStyle(8), {})
      if (!spec) continue
      expect(schemaErrors(spec), kindName).toBe('')
    }
  })
})

describe('runs that differ in the seed only', () => {
  it('become a mean with the 95 % t interval that SciPy gives', () => {
    const parts = members(figureIds.unet, 'iou')
    const { result, about, fewestSeeds, seeds } = combine(parts)
    const { series, references } = result as Curves
    expect(series).toHaveLength(1)
    expect(fewestSeeds).toBe(3)
    expect(seeds).toEqual({ validation: 3 })
    expect(about).toEqual(['Mean over 3 seeds; the band is the 95 % t interval of the mean.'])
    expect(references).toEqual([
      { name: 'terrain logistic regression', y: expect.closeTo(0.43, 12) },
      { name: 'all dry', y: 0 },
    ])
    const last = parts.map(({ result: one }) => (one as Curves).series[0].y[11])
    const mean = last.reduce((sum, value) => sum + value, 0) / 3
    const deviation = Math.sqrt(last.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2)
    const t = 4.302652729749464 // scipy.stats.t.ppf(0.975, 2)
    expect(series[0].y[11]).toBeCloseTo(mean, 12)
    expect(series[0].low?.[11]).toBeCloseTo(mean - (t * deviation) / Math.sqrt(3), 9)
    expect(series[0].high?.[11]).toBeCloseTo(mean + (t * deviation) / Math.sqrt(3), 9)
  })

  it('show their range where there are two, and count a seed once', () => {
    const two = combine(members(figureIds.unet.slice(0, 2), 'iou'))
    const [a, b] = members(figureIds.unet.slice(0, 2), 'iou').map(({ result }) => (result as Curves).series[0].y[0])
    expect((two.result as Curves).series[0].low?.[0]).toBe(Math.min(a, b))
    expect(two.about[0]).toContain('the range over the two seeds')
    const again = members([figureIds.unet[0], figureIds.unet[0]], 'iou')
    expect(combine(again)).toMatchObject({ fewestSeeds: 1, seeds: {} })
  })

  it('are told apart from others by the parameter that differs', () => {
    const { result } = combine(members([...figureIds.unet, ...figureIds.deeplab], 'iou'))
    expect((result as Curves).series.map(({ name }) => name)).toEqual(['unet', 'deeplabv3plus-small'])
    const named = combine(members([...figureIds.unet, ...figureIds.deeplab], 'iou'), ['U-Net', 'DeepLab'])
    expect((named.result as Curves).series.map(({ name }) => name)).toEqual(['U-Net', 'DeepLab'])
    expect(() => combine(members(figureIds.unet, 'iou'), ['a', 'b'])).toThrow(expect.objectContaining({ code: 'REPORT_FIGURE_LABELS' }))
  })

  it('give a table of means with intervals, each baseline once, and bars with them', async () => {
    const { result, seeds } = combine(members([...figureIds.unet, ...figureIds.deeplab], 'scores'))
    const table = result as Table
    expect(table.rows.map(({ name }) => name)).toEqual(['unet', 'terrain logistic regression', 'all dry', 'deeplabv3plus-small'])
    expect(seeds).toEqual({ unet: 3, 'deeplabv3plus-small': 3 })
    const kind = figureKinds.table
    if (!isTableKind(kind)) throw new Error('no table')
    const { columns, rows } = kind.table({ result, runDir: '' }, {})
    expect(columns.map(({ label }) => label)).toEqual(['Model', 'Accuracy', 'IoU wet', 'Recall'])
    expect(rows[0].cells[2]).toMatch(/^0\.\d{3} ± 0\.\d{3}$/)
    expect(rows[1].cells[2]).toBe('0.430')
    expect(figureKinds.forest.draws(result)).toBe(true)
    expect(figureKinds.bars.alt({ result, runDir: '' }, { column: 'iouWet' })).toContain(`unet ${rows[0].cells[2]}`)
  })

  it('have their confusion matrices added, but never over different models', () => {
    const parts = members(figureIds.unet, 'confusion')
    const sum = parts.reduce((total, { result }) => total + (result as { counts: number[][] }).counts[1][1], 0)
    expect((combine(parts).result as { counts: number[][] }).counts[1][1]).toBe(sum)
    expect(() => combine(members([figureIds.unet[0], figureIds.deeplab[0]], 'confusion'))).toThrow(expect.objectContaining({ code: 'REPORT_FIGURE_SOURCES' }))
  })
})

describe('alt texts', () => {
  it('name the best value and where it is, and how many runs it is of', () => {
    const { result, seeds } = combine(members(figureIds.unet, 'iou'))
    const { x, y } = (result as Curves).series[0]
    const best = y.indexOf(Math.max(...y))
    const alt = figureKinds.curves.alt({ result, runDir: '' }, { seeds })
    expect(alt).toContain(
      `validation best ${y[best].toFixed(3)} at epoch ${x[best]} (from ${y[0].toFixed(3)} to ${y[y.length - 1].toFixed(3)}, mean of 3 runs)`,
    )
    expect(alt).toContain('Baselines: terrain logistic regression 0.430 and all dry 0.000.')
  })

  it('take the least loss for the best, and say both ends where no side is better', () => {
    const curves = (label: string, y = [3, 1, 2.5]): Result => ({
      shape: 'curves',
      title: label,
      x: { label: 'epoch' },
      y: { label },
      series: [{ name: 'a', x: [1, 2, 3], y }],
    })
    const alt = (label: string, options = {}) => figureKinds.curves.alt({ result: curves(label), runDir: '' }, options)
    expect(alt('loss')).toContain('a best 1.000 at epoch 2')
    expect(alt('rain')).toContain('a lowest 1.000 at epoch 2, highest 3.000 at epoch 1')
    expect(alt('rain', { best: 'high' })).toContain('a best 3.000 at epoch 1')
    expect(figureKinds.curves.alt({ result: curves('posts', [3000, 1, 2]), runDir: '' }, {})).toContain('a lowest 1 at epoch 2, highest 3,000 at epoch 1')
  })

  it('of every kind hold no NaN and no undefined', () => {
    for (const [run, result] of pictures) {
      const from = source(run, result)
      for (const [name, kind] of Object.entries(figureKinds).filter(([, one]) => one.draws(from.result))) {
        expect(kind.alt(from, {}), name).toMatch(/^[A-Z0-9].{20,}\.$/s)
        expect(kind.alt(from, {}), name).not.toMatch(/NaN|undefined|null|\[object/)
      }
    }
  })
})

describe('kinds', () => {
  it('precision-recall: the average precision is that of its definition', () => {
    expect(averagePrecision([0.5, 1], [1, 0.5])).toBeCloseTo(0.75, 12)
    expect(averagePrecision([1, 0.5], [0.5, 1])).toBeCloseTo(0.75, 12)
    expect(defaultKind(source(figureIds.kinds, 'precision-recall').result)).toBe('precision-recall')
  })

  const python = join(root, '.oracle', 'bin', 'python')
  const hasScikit = existsSync(python) && succeeds(python, ['-c', 'import sklearn'])
  it.skipIf(!hasScikit)(`precision-recall: as scikit-learn has it${hasScikit ? '' : ' (needs Python with scikit-learn)'}`, () => {
    const code = `
from sklearn.metrics import average_precision_score, precision_recall_curve
y=[0,0,1,1,0,1,1,0,1,0]; s=[.1,.4,.35,.8,.5,.7,.9,.2,.6,.3]
p,r,_=precision_recall_curve(y,s)
print(average_precision_score(y,s)); print(*r); print(*p)`
    const [ap, recall, precision] = execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim().split('\n')
    expect(averagePrecision(recall.split(' ').map(Number), precision.split(' ').map(Number))).toBeCloseTo(Number(ap), 9)
  })

  it('forest: takes the bounds that hold the estimate, and draws zero where it is crossed', async () => {
    const from = source(figureIds.kinds, 'differences')
    expect(figureKinds.forest.alt(from, {})).toContain('DeepLabV3+ small 0.041 [0.012, 0.070], n = 5')
    const { spec } = await (figureKinds.forest as PictureKind).draw(from, { widthMm: 290, heightMm: 60 }, figureStyle(16), {})
    expect(JSON.stringify(spec)).toContain('[{"at":0}]')
    expect(figureKinds.forest.draws(source(figureIds.kinds, 'ablation').result)).toBe(false)
  })

  it('ablation: changes are against the first row, or the one that is named', () => {
    const kind = figureKinds.ablation
    if (!isTableKind(kind)) throw new Error('no table')
    const from = source(figureIds.kinds, 'ablation')
    expect(kind.table(from, {}).rows.map(({ cells }) => cells[2])).toEqual(['', '−0.131', '−0.210', '−0.012'])
    expect(kind.table(from, { reference: 'without rain' }).rows[0].cells[2]).toBe('+0.131')
    expect(kind.table(from, { columns: 'f1' }).columns.map(({ label }) => label)).toEqual(['Model', 'F1', 'Δ'])
  })

  it('heat: has every number in its cell, n in its row', async () => {
    const from = source(figureIds.kinds, 'sentiment-by-topic')
    const { svg } = await (figureKinds.heat as PictureKind).draw(from, { widthMm: 84, heightMm: 45 }, figureStyle(8), {})
    const row = (from.result as Table).rows[0]
    expect(svg).toContain('rescue and shelter (n = 940)')
    expect(svg).toContain(`${Math.round(100 * Number(row.positive))} %`)
  })

  it('grouped: leaves numbers out where they would lie on each other', async () => {
    const from = source(figureIds.kinds, 'sentiment-by-topic')
    const drawn = async (heightMm: number) => (await (figureKinds.grouped as PictureKind).draw(from, { widthMm: 84, heightMm }, figureStyle(8), {})).svg
    const number = String((from.result as Table).rows[0].positive).slice(0, 4)
    expect(await drawn(95)).toContain(`>${number}`)
    expect(await drawn(40)).not.toContain(`>${number}`)
  })

  it('geo: area is in proportion to n, and no two names lie on each other', async () => {
    const { placeLabels } = await import('../lib/figures/geo-labels.js')
    const points = Array.from({ length: 12 }, (_, i) => ({ x: 50 + (i % 4) * 14, y: 40 + Math.floor(i / 4) * 9, radius: 3, text: `place ${i}` }))
    const labels = placeLabels(points, points, { fontPt: 8, widthPt: 200, heightPt: 120 }, metrics)
    expect(labels.length).toBeGreaterThan(3)
    for (const [i, a] of labels.entries()) {
      for (const b of labels.slice(i + 1)) {
        const apart = a.x + metrics.widthEm(a.text) * 8 <= b.x || b.x + metrics.widthEm(b.text) * 8 <= a.x || Math.abs(a.y - b.y) >= 8
        expect(apart, `${a.text} and ${b.text}`).toBe(true)
      }
    }
    const { spec } = await (figureKinds.geo as PictureKind).draw(source(figureIds.kinds, 'places'), { widthMm: 84, heightMm: 70 }, figureStyle(8), {})
    expect(JSON.stringify(spec)).toContain('"domain":[0,2140],"range":[0,')
  })

  it('montage: pictures need a yes', async () => {
    const kind = figureKinds.montage as PictureKind
    const draw = (id: string, options = {}) => kind.draw(source(id, 'montage'), { widthMm: 84, heightMm: 60 }, figureStyle(8), options)
    await expect(draw(figureIds.closed)).rejects.toMatchObject({ code: 'REPORT_FIGURE_CONSENT' })
    await expect(draw(figureIds.closed, { consent: ' ' })).rejects.toMatchObject({ code: 'REPORT_FIGURE_CONSENT' })
    expect((await draw(figureIds.closed, { consent: 'CC BY 4.0' })).svg.split('<image').length).toBe(7)
    const run = store.open(figureIds.closed)
    store.write({ ...run, params: { licence: 'CC BY 4.0' } })
    expect((await draw(figureIds.closed)).svg).toContain('<image')
    store.write(run)
  })
})

describe('in grey', () => {
  it('lines differ by dash, bars by lightness', async () => {
    const { barColours } = await import('../lib/figures/style.js')
    const { converter } = await import('culori')
    const lightness = barColours.map((colour) => converter('lab')(colour)?.l ?? 0).sort((a, b) => a - b)
    lightness.slice(1).forEach((l, i) => {
      expect(l - lightness[i]).toBeGreaterThan(15)
    })
    const all = Array.from({ length: 7 }, (_, i) => dash(i, figureStyle(8)).join())
    expect(new Set(all).size).toBe(7)
  })
})

describe('names and sizes', () => {
  it('long names lose their middle and stay different', () => {
    expect(shortened('deeplabv3plus-small-without-rain-augmented-seed-3', 20)).toBe('deeplabv3plu…-seed-3')
    const names = ['x', 'y'].map((middle) => 'a'.repeat(60) + middle + 'b'.repeat(60))
    expect(new Set(shortenedAll(names).values()).size).toBe(2)
  })

  it.each([
    ['84mm', 84],
    ['8.4cm', 84],
    ['3.3in', 83.82],
    ['240pt', 84.667],
    ['84', 84],
    ['column', 83.82],
    ['text', 177.8],
  ])('%s is %s mm', (text, mm) => {
    expect(lengthMm(text, media.paper)).toBeCloseTo(mm, 2)
  })
  it.each(['', 'wide', '3 feet', '-5mm', '5mm', '1e9mm'])('"%s" is no length', (text) => {
    expect(() => lengthMm(text, media.paper)).toThrow(expect.objectContaining({ code: 'REPORT_FIGURE_SIZE', usage: true }))
  })
})

function succeeds(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
