/** Layers and the training loop, against hand-made values. */

import { experiment, type PhdError } from '@phd/core'
import {
  adam,
  batchNormLayer,
  constantSchedule,
  convolutionLayer,
  fit,
  lossAndGradients,
  openTensorFlow,
  readVariables,
  sequence,
  tf,
  Weights,
  writeVariables,
} from '@phd/core/tensor'
import { tryExperiment } from '@phd/core/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

describe('weights', () => {
  it('depend on the seed and the name alone', () => {
    const build = (seed: number) => {
      const weights = new Weights(seed)
      convolutionLayer(weights, 'a', { in: 2, out: 3, kernel: 3 })
      return Array.from(weights.trainable.get('a/kernel')!.dataSync())
    }
    expect(build(1)).toEqual(build(1))
    expect(build(1)).not.toEqual(build(2))
  })

  it('count statistics as parameters, as Keras does', () => {
    const weights = new Weights(1)
    sequence(convolutionLayer(weights, 'c', { in: 2, out: 4, kernel: 3 }), batchNormLayer(weights, 'b', 4))
    expect(weights.count).toBe(3 * 3 * 2 * 4 + 4 + 4 * 4)
    expect([...weights.statistics.keys()]).toEqual(['b/moving_mean', 'b/moving_variance'])
  })
})

describe('saved variables', () => {
  const variables = (): [string, tf.Variable][] => [['w', tf.variable(tf.tensor1d([1, 2]))]]

  it('come back as they were', () => {
    const saved = readVariables(variables(), 'net/')
    const others = variables()
    others[0][1].assign(tf.tensor1d([7, 8]))
    writeVariables(others, saved, 'net/')
    expect(Array.from(others[0][1].dataSync())).toEqual([1, 2])
  })

  it('of another model are refused, by name and shape', () => {
    const mismatch = { code: 'WEIGHTS_MISMATCH', message: 'The saved weights do not fit the model: w.', expected: 'shape [2]' }
    expect(() => writeVariables(variables(), {})).toThrow(expect.objectContaining({ ...mismatch, received: 'nothing of that name' }))
    const longer = { w: { shape: [3], data: new Float32Array(3) } }
    expect(() => writeVariables(variables(), longer)).toThrow(expect.objectContaining({ ...mismatch, received: 'shape [3]' }))
  })
})

/** Fit y = 3x - 1; `breakAt` stops the first attempt inside an epoch. */
function line({
  stop,
  breakAt = Number.POSITIVE_INFINITY,
  rate = 0.05,
  compiled = true,
}: {
  stop?: AbortController
  breakAt?: number
  rate?: number
  compiled?: boolean
} = {}) {
  return experiment({
    about: 'A line.',
    params: z.object({}),
    async run(phd) {
      const weight = tf.variable(tf.scalar(0))
      const offset = tf.variable(tf.scalar(0))
      const variables: [string, tf.Variable][] = [
        ['w', weight],
        ['b', offset],
      ]
      const weights = new Map(variables)
      const optimizer = adam(weights, { learningRate: rate })
      let steps = 0
      const { history } = await fit(phd, {
        epochs: 4,
        stepsPerEpoch: 25,
        samplesPerStep: 8,
        variables,
        optimizer,
        compile: compiled ? {} : false,
        learningRate: constantSchedule(rate),
        async batch(epoch, step) {
          if (++steps === breakAt) stop?.abort()
          const draw = phd.random(`${epoch}/${step}`)
          return [tf.tensor1d(Array.from({ length: 8 }, () => draw()))]
        },
        step(x) {
          const loss = () => tf.mean(tf.square(tf.sub(tf.add(tf.mul(x, weight), offset), tf.sub(tf.mul(x, 3), 1)))) as tf.Scalar
          const { loss: value, gradients } = lossAndGradients(weights, loss)
          optimizer.update(gradients)
          return tf.reshape(tf.mul(value, 8), [1])
        },
        endEpoch: async (_epoch, [sum]) => ({ loss: sum / 200 }),
      })
      return { history, w: weight.dataSync()[0] }
    },
  })
}

describe('fit', () => {
  it('learns, writes one row of metrics an epoch and a checkpoint', async () => {
    const { run, metrics } = await tryExperiment(line(), {})
    expect(metrics).toHaveLength(4)
    expect(metrics[3].loss).toBeLessThan(metrics[0].loss / 2)
    expect((run.result as { history: unknown[] }).history).toHaveLength(4)
  })

  it('taken up inside an epoch, ends with the very metrics of an uninterrupted run', async () => {
    const whole = await tryExperiment(line(), {})
    const stop = new AbortController()
    const first = await tryExperiment(line({ stop, breakAt: 37 }), {}, { signal: stop.signal })
    expect(first.run.status).toBe('stopped')
    expect(first.metrics).toHaveLength(1)
    const { execute } = await import('@phd/core')
    const { run, error } = await execute(first.store, 'test/experiment', line(), {}, { resume: first.run })
    expect(error).toBeUndefined()
    expect(first.store.metrics(run.id)).toEqual(whole.metrics)
    expect((run.result as { w: number }).w).toBe((whole.run.result as { w: number }).w)
  })

  it('says when the loss is no longer a number', async () => {
    const attempt = tryExperiment(line({ rate: Number.NaN }), {})
    await expect(attempt).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: 'The loss is no longer a number in epoch 1, step 2.',
    } satisfies Partial<PhdError>)
  })
})
