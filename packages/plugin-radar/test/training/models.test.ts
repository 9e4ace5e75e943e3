/** The networks: size, shapes, and that every weight learns. */
import { lossAndGradients, openTensorFlow, tf, Weights } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import deeplabv3plus from '../../lib/models/deeplabv3plus.js'
import deeplabv3plusSmall from '../../lib/models/deeplabv3plus-small.js'
import type { Segmenter } from '../../lib/models/segmenter.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

describe('deeplabv3plus', () => {
  it('has the 11,868,290 parameters of the published model at 8 channels and 2 classes', () => {
    const weights = new Weights(1)
    deeplabv3plus.build(weights, { channels: 8, classes: 2 })
    expect(weights.count).toBe(11_868_290)
    weights.dispose()
  })
})

const models: [string, Segmenter, number, number][] = [
  ['deeplabv3plus', deeplabv3plus, 8, 32],
  ['deeplabv3plus-small', deeplabv3plusSmall, 12, 32],
]
describe.each(models)('%s', (_name, segmenter, channels, side) => {
  it('gives every cell a logit a class, and every weight a gradient', () => {
    const weights = new Weights(1)
    const network = segmenter.build(weights, { channels, classes: 2 })
    const x = tf.randomNormal([2, side, side, channels], 0, 1, 'float32', 3) as tf.Tensor4D
    const logits = network(x, false)
    expect(logits.shape).toEqual([2, side, side, 2])
    const target = tf.randomNormal(logits.shape, 0, 1, 'float32', 4)
    const { gradients } = lossAndGradients(weights.trainable, () => tf.mean(tf.square(tf.sub(network(x, true), target))))
    for (const [name, gradient] of Object.entries(gradients)) {
      const largest = tf.max(tf.abs(gradient)).dataSync()[0]
      expect(Number.isFinite(largest), name).toBe(true)
      // a bias before batch normalisation is taken out again by the mean: its gradient is rounding alone
      const taken = name.endsWith('_conv/bias') || name.endsWith('aspp_pool_conv/bias')
      if (!taken) expect(largest, name).toBeGreaterThan(0)
    }
  })
})
