import { join } from 'node:path'
import { normal, random } from '@phd/core'
import { absentBaselines, buildDataset, evaluateBaselines, fitLogistic, openDataset, scores } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../cli.js'
import { plant } from '../dataset/planted.js'
import { noPython, runPython } from '../oracle.js'

const folder = temporaryFolder()

describe('fitLogistic', () => {
  const draw = random(1, 'rows')
  const columns = Array.from({ length: 3 }, (_, j) => Float32Array.from({ length: 2000 }, () => 10 * j + (j + 1) * normal(draw)))
  const labels = Uint8Array.from({ length: 2000 }, (_, n) => (draw() < 1 / (1 + Math.exp(-(0.8 * columns[0][n] - 0.5 * (columns[1][n] - 10) - 1))) ? 1 : 0))

  test.skipIf(noPython)('gives the weights that SciPy finds for the same penalised likelihood', () => {
    const script = `
import sys, json, numpy as np
from scipy.optimize import minimize
d = json.loads(sys.argv[1]); x = np.array(d["x"]).T; y = np.array(d["y"])
z = (x - x.mean(0)) / x.std(0)
def loss(b):
    s = z @ b[:-1] + b[-1]
    p = 1 / (1 + np.exp(-s))
    return np.sum(np.logaddexp(0, s) - y * s) + 0.5 * np.sum(b[:-1] ** 2), np.r_[z.T @ (p - y) + b[:-1], np.sum(p - y)]
b = minimize(loss, np.zeros(z.shape[1] + 1), jac=True, method="BFGS", options={"gtol": 1e-9}).x
w = b[:-1] / x.std(0)
print(json.dumps({"weights": w.tolist(), "bias": float(b[-1] - w @ x.mean(0))}))
`
    const x = columns.map((column) => [...column.subarray(0, 400)])
    const theirs = JSON.parse(runPython(script, JSON.stringify({ x, y: [...labels.subarray(0, 400)] })))
    const ours = fitLogistic(
      columns.map((column) => column.subarray(0, 400)),
      labels.subarray(0, 400),
    )
    for (const [j, weight] of ours.weights.entries()) expect(weight).toBeCloseTo(theirs.weights[j], 5)
    expect(ours.bias).toBeCloseTo(theirs.bias, 4)
  })

  test('recovers the weights that made the labels, and stays finite on separable and constant data', () => {
    const { weights, bias } = fitLogistic(columns, labels)
    expect(weights[0]).toBeCloseTo(0.8, 0)
    expect(weights[1]).toBeCloseTo(-0.5, 0)
    expect(bias).toBeGreaterThan(2)
    const separable = fitLogistic([Float32Array.of(1, 2, 3, 4), new Float32Array(4)], Uint8Array.of(0, 0, 1, 1))
    expect(separable.weights.every(Number.isFinite)).toBe(true)
    expect(separable.weights[0]).toBeGreaterThan(0)
  })
})

