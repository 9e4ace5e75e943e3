/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), with all state in variables: learning rate, step
 * count and the two moments of every weight. Nothing is read back, so a step may be captured whole.
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
  const variables = new Map<string, tf.Variable>()
  const remember = (name: string, first: tf.Tensor) => {
    const variable = tf.variable(first, false)
    first.dispose()
    variables.set(name, variable)
    return variable
  }
  const rate = remember('learning_rate', tf.scalar(learningRate))
  const step = remember('step', tf.scalar(0))
  const moments = new Map<string, { first: tf.Variable; second: tf.Variable }>()
  for (const [name, { shape }] of weights) {
    moments.set(name, { first: remember(`${name}/m`, tf.zeros(shape)), second: remember(`${name}/v`, tf.zeros(shape)) })
  }

  return {
    variables,
    learningRate: rate,
    update(gradients) {
      tf.tidy(() => {
        step.assign(tf.add(step, 1))
        const correction = tf.div(tf.sqrt(tf.sub(1, tf.pow(beta2, step))), tf.sub(1, tf.pow(beta1, step)))
        const size = tf.mul(rate, correction)
        for (const [name, weight] of weights) {
          const gradient = gradients[name]
          const { first, second } = moments.get(name)!
          first.assign(tf.add(first, tf.mul(tf.sub(gradient, first), 1 - beta1)))
          second.assign(tf.add(second, tf.mul(tf.sub(tf.square(gradient), second), 1 - beta2)))
          const change = tf.div(tf.mul(size, first), tf.add(tf.sqrt(second), epsilon))
          const decayed = weightDecay > 0 && weight.rank > 1 ? tf.sub(weight, tf.mul(weight, tf.mul(rate, weightDecay))) : weight
          weight.assign(tf.sub(decayed, change))
        }
      })
    },
  }
}
