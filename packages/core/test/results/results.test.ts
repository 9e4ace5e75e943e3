import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkResult, listResults, type Result, readResult, resultSchemas, type Shapes, writeResult } from '../../lib/index.js'

const valid: Shapes = {
  curves: {
    shape: 'curves',
    title: 'Loss',
    about: 'One seed.',
    x: { label: 'Epoch' },
    y: { label: 'Loss', unit: 'nats' },
    series: [{ name: 'train', x: [1, 2], y: [0.5, 0.25], low: [0.4, 0.2], high: [0.6, 0.3] }],
    references: [{ name: 'all dry', y: 0.7 }],
  },
  table: {
    shape: 'table',
    title: 'Scores',
    columns: [
      { key: 'model', label: 'Model' },
      { key: 'iou', label: 'IoU', digits: 3 },
    ],
    rows: [
      { model: 'small', iou: 0.5 },
      { model: 'dry', iou: null },
    ],
  },
  confusion: {
    shape: 'confusion',
    title: 'Validation',
    classes: ['dry', 'wet'],
    counts: [
      [9, 1],
      [2, 8],
    ],
  },
  embedding: { shape: 'embedding', title: 'Posts', points: [{ x: 0, y: 1, label: 'a' }], control: [{ x: 3, y: 4 }] },
  vectors: { shape: 'vectors', title: 'Features', rows: 2, columns: ['f0', 'f1', 'f2'], labels: ['a', 'b'], data: Float32Array.of(1, 2, 3, 4, Number.NaN, 6) },
  raster: {
    shape: 'raster',
    title: 'Prediction',
    height: 2,
    width: 3,
    cellMetres: 30,
    panels: [
      { name: 'rain', palette: 'rain', unit: 'mm/h', group: '1', low: 0, high: 9 },
      { name: 'wet', palette: 'probability' },
    ],
    data: Float32Array.of(1, 2, 3, 4, 5, Number.NaN, 0, 0, 0, 1, 1, 1),
  },
  topics: { shape: 'topics', title: 'Topics', topics: [{ name: 'water', words: [{ word: 'flood', weight: 0.2 }], share: 0.5 }] },
  geo: { shape: 'geo', title: 'Places', places: [{ name: 'Houston', longitude: -95.4, latitude: 29.8, n: 120, value: 0.1 }] },
  images: { shape: 'images', title: 'Panels', images: [{ file: 'panels/1.png', alt: 'Rain and water at noon' }] },
  calibration: { shape: 'calibration', title: 'Reliability', bins: [{ forecast: 0.1, observed: 0.15, n: 40 }] },
}
const shapes = Object.keys(valid) as (keyof Shapes)[]

test('every shape has a schema', () => {
  expect(Object.keys(resultSchemas).sort()).toEqual([...shapes].sort())
})

test.each(shapes)('a %s comes back from disk as it was written', (shape) => {
  const dir = mkdtempSync(join(tmpdir(), 'phd-test-'))
  writeResult(dir, 'it', valid[shape])
  expect(readResult(dir, 'it', shape)).toEqual(valid[shape])
  expect(listResults(dir)).toEqual(['it'])
  expect(readdirSync(join(dir, 'results'))).toEqual(shape === 'raster' || shape === 'vectors' ? ['it.f32', 'it.json'] : ['it.json'])
})

/** zod reads JSON Schema too: what it says of a result must be what we say. */
const opinion = Object.fromEntries(shapes.map((shape) => [shape, z.fromJSONSchema(resultSchemas[shape] as Parameters<typeof z.fromJSONSchema>[0])]))
const plain = (result: object) => JSON.parse(JSON.stringify({ ...result, data: undefined }))

test.each(shapes)('the schema of %s is JSON Schema by another reader too', (shape) => {
  expect(opinion[shape].safeParse(plain(valid[shape])).error).toBeUndefined()
})

