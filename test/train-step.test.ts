/** What stands in docs/results/train-step.md and its figure is what stands in bench/results/train-step.csv. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cases, nameOf, variants } from '../bench/train-step/cases.js'
import { withTables } from '../bench/train-step/document.js'
import { drawRatios } from '../bench/train-step/figure.js'
import { readNpy, writeNpy } from '../bench/train-step/npy.js'
import { readResults } from '../bench/train-step/results.js'
import { root } from './cli/phd.js'

const pageText = () => readFileSync(join(root, 'docs', 'results', 'train-step.md'), 'utf8')

test('the page has the tables of the CSV', () => {
  expect(withTables(pageText(), readResults())).toBe(pageText())
})

test('another figure in the CSV is another page', () => {
  const rows = readResults().map((row) => (row.variant === 'phd compiled' ? { ...row, median_ms: '123456.0' } : row))
  const changed = withTables(pageText(), rows)
  expect(changed).toContain('123,456 (')
  expect(changed).not.toBe(pageText())
})

test('the figure is drawn from the CSV', async () => {
  expect(await drawRatios(readResults())).toBe(readFileSync(join(root, 'docs', 'results', 'train-step.svg'), 'utf8'))
  expect(existsSync(join(root, 'docs', 'results', 'train-step.png'))).toBe(true)
})

test('every case and variant has a row, with a time or with a reason', () => {
  const rows = readResults()
  const expected = Object.values(cases).flatMap((it) => Object.keys(variants).map((variant) => `${nameOf(it)}: ${variant}`))
  expect(rows.map((row) => `${row.case}: ${row.variant}`)).toEqual(expected)
  expect(rows.filter(({ median_ms, reason }) => Number(median_ms) > 0 === (reason !== ''))).toEqual([])
})

test('a batch comes back from .npy as it was written', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'phd-npy-')), 'a.npy')
  for (const array of [
    { dtype: 'float32', shape: [2, 3], data: Float32Array.from([1, -2.5, 3e-8, 0, 5, 6]) },
    { dtype: 'int32', shape: [4], data: Int32Array.from([1, -2, 3, 2 ** 31 - 1]) },
  ]) {
    writeNpy(file, array)
    expect(readNpy(file)).toEqual(array)
    expect(readFileSync(file).indexOf('\n') + 1).toBe(64 * Math.ceil((readFileSync(file).indexOf('\n') + 1) / 64))
  }
})