describe('evaluateBaselines', () => {
  /** A pit that fills: wet from minute 50 on, once it has rained. */
  const pit = (y: number, x: number) => (y === 1 && x === 5 ? 90 : 100)
  const wetMinutes = Array.from({ length: 31 }, (_, i) => 50 + 5 * i)

  test('places held out: exact matrices; the regression on terrain finds the pit; climatology is absent and says why', async () => {
    const pairs = join(folder, 'pairs')
    for (const place of ['a', 'b', 'c'])
      await plant(pairs, { place, wetMinutes, rainFrames: { [place.charCodeAt(0) - 90]: 20 }, heightOf: (y, x) => pit(y, x) + place.charCodeAt(0) })
    await buildDataset({ pairs, out: join(folder, 'places'), validate: ['c'] })
    const dataset = await openDataset(join(folder, 'places'))
    const found = await evaluateBaselines(dataset, 'validate', 0.1)
    const cells = 40 * 64
    expect(Object.keys(found)).toEqual(['all-dry', 'logistic-terrain', 'logistic-terrain-rain', 'persistence'])
    expect(found['all-dry'].confusion).toEqual([
      [cells - 31, 0],
      [31, 0],
    ])
    // It always calls the pit wet: 31 times right, 9 times wrong.
    expect(found['logistic-terrain'].confusion).toEqual([
      [cells - 40, 9],
      [0, 31],
    ])
    expect(scores(found['logistic-terrain-rain'].confusion).iouWet).toBeGreaterThanOrEqual(31 / 40)
    // Wrong only when the water comes.
    expect(found.persistence.confusion).toEqual([
      [cells - 31, 0],
      [1, 30],
    ])
    expect(Object.entries(found).map(([name, { seesWater }]) => [name, seesWater])).toEqual([
      ['all-dry', false],
      ['logistic-terrain', false],
      ['logistic-terrain-rain', false],
      ['persistence', true],
    ])
    expect(absentBaselines(dataset, 'validate')).toEqual({ climatology: 'no training samples of c: how often its cells are wet is unknown' })
    expect(await evaluateBaselines(dataset, 'validate', 0.1)).toEqual(found)
  })

  test('cells without terrain count for no baseline, as they do for no model', async () => {
    const pairs = join(folder, 'coast-pairs')
    const coast = (y: number, x: number) => (y === 7 ? Number.NaN : pit(y, x))
    for (const place of ['a', 'b'])
      await plant(pairs, { place, wetMinutes, rainFrames: { [place.charCodeAt(0) - 90]: 20 }, heightOf: (y, x) => coast(y, x) + place.charCodeAt(0) })
    await buildDataset({ pairs, out: join(folder, 'coast'), validate: ['b'] })
    const found = await evaluateBaselines(await openDataset(join(folder, 'coast')), 'validate', 0.1)
    for (const { confusion } of Object.values(found)) expect(confusion.flat().reduce((a, b) => a + b)).toBe(40 * 56)
    expect(found['logistic-terrain'].confusion[1]).toEqual([0, 31])
  })

  test('stop soon after a signal, also where all samples are in the cache', async () => {
    const dataset = await openDataset(join(folder, 'places'))
    await evaluateBaselines(dataset, 'validate', 0.1)
    const stop = new AbortController()
    const ended = evaluateBaselines(dataset, 'validate', 0.1, stop.signal)
    setImmediate(() => stop.abort(new Error('stopped')))
    await expect(ended).rejects.toThrow('stopped')
  })

  test('a split in time: the climatology of each cell, from training alone', async () => {
    const pairs = join(folder, 'time-pairs')
    await plant(pairs, { place: 'a', wetMinutes, rainFrames: { 4: 20 }, heightOf: pit })
    await plant(pairs, { place: 'b', wetMinutes: [195, 200], rainFrames: { 5: 20 }, heightOf: (y, x) => pit(y, x) + 1 })
    await buildDataset({ pairs, out: join(folder, 'time'), validateFromMinute: 150, pattern: [1, 2] })
    const dataset = await openDataset(join(folder, 'time'))
    const { climatology, persistence } = await evaluateBaselines(dataset, 'validate', 0.1)
    // a was wet in most of training, b never: 11 labels each, all of a's wet, two of b's.
    expect(climatology.confusion).toEqual([
      [22 * 64 - 13, 0],
      [2, 11],
    ])
    expect(persistence.confusion[1]).toEqual([1, 12])
    expect(absentBaselines(dataset, 'validate')).toEqual({})
  })

  test('with an offset, persistence sees no water from after the end of the rain', async () => {
    const pairs = join(folder, 'pairs')
    await buildDataset({ pairs, out: join(folder, 'offset'), validate: ['c'], offsetMinutes: 30 })
    const dataset = await openDataset(join(folder, 'offset'))
    const { persistence } = await evaluateBaselines(dataset, 'validate', 0.1)
    // Labels from minute 35; the water comes at 50; labels at 50 to 75 see minutes 20 to 45 (or nothing), which were dry.
    expect(persistence.confusion[1]).toEqual([6, 25])
  })
})
