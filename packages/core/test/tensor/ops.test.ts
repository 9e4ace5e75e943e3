/** Native ops, eagerly and compiled, against each other and against Python TensorFlow in float64 (needs .oracle). */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { attention, biasAdd, type Compiled, compile, crossEntropy, gelu, layerNorm, openTensorFlow, tf, transposedConvolution } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { noise } from './finite-differences.js'

const python = process.env.PHD_ORACLE_PYTHON ?? fileURLToPath(new URL('../../../../.oracle/bin/python', import.meta.url))

interface Case {
  f: (...inputs: tf.Tensor[]) => tf.Tensor
  shapes: number[][]
}

const int32 = (values: number[], shape: number[]) => tf.tensor(values, shape, 'int32')
const mask = () => tf.tensor4d([0, 0, 0, -1e9, 0, -1e9, 0, 0, 0, 0], [2, 1, 1, 5])

const cases: Record<string, Case> = {
  bias: { f: biasAdd, shapes: [[3, 4, 5], [5]] },
  gelu: { f: (x) => gelu(x), shapes: [[6, 50]] },
  'gelu by tanh': { f: (x) => gelu(x, { approximate: true }), shapes: [[6, 50]] },
  'layer normalisation': { f: (x, scale, offset) => layerNorm(x, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-5), shapes: [[3, 4, 8], [8], [8]] },
  'transposed convolution': {
    f: (x, filter) => transposedConvolution(x as tf.Tensor4D, filter as tf.Tensor4D, 3),
    shapes: [
      [2, 5, 4, 3],
      [4, 4, 2, 3],
    ],
  },
  'depthwise convolution': {
    f: (x, filter) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'),
    shapes: [
      [2, 9, 8, 3],
      [7, 7, 3, 1],
    ],
  },
  gather: { f: (table) => tf.gather(table, int32([0, 3, 3, 1, 0, 6], [2, 3])), shapes: [[7, 4]] },
  attention: {
    f: (q, k, v) => attention(q as tf.Tensor4D, k as tf.Tensor4D, v as tf.Tensor4D, mask()),
    shapes: [
      [2, 3, 4, 6],
      [2, 3, 5, 6],
      [2, 3, 5, 6],
    ],
  },
  softmax: { f: (x) => tf.softmax(x), shapes: [[4, 5]] },
  'cross-entropy': { f: (x) => crossEntropy(x as tf.Tensor2D, int32([0, 1, 2, 1], [4]) as tf.Tensor1D), shapes: [[4, 3]] },
  'max pooling': { f: (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'), shapes: [[2, 7, 6, 3]] },
  'mean over the last but one axis': { f: (x) => tf.mean(x, -2, true), shapes: [[3, 4, 5]] },
  'sum over two axes': { f: (x) => tf.sum(x, [-1, 0]), shapes: [[3, 4, 5]] },
}

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const inputsOf = ({ shapes }: Case) => shapes.map((shape, index) => noise(`input ${index}`, shape))

/** The value and, for each input, the gradient of Σ value · cotangent. */
function valueAndGradients({ f }: Case, inputs: tf.Tensor[], cotangent: tf.Tensor): tf.Tensor[] {
  return [f(...inputs), ...tf.grads((...at) => tf.sum(tf.mul(f(...at), cotangent)))(inputs)]
}

const values = (tensors: tf.Tensor[]) => tensors.map((tensor) => Array.from(tensor.dataSync()))

function expectClose(received: number[][], expected: number[][], tolerance: number): void {
  expect(received.map(({ length }) => length)).toEqual(expected.map(({ length }) => length))
  for (const [index, list] of expected.entries()) {
    const scale = Math.max(...list.map(Math.abs))
    expect(scale).toBeGreaterThan(0)
    const error = Math.max(...list.map((value, i) => Math.abs(value - received[index][i])))
    expect(error / scale, index === 0 ? 'value' : `gradient ${index - 1}`).toBeLessThan(tolerance)
  }
}

describe.each(Object.entries(cases))('%s', (_, one) => {
  for (const xla of [false, true]) {
    it(`compiled${xla ? ' through XLA' : ''} as eagerly`, () => {
      const inputs = inputsOf(one)
      const cotangent = noise('cotangent', one.f(...inputs).shape)
      const eager = values(valueAndGradients(one, inputs, cotangent))
      const step: Compiled<tf.Tensor[], tf.Tensor[]> = compile((...args) => valueAndGradients(one, args.slice(0, -1), args.at(-1)!), { xla })
      expectClose(values(step(...inputs, cotangent)), eager, 1e-5)
    })
  }
})

describe.skipIf(!existsSync(python))('Python TensorFlow', () => {
  it.each(Object.keys(cases))('has the same value and gradients: %s', (name) => {
    const inputs = inputsOf(cases[name])
    const cotangent = noise('cotangent', cases[name].f(...inputs).shape)
    expectClose(values(valueAndGradients(cases[name], inputs, cotangent)), answers()[name], 1e-5)
  })

  let known: Record<string, number[][]> | undefined
  const answers = () => {
    known ??= askPython()
    return known
  }
})

function askPython(): Record<string, number[][]> {
  const plain = (tensor: tf.Tensor) => ({ shape: tensor.shape, data: Array.from(tensor.dataSync()) })
  const asked = Object.entries(cases).map(([name, one]) => {
    const inputs = inputsOf(one)
    return [name, { inputs: inputs.map(plain), cotangent: plain(noise('cotangent', one.f(...inputs).shape)) }]
  })
  const script = fileURLToPath(new URL('ops_oracle.py', import.meta.url))
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' }
  return JSON.parse(
    execFileSync(python, [script], { input: JSON.stringify(Object.fromEntries(asked)), env, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }),
  )
}
