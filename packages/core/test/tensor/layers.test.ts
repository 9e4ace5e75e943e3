/** Layers: their weights, their first values, what they make of their input; whole small nets, eagerly and compiled. */
import { random } from '@phd/core'
import {
  adam,
  batchNormLayer,
  compile,
  convolutionLayer,
  crossEntropy,
  denseLayer,
  depthwiseLayer,
  embeddingLayer,
  gelu,
  layerNormLayer,
  lossAndGradients,
  maxPool,
  multiHeadAttention,
  openTensorFlow,
  positionLayer,
  relu,
  sequence,
  tf,
  transposedConvolutionLayer,
  truncatedNormal,
  Weights,
} from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { noise } from './finite-differences.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const shapes = (weights: Weights) => Object.fromEntries([...weights.all()].map(([name, { shape }]) => [name, shape]))
const largest = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]

describe('weights', () => {
  it('of every layer have the shapes that Keras has', () => {
    const weights = new Weights(1)
    denseLayer(weights, 'dense', { in: 3, out: 5 })
    depthwiseLayer(weights, 'depthwise', { channels: 4, kernel: 7 })
    transposedConvolutionLayer(weights, 'transposed', { in: 6, out: 3, kernel: 2, stride: 2, bias: false })
    layerNormLayer(weights, 'norm', 4)
    embeddingLayer(weights, 'words', { count: 10, size: 4 })
    multiHeadAttention(weights, 'attention', { size: 8, heads: 2 })
    expect(shapes(weights)).toEqual({
      'dense/kernel': [3, 5],
      'dense/bias': [5],
      'depthwise/kernel': [7, 7, 4, 1],
      'depthwise/bias': [4],
      'transposed/kernel': [2, 2, 3, 6],
      'norm/gamma': [4],
      'norm/beta': [4],
      'words/table': [10, 4],
      'attention/qkv/kernel': [8, 24],
      'attention/qkv/bias': [24],
      'attention/output/kernel': [8, 8],
      'attention/output/bias': [8],
    })
  })

  it('truncated normal: no value beyond two deviations, and the deviation of a normal cut there', () => {
    const values = truncatedNormal(0.02)([100, 200], random(1, 'draw'))
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.04))
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
    expect(deviation / 0.02).toBeCloseTo(0.8796, 2)
  })
})

describe('layers', () => {
  it('dense works on the last axis of any rank', () => {
    const weights = new Weights(1)
    const layer = denseLayer(weights, 'd', { in: 4, out: 3 })
    weights.trainable.get('d/bias')!.assign(tf.tensor1d([1, 2, 3]))
    const x = noise('x', [2, 5, 6, 4])
    const flat = tf.add(tf.matMul(tf.reshape(x, [60, 4]) as tf.Tensor2D, weights.trainable.get('d/kernel') as tf.Tensor2D), [1, 2, 3])
    expect(largest(layer(x), tf.reshape(flat, [2, 5, 6, 3]))).toBeLessThan(1e-5)
  })

  it('layer normalisation gives mean 0 and variance 1, scaled and moved', () => {
    const weights = new Weights(1)
    const layer = layerNormLayer(weights, 'n', 64)
    weights.trainable.get('n/gamma')!.assign(tf.fill([64], 2))
    weights.trainable.get('n/beta')!.assign(tf.fill([64], 5))
    const { mean, variance } = tf.moments(layer(tf.add(noise('x', [3, 4, 64], 10), 100)), -1)
    expect(largest(mean, tf.fill([3, 4], 5))).toBeLessThan(1e-3)
    expect(largest(variance, tf.fill([3, 4], 4))).toBeLessThan(1e-3)
  })

  it('a transposed convolution of 2 x 2 puts each cell times the filter into its own four', () => {
    const weights = new Weights(1)
    const layer = transposedConvolutionLayer(weights, 't', { in: 1, out: 1, kernel: 2, stride: 2 })
    weights.trainable.get('t/kernel')!.assign(tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]))
    weights.trainable.get('t/bias')!.assign(tf.tensor1d([0.5]))
    const y = layer(tf.tensor4d([1, 10], [1, 1, 2, 1]), false)
    expect(Array.from(y.dataSync())).toEqual([1.5, 2.5, 10.5, 20.5, 3.5, 4.5, 30.5, 40.5])
  })

  it('positions may be fewer than the table has', () => {
    const weights = new Weights(1)
    const layer = positionLayer(weights, 'p', { count: 6, size: 2 })
    const table = weights.trainable.get('p/table')!
    expect(largest(layer(tf.zeros([1, 6, 2])), tf.expandDims(table, 0))).toBe(0)
    expect(largest(layer(tf.zeros([1, 4, 2])), tf.expandDims(tf.slice(table, 0, 4), 0))).toBe(0)
  })

  it('an index that the table has not is an error', () => {
    const layer = embeddingLayer(new Weights(1), 'e', { count: 3, size: 2 })
    expect(() => layer(tf.tensor2d([0, 3], [1, 2], 'int32'))).toThrow('is not in [0, 3)')
  })
})

