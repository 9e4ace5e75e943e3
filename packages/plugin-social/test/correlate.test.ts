import { integer, random } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { correlate } from '../lib/analyse/index.js'
import { hasOracle, python } from './oracle.js'

const options = (method: 'pearson' | 'spearman', seed = 1) => ({ method, resamples: 1000, draw: random(seed, 'test') })

describe('correlation', () => {
  it.skipIf(!hasOracle)('equals scipy, ties included (needs .oracle)', () => {
    const draw = random(3, 'pairs')
    const cases = Array.from({ length: 40 }, () => {
      const n = 3 + integer(draw, 30)
      return [Array.from({ length: n }, () => integer(draw, 12)), Array.from({ length: n }, () => Math.round(draw() * 8) / 8)]
    })
    const script = `
import json, sys
from scipy import stats
for x, y in json.load(sys.stdin):
    print(json.dumps([stats.pearsonr(x, y)[0], stats.spearmanr(x, y)[0]]))
`
    const judged = python(script, JSON.stringify(cases))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as [number, number])
    cases.forEach(([x, y], i) => {
      expect(correlate(x, y, options('pearson')).r).toBeCloseTo(judged[i][0], 5)
      expect(correlate(x, y, options('spearman')).r).toBeCloseTo(judged[i][1], 5)
    })
  })

  it('its interval covers the true correlation about as often as it says', () => {
    const draw = random(5, 'cover')
    const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
    const rho = -0.5
    let covered = 0
    for (let t = 0; t < 200; t++) {
      const x = Array.from({ length: 40 }, normal)
      const y = x.map((value) => rho * value + Math.sqrt(1 - rho * rho) * normal())
      const { low, high } = correlate(x, y, { method: 'pearson', resamples: 300, draw: random(t, 'resamples') })
      covered += Number(low! <= rho && rho <= high!)
    }
    // The percentile bootstrap is known to fall a little short of 95 % at n = 40.
    expect(covered / 200).toBeGreaterThan(0.88)
  })

  it('is the same for the same seed, and its interval another for another', () => {
    const x = [1, 5, 2, 8, 3, 9, 4]
    const y = [0.1, -0.2, 0.3, -0.1, 0.2, -0.3, 0]
    expect(correlate(x, y, options('pearson'))).toEqual(correlate(x, y, options('pearson')))
    expect(correlate(x, y, options('pearson', 2)).low).not.toBe(correlate(x, y, options('pearson')).low)
  })

  it('is null with a reason for two pairs, a constant volume, a constant sentiment', () => {
    expect(correlate([1, 2], [0, 1], options('pearson'))).toEqual({ n: 2, r: null, low: null, high: null, reason: 'fewer than three pairs' })
    expect(correlate([4, 4, 4, 4, 4], [0, 1, 2, 3, 4], options('pearson')).reason).toBe('the volume does not vary')
    expect(correlate([1, 2, 3, 4, 5], [0.1, 0.1, 0.1, 0.1, 0.1], options('spearman')).reason).toBe('the sentiment does not vary')
  })

  it('has no interval for three or four pairs', () =>
    expect(correlate([1, 2, 3], [1, 2, 3], options('pearson'))).toEqual({
      n: 3,
      r: 1,
      low: null,
      high: null,
      reason: 'too few pairs for an interval (5 needed)',
    }))
})
