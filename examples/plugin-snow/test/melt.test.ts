import { tryExperiment } from '@phd/core/testing'
import { expect, test } from 'vitest'
import melt, { meltDay } from '../lib/melt.js'

test('three degrees at 4 mm a degree melt 12 mm, never more than there is', () => {
  expect(meltDay(100, 3, 4, 0)).toEqual({ snowMm: 88, meltMm: 12 })
  expect(meltDay(5, 3, 4, 0)).toEqual({ snowMm: 0, meltMm: 5 })
  expect(meltDay(100, -3, 4, 0)).toEqual({ snowMm: 100, meltMm: 0 })
})

test('what melts and what is left add up to the snow of the start', async () => {
  const { run, metrics } = await tryExperiment(melt, { snowMm: 250 })
  const melted = metrics.reduce((sum, day) => sum + day.meltMm, 0)
  expect(run.status).toBe('done')
  expect(metrics).toHaveLength(60)
  expect(melted + metrics[59].snowMm).toBeCloseTo(250, 9)
})

test('one seed, one season', async () => {
  const [a, b, other] = await Promise.all([1, 1, 2].map((seed) => tryExperiment(melt, {}, { seed })))
  expect(a.metrics).toEqual(b.metrics)
  expect(a.metrics).not.toEqual(other.metrics)
})
