/**
 * Gradients of the native ops against central finite differences along random directions.
 */
import { normal, random } from '@phd/core'
import { batchNormTraining, convolution, crossEntropy, openTensorFlow, resizeBilinear, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

function noise(name: string, shape: number[], scale = 1): tf.Tensor {
  const draw = random(7, name)
  const size = shape.reduce((a, b) => a * b, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, () => scale * normal(draw)),
    shape,
  )
}

/** The derivative of Σ g·f along `direction`, by gradient and by difference, for each input. */
function derivatives(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], h: number): { gradient: number; difference: number; scale: number }[] {
  const g = noise('cotangent', f(...inputs).shape)
  const loss = (...at: tf.Tensor[]) => tf.sum(tf.mul(f(...at), g)) as tf.Scalar
  const gradients = tf.grads(loss)(inputs)
  return inputs.map((input, i) => {
    const direction = noise(`direction ${i}`, input.shape)
    const moved = (sign: number) => loss(...inputs.map((other, j) => (i === j ? tf.add(other, tf.mul(direction, sign * h)) : other))).dataSync()[0]
    const gradient = tf.sum(tf.mul(gradients[i], direction)).dataSync()[0]
    const scale = tf.norm(gradients[i]).dataSync()[0]
    return { gradient, difference: (moved(1) - moved(-1)) / (2 * h), scale }
  })
}

function expectDerivatives(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], { h = 0.5, tolerance = 1e-3 } = {}): void {
  for (const { gradient, difference, scale } of derivatives(f, inputs, h)) {
    expect(scale).toBeGreaterThan(0)
    expect(Math.abs(gradient - difference) / scale).toBeLessThan(tolerance)
  }
}

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
})
