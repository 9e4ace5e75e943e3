/** Parts of a network that are computed again for the gradient: the same numbers, and refusals of what would not be. */
import {
  batchNormLayer,
  compile,
  denseLayer,
  dropout,
  gelu,
  layerNormLayer,
  openTensorFlow,
  randomStream,
  recomputed,
  sequence,
  tf,
  Weights,
} from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const inputs = () =>
  tf.tensor2d(
    Float32Array.from({ length: 32 * 8 }, (_, i) => Math.sin(i * i)),
    [32, 8],
  )

function network(recompute: boolean) {
  const weights = new Weights(3)
  const part = (name: string) => {
    const scope = weights.in(name)
    const layers = sequence<tf.Tensor2D>(
      layerNormLayer(scope, 'norm', 8),
      denseLayer(scope, 'up', { in: 8, out: 32 }),
      (x) => gelu(x),
      denseLayer(scope, 'down', { in: 32, out: 8 }),
    )
    return recompute ? recomputed(scope, layers) : layers
  }
  const [first, second] = [part('first'), part('second')]
  return { weights, apply: (x: tf.Tensor2D) => tf.add(first(x, true), second(tf.mul(first(x, true), 2), true)) as tf.Tensor2D }
}

/** Loss, gradient of the input and of every weight. */
function gradients(recompute: boolean, compiled: boolean): number[][] {
  const { weights, apply } = network(recompute)
  const variables = [...weights.trainable.values()]
  const step = (x: tf.Tensor2D) => {
    const { value, grads } = tf.valueAndGrads((...xs: tf.Tensor[]) => tf.mean(tf.square(apply(xs[0] as tf.Tensor2D))))([x, ...variables])
    return [value, ...grads]
  }
  const run = compiled ? compile(step) : step
  return run(inputs()).map((tensor) => Array.from(tensor.dataSync()))
}

describe('recomputed', () => {
  it('gives the loss and the gradients of the same layers kept, to the bit, a part used twice among them', () => {
    const kept = gradients(false, true)
    expect(gradients(true, true)).toEqual(kept)
    expect(gradients(true, false)).toEqual(kept)
    expect(kept.flat().some((value) => value !== 0)).toBe(true)
  })

  it('refuses batch normalisation', () => {
    const weights = new Weights(1)
    const layer = batchNormLayer(weights, 'norm', 4)
    expect(() => recomputed(weights, layer)).toThrow('recomputed: expected a layer without statistics, received norm/moving_mean, norm/moving_variance')
  })

  it('refuses dropout', () => {
    const weights = new Weights(1)
    const stream = randomStream(1)
    const dense = denseLayer(weights, 'dense', { in: 8, out: 8 })
    const layer = recomputed<tf.Tensor2D>(weights, (x) => dropout(dense(x), 0.5, stream))
    const step = compile((x: tf.Tensor2D) => tf.grads((y) => tf.mean(layer(y as tf.Tensor2D, true)))([x])[0])
    expect(() => step(inputs())).toThrow('recomputed: expected a layer without random numbers')
  })
})
