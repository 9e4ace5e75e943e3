/** The addon's own kernels against the same composed of TensorFlow's ops, at shapes that leave remainders. */
import { attention, batchNormTraining, convolutionBias, crossEntropy, gelu, layerNorm, openTensorFlow, randomStream, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownKernels, withoutOwnKernels } from '../../lib/tensor/own-kernels.js'

let noise: (shape: number[]) => tf.Tensor

beforeAll(async () => {
  await openTensorFlow('cpu')
  const stream = randomStream(1)
  noise = stream.normal
})

/** Values and gradients by every input, with the addon's kernels and without; both as lists of numbers. */
function both(inputs: tf.Tensor[], of: (...inputs: tf.Tensor[]) => tf.Tensor): [number[][], number[][]] {
  const dy = noise(of(...inputs).shape)
  const run = () => [of(...inputs), ...tf.grads(of)(inputs, dy)].map((tensor) => Array.from(tensor.dataSync()))
  expect(ownKernels()).toBe(true)
  return [run(), withoutOwnKernels(run)]
}

/** Relative to the largest number of each tensor. */
function expectClose([own, composed]: [number[][], number[][]], tolerance = 3e-6): void {
  for (const [i, expected] of composed.entries()) {
    const scale = Math.max(...expected.map(Math.abs), 1e-3)
    const furthest = Math.max(...expected.map((value, at) => Math.abs(value - own[i][at])))
    expect(furthest / scale).toBeLessThan(tolerance)
  }
}

describe('own kernels agree with TensorFlow', () => {
  for (const shape of [[1, 1], [3, 5], [70_000], [7, 33, 3]]) {
    it(`gelu of ${shape}`, () => expectClose(both([noise(shape)], (x) => gelu(x))))
  }

  it('gelu far out: nothing below, the number itself above, and what is not a number stays so', () => {
    const values = Array.from(gelu(tf.tensor1d([-100, -9, -5, 0, 5, 100, Number.NaN, Number.POSITIVE_INFINITY])).dataSync())
    expect(values.slice(0, 6)).toEqual([
      -0,
      expect.closeTo(-9 * 1.1285884e-19, 22),
      expect.closeTo(-5 * 2.8665157e-7, 10),
      0,
      expect.closeTo(4.9999986, 5),
      100,
    ])
    expect(values[6]).toBeNaN()
    expect(values[7]).toBe(Number.POSITIVE_INFINITY)
  })

  for (const [rows, channels] of [
    [1, 16],
    [5, 3],
    [1000, 17],
    [3, 40_000],
  ]) {
    it(`layer normalisation of ${rows} rows of ${channels}`, () => {
      const inputs = [noise([rows, channels]), noise([channels]), noise([channels])]
      expectClose(
        both(inputs, (x, scale, offset) => layerNorm(x, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-6)),
        2e-5,
      )
    })
  }

  for (const relu of [false, true]) {
    for (const shape of [
      [2, 1, 1, 3],
      [1, 7, 5, 16],
      [3, 40, 33, 19],
    ]) {
      it(`batch normalisation of ${shape}${relu ? ' with ReLU' : ''}`, () => {
        const channels = shape[3]
        const inputs = [noise(shape), noise([channels]), noise([channels])]
        const tolerance = shape[0] === 2 ? 1e-3 : 2e-5 // two cells: what is left of the gradient is rounding
        expectClose(
          both(inputs, (x, scale, offset) => batchNormTraining(x as tf.Tensor4D, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-3, { relu }).y),
          tolerance,
        )
      })
    }
  }

  it('batch normalisation gives the statistics, also around a large mean', () => {
    const x = tf.add(noise([4, 16, 16, 5]), 1000) as tf.Tensor4D
    const { mean, variance } = batchNormTraining(x, tf.ones([5]), tf.zeros([5]), 1e-3)
    const exact = tf.moments(tf.sub(x, 1000), [0, 1, 2])
    const n = 4 * 16 * 16
    for (const c of [0, 1, 2, 3, 4]) {
      expect(mean.dataSync()[c]).toBeCloseTo(1000 + exact.mean.dataSync()[c], 3)
      expect(variance.dataSync()[c]).toBeCloseTo((exact.variance.dataSync()[c] * n) / (n - 1), 3)
    }
  })

  for (const [height, width, channels, kernel, pad] of [
    [5, 6, 3, 3, 'same'],
    [9, 9, 16, 7, 'same'],
    [6, 5, 20, 4, 'same'],
    [8, 9, 17, 3, 'valid'],
    [4, 4, 8, 7, 'same'],
  ] as const) {
    it(`the gradients of a depthwise ${kernel}x${kernel} filter, ${pad}, of ${channels} channels`, () => {
      const inputs = [noise([2, height, width, channels]), noise([kernel, kernel, channels, 1])]
      expectClose(
        both(inputs, (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, pad)),
        1e-5,
      )
    })
  }

  it('the gradients of a dilated depthwise filter', () => {
    const inputs = [noise([2, 9, 8, 5]), noise([3, 3, 5, 1])]
    expectClose(
      both(inputs, (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same', 'NHWC', 2)),
      1e-5,
    )
  })

  for (const relu of [false, true]) {
    it(`a bias${relu ? ' and ReLU' : ''}`, () => {
      const inputs = [noise([3, 20, 21, 7]), noise([7])]
      expectClose(
        both(inputs, (x, bias) => convolutionBias(x as tf.Tensor4D, bias as tf.Tensor1D, { relu })),
        1e-5,
      )
    })
  }

  it('attention', () => {
    const inputs = [1, 2, 3].map(() => noise([2, 2, 19, 8]))
    expectClose(
      both(inputs, (q, k, v) => attention(q as tf.Tensor4D, k as tf.Tensor4D, v as tf.Tensor4D)),
      1e-5,
    )
  })

  for (const [rows, classes] of [
    [1, 2],
    [1000, 2],
    [7, 33],
  ]) {
    it(`cross-entropy of ${rows} rows of ${classes} classes, logits far apart among them`, () => {
      const labels = tf.tensor1d(
        Int32Array.from({ length: rows }, (_, row) => row % classes),
        'int32',
      )
      expectClose(
        both([tf.mul(noise([rows, classes]), 20)], (logits) => crossEntropy(logits as tf.Tensor2D, labels)),
        1e-5,
      )
    })
  }
})

describe('own kernels refuse', () => {
  it('a label that is no class', () => {
    const labels = tf.tensor1d([0, 2], 'int32')
    expect(() => crossEntropy(tf.zeros([2, 2]), labels).dataSync()).toThrow('expected labels from 0 up to, not including, the number of classes')
  })

  it('a scale of another length', () => {
    expect(() => layerNorm(tf.zeros([2, 3]), tf.ones([3]), tf.ones([2]), 1e-6).dataSync()).toThrow(
      'PhdLayerNorm: expected x (rows, channels), scale and offset (channels)',
    )
  })
})