type Wrong = [keyof Shapes, string, (result: never) => unknown]
const wrongBySchema: Wrong[] = [
  ['curves', 'title is empty', (r: Shapes['curves']) => ({ ...r, title: '' })],
  ['curves', 'title is missing', (r: Shapes['curves']) => ({ ...r, title: undefined })],
  ['curves', 'y.label is missing', (r: Shapes['curves']) => ({ ...r, y: {} })],
  ['curves', 'series has fewer than 1 items', (r: Shapes['curves']) => ({ ...r, series: [] })],
  ['curves', 'series[0].x[1] is of type string, not number', (r: Shapes['curves']) => ({ ...r, series: [{ ...r.series[0], x: [1, '2'] }] })],
  ['curves', 'series[0].x[1] is NaN, not number', (r: Shapes['curves']) => ({ ...r, series: [{ ...r.series[0], x: [1, Number.NaN] }] })],
  ['curves', 'colour is no property of it', (r: Shapes['curves']) => ({ ...r, colour: 'red' })],
  ['table', 'columns[0].key is empty', (r: Shapes['table']) => ({ ...r, columns: [{ key: '', label: '' }] })],
  ['table', 'columns[0].digits is 1.5, not integer', (r: Shapes['table']) => ({ ...r, columns: [{ key: 'a', label: 'A', digits: 1.5 }] })],
  ['table', 'rows[0].model is an array, not string or number or boolean or null', (r: Shapes['table']) => ({ ...r, rows: [{ model: [] }] })],
  ['confusion', 'counts[0][1] is -1, under 0', (r: Shapes['confusion']) => ({ ...r, counts: [[9, -1]] })],
  ['confusion', 'counts[0][1] is 0.5, not integer', (r: Shapes['confusion']) => ({ ...r, counts: [[9, 0.5]] })],
  ['embedding', 'points[0].x is Infinity, not number', (r: Shapes['embedding']) => ({ ...r, points: [{ x: Number.POSITIVE_INFINITY, y: 0 }] })],
  ['raster', 'height is 0, under 1', (r: Shapes['raster']) => ({ ...r, height: 0 })],
  [
    'raster',
    'panels[0].palette is none of rain, terrain, water, probability, error, mask',
    (r: Shapes['raster']) => ({ ...r, panels: [{ name: 'a', palette: 'jet' }] }),
  ],
  ['topics', 'topics[0].share is 50, over 1', (r: Shapes['topics']) => ({ ...r, topics: [{ ...r.topics[0], share: 50 }] })],
  ['geo', 'places[0].latitude is -95.4, under -90', (r: Shapes['geo']) => ({ ...r, places: [{ ...r.places[0], latitude: -95.4 }] })],
  ['images', 'images[0].alt is empty', (r: Shapes['images']) => ({ ...r, images: [{ file: 'a.png', alt: '' }] })],
  ['calibration', 'bins[0].observed is 1.2, over 1', (r: Shapes['calibration']) => ({ ...r, bins: [{ forecast: 0, observed: 1.2, n: 1 }] })],
]

test.each(wrongBySchema)('%s: %s', (shape, problem, change) => {
  const wrong = change(valid[shape] as never) as Result
  expect(() => checkResult('it', wrong)).toThrow(
    expect.objectContaining({ code: 'RESULT_INVALID', message: `Result "it" is not a valid ${shape}: ${problem}.` }),
  )
  expect(opinion[shape].safeParse(plain(wrong)).success).toBe(false)
})

const wrongByRule: Wrong[] = [
  ['curves', 'series "a" has 2 x and 1 y', (r: Shapes['curves']) => ({ ...r, series: [{ name: 'a', x: [1, 2], y: [1] }] })],
  ['curves', 'series "a" has an interval of another length', (r: Shapes['curves']) => ({ ...r, series: [{ name: 'a', x: [1], y: [1], low: [], high: [2] }] })],
  ['curves', 'series "a" has one bound of its interval only', (r: Shapes['curves']) => ({ ...r, series: [{ name: 'a', x: [1], y: [1], low: [0] }] })],
  ['curves', 'series "a" has low above high at 0', (r: Shapes['curves']) => ({ ...r, series: [{ name: 'a', x: [1], y: [1], low: [2], high: [0] }] })],
  ['table', 'a row has "size", which is no column', (r: Shapes['table']) => ({ ...r, rows: [{ size: 1 }] })],
  ['table', 'two columns have the same key', (r: Shapes['table']) => ({ ...r, columns: [...r.columns, r.columns[0]] })],
  ['confusion', '2 classes need 2 x 2 counts', (r: Shapes['confusion']) => ({ ...r, counts: [[9, 1]] })],
  ['confusion', 'two classes have the same name', (r: Shapes['confusion']) => ({ ...r, classes: ['wet', 'wet'] })],
  ['vectors', 'data is no Float32Array', (r: Shapes['vectors']) => ({ ...r, data: undefined })],
  ['vectors', '3 rows of 3 columns need 9 values, not 6', (r: Shapes['vectors']) => ({ ...r, rows: 3 })],
  ['vectors', '2 rows have 1 labels', (r: Shapes['vectors']) => ({ ...r, labels: ['a'] })],
  ['raster', 'data is no Float32Array', (r: Shapes['raster']) => ({ ...r, data: undefined })],
  ['raster', '2 panels of 2 x 3 need 12 values, not 3', (r: Shapes['raster']) => ({ ...r, data: new Float32Array(3) })],
  [
    'raster',
    'panel "a" has no range between low 1 and high 1',
    (r: Shapes['raster']) => ({ ...r, height: 3, width: 4, panels: [{ name: 'a', palette: 'rain', low: 1, high: 1 }] }),
  ],
  ['images', "../a.png is not a path within the run's folder", (r: Shapes['images']) => ({ ...r, images: [{ file: '../a.png', alt: 'a' }] })],
  ['geo', 'only a raster and vectors have data', (r: Shapes['geo']) => ({ ...r, data: new Float32Array(1) })],
]

