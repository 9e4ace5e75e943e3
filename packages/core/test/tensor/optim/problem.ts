/** A small problem with a kernel and a bias, and its training by any optimizer, eager or compiled. */
import { compile, lossAndGradients, type Optimizer, tf } from '@phd/core/tensor'

const wave = (length: number, pace: number) => Array.from({ length }, (_, i) => Math.fround(Math.sin(pace * (i + 1))))

/** tanh(inputs x kernel + bias) shall be the targets; data and first weights for Python too. */
export const data = { inputs: wave(18, 1.3), targets: wave(12, 2.1), kernel: wave(6, 0.7), bias: wave(2, 0.4) }

export type Weights = Map<string, tf.Variable>

/** A kernel, and a vector and a scalar that lie end to end in the optimizer. */
export function firstWeights(): Weights {
  const variable = (values: number[], shape: number[]) => tf.tidy(() => tf.variable(tf.tensor(values, shape)))
  return new Map([
    ['offset', variable([0.1], [])],
    ['kernel', variable(data.kernel, [3, 2])],
    ['bias', variable(data.bias, [2])],
  ])
}

export function lossOf(weights: Weights): tf.Scalar {
  const [inputs, targets] = [tf.tensor(data.inputs, [6, 3]), tf.tensor(data.targets, [6, 2])]
  const [kernel, bias, offset] = ['kernel', 'bias', 'offset'].map((name) => weights.get(name)!)
  const answers = tf.add(tf.tanh(tf.add(tf.matMul(inputs as tf.Tensor2D, kernel as tf.Tensor as tf.Tensor2D), bias)), offset)
  return tf.mean(tf.square(tf.sub(answers, targets)))
}

/** The weights after each step, kernel first, and the losses before; `step` where it is not the plain one. */
export function train(
  weights: Weights,
  optimizer: Optimizer,
  {
    steps = 20,
    compiled = false,
    xla = false,
    rates,
    step,
  }: { steps?: number; compiled?: boolean; xla?: boolean; rates?: number[]; step?: () => tf.Scalar } = {},
): { losses: number[]; weights: number[][] } {
  const plain = () => {
    const { loss, gradients } = lossAndGradients(weights, () => lossOf(weights))
    optimizer.update(gradients)
    return loss
  }
  const chosen = step ?? plain
  const run = compiled ? compile(chosen, { xla }) : chosen
  const seen = { losses: [] as number[], weights: [] as number[][] }
  for (let i = 0; i < steps; i++) {
    if (rates) tf.tidy(() => optimizer.learningRate.assign(tf.scalar(rates[i])))
    seen.losses.push(tf.tidy(() => run().dataSync()[0]))
    seen.weights.push(values(weights))
  }
  if ('dispose' in run) (run as { dispose(): void }).dispose()
  return seen
}

/** All numbers of some variables, by order of names. */
export function values(variables: Map<string, tf.Tensor>): number[] {
  return ['kernel', 'bias', 'offset'].flatMap((name) => Array.from(variables.get(name)!.dataSync()))
}

/** The largest difference of two lists of the same length. */
export function farthest(got: number[], expected: number[]): number {
  if (got.length !== expected.length) throw new Error(`expected ${expected.length} numbers, received ${got.length}`)
  return Math.max(...got.map((value, i) => Math.abs(value - expected[i])).map((distance) => (Number.isNaN(distance) ? Infinity : distance)))
}
