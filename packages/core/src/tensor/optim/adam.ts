/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), with all state in variables: learning rate, step
 * count and the two moments. Nothing is read back, so a step may be captured whole.
 *
 * The moments of all weights lie end to end in one vector each: a step is a dozen ops on long vectors instead of a dozen
 * ops a weight.
 */
import * as tf from '@tensorflow/tfjs-core'

export interface AdamOptions {
  learningRate?: number
  beta1?: number
  beta2?: number
  epsilon?: number
  /** Decoupled decay a step, relative to the learning rate; kernels only (weights of two axes or more). */
  weightDecay?: number
}

export interface Optimizer {
  /** Every variable the optimizer remembers, by name. */
  variables: Map<string, tf.Variable>
  learningRate: tf.Variable
  /** One step with gradients by weight name. */
  update(gradients: Record<string, tf.Tensor>): void
}

export function adam(
  weights: Map<string, tf.Variable>,
  { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 }: AdamOptions = {},
): Optimizer {
  const sizes = [...weights.values()].map(({ size }) => size)
  const length = sizes.reduce((a, b) => a + b, 0)
  const remembered = (first: () => tf.Tensor) => tf.tidy(() => tf.variable(first(), false))
  const rate = remembered(() => tf.scalar(learningRate))
  const step = remembered(() => tf.scalar(0))
  const first = remembered(() => tf.zeros([length]))
  const second = remembered(() => tf.zeros([length]))

  const update = (gradients: Record<string, tf.Tensor>) => {
    const gradient = tf.concat([...weights.keys()].map((name) => tf.reshape(gradients[name], [-1])))
    step.assign(tf.add(step, 1))
    first.assign(tf.add(first, tf.mul(tf.sub(gradient, first), 1 - beta1)))
    second.assign(tf.add(second, tf.mul(tf.sub(tf.square(gradient), second), 1 - beta2)))
    const correction = tf.div(tf.sqrt(tf.sub(1, tf.pow(beta2, step))), tf.sub(1, tf.pow(beta1, step)))
    const change = tf.div(tf.mul(tf.mul(rate, correction), first), tf.add(tf.sqrt(second), epsilon))
    const changes = tf.split(change, sizes)
    const kept = tf.sub(1, tf.mul(rate, weightDecay))
    for (const [i, weight] of [...weights.values()].entries()) {
      const decayed = weightDecay > 0 && weight.rank > 1 ? tf.mul(weight, kept) : weight
      weight.assign(tf.sub(decayed, tf.reshape(changes[i], weight.shape)))
    }
  }

  return {
    variables: new Map([
      ['learning_rate', rate],
      ['step', step],
      ['m', first],
      ['v', second],
    ]),
    learningRate: rate,
    update: (gradients) => tf.tidy(() => update(gradients)),
  }
}