describe('multi-head attention', () => {
  it('does not hear a position that is not present', () => {
    const layer = multiHeadAttention(new Weights(1), 'a', { size: 8, heads: 2, initialise: truncatedNormal(0.5) })
    const x = noise('x', [1, 4, 8]) as tf.Tensor3D
    const other = tf.concat([tf.slice(x, [0, 0, 0], [1, 3, 8]), noise('other', [1, 1, 8])], 1) as tf.Tensor3D
    const first = (y: tf.Tensor) => tf.slice(y, [0, 0, 0], [1, 3, 8])
    const present = tf.tensor2d([1, 1, 1, 0], [1, 4])
    expect(largest(first(layer(x, present)), first(layer(other, present)))).toBe(0)
    expect(largest(first(layer(x)), first(layer(other)))).toBeGreaterThan(1e-3)
    expect(largest(first(layer(x, present)), layer(tf.slice(x, [0, 0, 0], [1, 3, 8])))).toBeLessThan(1e-6)
  })

  it('is each head on its own part of the features', () => {
    const weights = new Weights(1)
    const layer = multiHeadAttention(weights, 'a', { size: 6, heads: 2, initialise: truncatedNormal(0.5) })
    const x = noise('x', [1, 4, 6]) as tf.Tensor3D
    const qkv = tf.matMul(tf.squeeze(x, [0]), weights.trainable.get('a/qkv/kernel') as tf.Tensor2D)
    const parts = [0, 1].map((head) => {
      const [q, k, v] = [0, 6, 12].map((start) => tf.slice(qkv, [0, start + 3 * head], [4, 3]))
      return tf.matMul(tf.softmax(tf.div(tf.matMul(q, k, false, true), Math.sqrt(3))), v)
    })
    const expected = tf.matMul(tf.concat(parts, 1) as tf.Tensor2D, weights.trainable.get('a/output/kernel') as tf.Tensor2D)
    expect(largest(layer(x), tf.expandDims(expected, 0))).toBeLessThan(1e-5)
  })

  it('refuses features that the heads cannot share', () => {
    expect(() => multiHeadAttention(new Weights(1), 'a', { size: 8, heads: 3 })).toThrow('expected a size that is a multiple of 3 heads, received 8')
  })
})

/** Small nets of each kind; each gives logits (rows, 2) of its input. */
const nets: Record<string, { build(weights: Weights): (x: tf.Tensor) => tf.Tensor; input(): tf.Tensor; rows: number }> = {
  ConvNeXt: {
    input: () => noise('x', [2, 9, 8, 8]),
    rows: 2 * 9 * 8,
    build(weights) {
      const branch = sequence(
        depthwiseLayer(weights, 'depthwise', { channels: 8, kernel: 7 }),
        layerNormLayer(weights, 'norm', 8),
        denseLayer(weights, 'expand', { in: 8, out: 32 }),
        (x) => gelu(x),
        denseLayer(weights, 'contract', { in: 32, out: 8 }),
      )
      const classes = convolutionLayer(weights, 'classes', { in: 8, out: 2, kernel: 1 })
      return (x) => tf.reshape(classes(tf.add(x, branch(x as tf.Tensor4D, true)), true), [-1, 2])
    },
  },
  'U-Net': {
    input: () => noise('x', [2, 8, 8, 3]),
    rows: 2 * 8 * 8,
    build(weights) {
      const block = (name: string, from: number, to: number) =>
        sequence(convolutionLayer(weights, name, { in: from, out: to, kernel: 3, bias: false }), batchNormLayer(weights, `${name}/norm`, to), relu)
      const [down, bottom, up] = [block('down', 3, 4), block('bottom', 4, 8), block('up', 8, 4)]
      const enlarge = transposedConvolutionLayer(weights, 'enlarge', { in: 8, out: 4, kernel: 2, stride: 2 })
      const classes = convolutionLayer(weights, 'classes', { in: 4, out: 2, kernel: 1 })
      return (x) => {
        const skipped = down(x as tf.Tensor4D, true)
        const deep = enlarge(bottom(maxPool(2, 2)(skipped, true), true), true)
        return tf.reshape(classes(up(tf.concat([skipped, deep], 3), true), true), [-1, 2])
      }
    },
  },
  transformer: {
    input: () => tf.tensor2d([1, 4, 2, 2, 5, 0, 3, 1, 1, 0, 6, 2], [3, 4], 'int32'),
    rows: 3,
    build(weights) {
      const word = embeddingLayer(weights, 'words', { count: 7, size: 8 })
      const position = positionLayer(weights, 'positions', { count: 4, size: 8 })
      const attend = multiHeadAttention(weights, 'attention', { size: 8, heads: 2 })
      const norm = layerNormLayer(weights, 'norm', 8)
      const head = denseLayer(weights, 'classes', { in: 8, out: 2 })
      return (indices) => {
        const x = position(word(indices as tf.Tensor2D))
        return head(tf.mean(tf.add(x, attend(norm(x))), 1))
      }
    },
  },
}

describe.each(Object.entries(nets))('a small %s', (_, { build, input, rows }) => {
  const training = () => {
    const weights = new Weights(1)
    const network = build(weights)
    const optimizer = adam(weights.trainable, { learningRate: 0.01 })
    return (x: tf.Tensor, labels: tf.Tensor) => {
      const loss = () => tf.mean(crossEntropy(network(x) as tf.Tensor2D, labels as tf.Tensor1D)) as tf.Scalar
      const answer = lossAndGradients(weights.trainable, loss)
      optimizer.update(answer.gradients)
      return answer.loss
    }
  }
  const labels = () =>
    tf.tensor1d(
      Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 1 : 0)),
      'int32',
    )

  it('learns, and compiled as eagerly', () => {
    const eager = training()
    const compiled = compile(training())
    const losses = Array.from({ length: 30 }, () => {
      const expected = tf.tidy(() => eager(input(), labels()).dataSync()[0])
      expect(Math.abs(tf.tidy(() => compiled(input(), labels()).dataSync()[0]) - expected)).toBeLessThan(1e-5)
      return expected
    })
    expect(losses.at(-1)).toBeLessThan(0.9 * losses[0])
  })
})