test.each(wrongByRule)('%s: %s', (shape, problem, change) => {
  expect(() => checkResult('it', change(valid[shape] as never) as Result)).toThrow(
    expect.objectContaining({ code: 'RESULT_INVALID', message: `Result "it" is not a valid ${shape}: ${problem}.` }),
  )
})

test('what was refused is not on disk', () => {
  const dir = mkdtempSync(join(tmpdir(), 'phd-test-'))
  expect(() => writeResult(dir, 'it', { ...valid.geo, title: '' })).toThrow('title is empty')
  expect(listResults(dir)).toEqual([])
})

test('a gap in a curve is NaN in memory and null on disk', () => {
  const dir = mkdtempSync(join(tmpdir(), 'phd-test-'))
  writeResult(dir, 'it', { ...valid.curves, series: [{ name: 'a', x: [1, 2], y: [Number.NaN, 1], low: [Number.NaN, 0], high: [Number.NaN, 2] }] })
  expect(readResult(dir, 'it', 'curves').series[0]).toEqual({ name: 'a', x: [1, 2], y: [Number.NaN, 1], low: [Number.NaN, 0], high: [Number.NaN, 2] })
})

test('names are plain, shapes of plugins pass', () => {
  expect(() => checkResult('../it', valid.geo)).toThrow(expect.objectContaining({ code: 'RESULT_NAME' }))
  checkResult('it', { shape: 'hydrograph', title: 'Q' } as unknown as Result)
  expect(() => checkResult('it', { shape: 'hydrograph' } as unknown as Result)).toThrow('it has no title')
})

test('missing, other and damaged results say so', () => {
  const dir = mkdtempSync(join(tmpdir(), 'phd-test-'))
  expect(() => readResult(dir, 'it')).toThrow(expect.objectContaining({ code: 'RESULT_MISSING', expected: 'one of: (the run wrote none)' }))
  writeResult(dir, 'it', valid.raster)
  expect(() => readResult(dir, 'other')).toThrow(expect.objectContaining({ code: 'RESULT_MISSING', expected: 'one of: it' }))
  expect(() => readResult(dir, 'it', 'table')).toThrow(expect.objectContaining({ code: 'RESULT_SHAPE', expected: 'table', received: 'raster' }))
  writeFileSync(join(dir, 'results', 'it.f32'), new Uint8Array(20))
  expect(() => readResult(dir, 'it')).toThrow(expect.objectContaining({ code: 'RESULT_CORRUPT', received: expect.stringContaining('need 12 values, not 5') }))
  writeFileSync(join(dir, 'results', 'it.f32'), new Uint8Array(7))
  expect(() => readResult(dir, 'it')).toThrow(expect.objectContaining({ code: 'RESULT_CORRUPT', received: '7 bytes, which is no number of float32' }))
  writeFileSync(join(dir, 'results', 'it.json'), '{"shape"')
  expect(() => readResult(dir, 'it')).toThrow(expect.objectContaining({ code: 'RESULT_CORRUPT', received: 'no JSON' }))
  writeFileSync(join(dir, 'results', 'it.json'), 'null')
  expect(() => readResult(dir, 'it')).toThrow(expect.objectContaining({ code: 'RESULT_CORRUPT', received: 'JSON that is no object' }))
})
