/**
 * Gradients of the native ops against central finite differences along random directions.
 */
import {
  attention,
  batchNormTraining,
  biasAdd,
  convolution,
  crossEntropy,
  gelu,
  layerNorm,
  openTensorFlow,
  resizeBilinear,
  tf,
  transposedConvolution,
} from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectDerivatives, noise } from './finite-differences.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const sizes = [
  [17, 16],
  [24, 37],
]

describe('convolution', () => {
  for (const dilation of [1, 2, 6, 12, 18]) {
    for (const stride of [1, 2]) {
      for (const [height, width] of sizes) {
        it(`has the right gradients at dilation ${dilation}, stride ${stride}, ${height} x ${width}`, () => {
          const inputs = [noise('x', [2, height, width, 3]), noise('filter', [3, 3, 3, 4])]
          expectDerivatives((x, filter) => convolution(x as tf.Tensor4D, filter as tf.Tensor4D, { stride, dilation }), inputs)
        })
      }
    }
  }

  it('gives tf.conv2d the same gradients, which tfjs alone refuses', () => {
    const inputs = [noise('x', [1, 15, 14, 2]), noise('filter', [3, 3, 2, 2])]
    expectDerivatives((x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same', 'NHWC', 6), inputs)
  })

  it('takes padding valid and a 5 x 1 filter', () => {
    const inputs = [noise('x', [1, 21, 9, 2]), noise('filter', [5, 1, 2, 3])]
    expectDerivatives((x, filter) => convolution(x as tf.Tensor4D, filter as tf.Tensor4D, { dilation: 2, pad: 'valid' }), inputs)
  })
})

describe('depthwise convolution', () => {
  for (const dilation of [1, 2, 6, 12, 18]) {
    for (const [height, width] of sizes) {
      for (const pad of ['same', 'valid'] as const) {
        if (pad === 'valid' && Math.min(height, width) <= 2 * dilation) continue
        it(`has the right gradients at dilation ${dilation}, ${pad}, ${height} x ${width}`, () => {
          const inputs = [noise('x', [2, height, width, 3]), noise('filter', [3, 3, 3, 2])]
          expectDerivatives((x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, pad, 'NHWC', dilation), inputs)
        })
      }
    }
  }

  it('has the right gradients at stride 2', () => {
    const inputs = [noise('x', [2, 15, 15, 3]), noise('filter', [3, 3, 3, 1])]
    expectDerivatives((x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'), inputs)
  })
})

describe('other native ops', () => {
  it('batch normalisation in training', () => {
    const inputs = [noise('x', [3, 5, 4, 2], 2), noise('scale', [2]), noise('offset', [2])]
    const f = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => batchNormTraining(x as tf.Tensor4D, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-3).y
    expectDerivatives(f, inputs, { h: 0.01, tolerance: 5e-3 })
  })

  it('batch normalisation gives the statistics of the batch', () => {
    const x = noise('x', [3, 5, 4, 2], 2) as tf.Tensor4D
    const { y, mean, variance } = batchNormTraining(x, tf.ones([2]), tf.zeros([2]), 1e-3)
    const moments = tf.moments(x, [0, 1, 2])
    const n = 3 * 5 * 4
    expect(tf.max(tf.abs(tf.sub(mean, moments.mean))).dataSync()[0]).toBeLessThan(1e-5)
    expect(tf.max(tf.abs(tf.sub(variance, tf.mul(moments.variance, n / (n - 1))))).dataSync()[0]).toBeLessThan(1e-4)
    expect(tf.max(tf.abs(tf.mean(y, [0, 1, 2]))).dataSync()[0]).toBeLessThan(1e-5)
  })

  it('ReLU', () => expectDerivatives((x) => tf.relu(x), [noise('x', [50])], { h: 1e-3, tolerance: 0.02 }))

  it('sum and mean over some axes, kept or not', () => {
    const x = noise('x', [3, 4, 5])
    expectDerivatives((a) => tf.sum(a, [0, 2]), [x])
    expectDerivatives((a) => tf.mean(a, 1, true), [x])
    expectDerivatives((a) => tf.mean(a), [x])
    expectDerivatives((a) => tf.sum(a, [-1, -3]), [x])
    expectDerivatives((a) => tf.mean(a, [-2], true), [x])
  })

  for (const [from, to] of [
    [8, 16],
    [7, 20],
    [20, 9],
  ]) {
    it(`bilinear resizing with half-pixel centres, ${from} to ${to}`, () => {
      expectDerivatives((x) => resizeBilinear(x as tf.Tensor4D, to, to + 1), [noise('x', [2, from, from + 1, 2])])
    })
  }

  it('softmax cross-entropy', () => {
    const labels = tf.tensor1d([0, 1, 2, 1], 'int32')
    expectDerivatives((logits) => crossEntropy(logits as tf.Tensor2D, labels), [noise('logits', [4, 3])], { h: 0.01, tolerance: 5e-3 })
  })

  it('a bias', () => expectDerivatives((x, bias) => biasAdd(x, bias), [noise('x', [3, 4, 5]), noise('bias', [5])]))

  for (const approximate of [false, true]) {
    it(`GELU, ${approximate ? 'tanh form' : 'exact'}`, () => {
      expectDerivatives((x) => gelu(x, { approximate }), [noise('x', [6, 50], 2)], { h: 0.01, tolerance: 5e-3 })
    })
  }

  for (const shape of [
    [7, 5],
    [2, 3, 4, 6],
  ]) {
    it(`layer normalisation of [${shape}]`, () => {
      const channels = shape.at(-1)!
      const inputs = [noise('x', shape, 3), noise('scale', [channels]), noise('offset', [channels])]
      expectDerivatives((x, scale, offset) => layerNorm(x, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-5), inputs, { h: 0.01, tolerance: 5e-3 })
    })
  }

  for (const [kernel, stride] of [
    [2, 2],
    [3, 2],
    [3, 1],
    [4, 3],
  ]) {
    it(`transposed convolution ${kernel} x ${kernel}, stride ${stride}`, () => {
      const inputs = [noise('x', [2, 5, 4, 3]), noise('filter', [kernel, kernel, 2, 3])]
      expectDerivatives((x, filter) => transposedConvolution(x as tf.Tensor4D, filter as tf.Tensor4D, stride), inputs)
    })
  }

  it('rows gathered from a table, some of them twice', () => {
    const indices = tf.tensor2d([0, 3, 3, 1, 0, 6], [2, 3], 'int32')
    expectDerivatives((table) => tf.gather(table, indices), [noise('table', [7, 4])])
    expectDerivatives((table) => tf.gather(table, indices, 1), [noise('table', [2, 7, 4])])
  })

  for (const masked of [false, true]) {
    it(`attention${masked ? ' that leaves out keys' : ''}`, () => {
      const mask = masked ? tf.tensor4d([0, 0, 0, -1e9, 0, -1e9, 0, 0, 0, 0], [2, 1, 1, 5]) : undefined
      const inputs = [noise('q', [2, 3, 4, 6]), noise('k', [2, 3, 5, 6]), noise('v', [2, 3, 5, 6])]
      expectDerivatives((q, k, v) => attention(q as tf.Tensor4D, k as tf.Tensor4D, v as tf.Tensor4D, mask), inputs, { h: 0.01, tolerance: 5e-3 })
    })
  }

  it('softmax', () => expectDerivatives((x) => tf.softmax(x), [noise('x', [4, 5])], { h: 0.01, tolerance: 5e-3 }))

  it('max pooling', () => expectDerivatives((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'), [noise('x', [2, 7, 6, 3], 10)], { h: 1e-3, tolerance: 0.02 }))

  it('matrix products, transposed or not', () => {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]) {
      const inputs = [noise('a', transposeA ? [2, 5, 3] : [2, 3, 5]), noise('b', transposeB ? [2, 4, 5] : [2, 5, 4])]
      expectDerivatives((a, b) => tf.matMul(a, b, transposeA, transposeB), inputs)
    }
  })
})
