/**
 * Exponential moving average of the weights (Polyak and Juditsky 1992), for evaluation and prediction.
 *
 * After step t the average is the mean of the weights after steps 1 to t, each weighed momentum ** (its age): the
 * weights before training have no part in it, in a short run neither (bias-corrected, as the moments of Adam are).
 * Keras' `use_ema` instead starts at the weights after step 1 and keeps them in the mean at momentum ** (t - 1).
 *
 *     const optimizer = withAveraging(adam(weights.trainable), weights.all())
 *     … optimizer.update(gradients) …
 *     const scores = await optimizer.withAverages(() => evaluate(network))
 */
import * as tf from '@tensorflow/tfjs-core'
import { type Optimizer, stateVariable } from './optimizer.js'
import { inRange } from './options.js'

export interface AveragingOptimizer extends Optimizer {
  /** The averages by weight name. */
  averages: Map<string, tf.Variable>
  /** Run with the averages in place of the weights; afterwards, whatever happens, the weights are back. Do not train in it. */
  withAverages<T>(run: () => T | Promise<T>): Promise<T>
}

/** `weights` are what is averaged: pass the statistics of batch normalisation too, they belong to the weights. */
export function withAveraging<O extends Optimizer>(optimizer: O, weights: Iterable<[string, tf.Variable]>, { momentum = 0.999 } = {}): O & AveragingOptimizer {
  inRange('momentum', momentum, { from: 0, below: 1 })
  const steps = stateVariable(() => tf.scalar(0))
  const pairs = [...weights].map(([name, weight]) => ({ name, weight, average: stateVariable(() => weight.clone()) }))

  const update = (gradients: Record<string, tf.Tensor>) => {
    optimizer.update(gradients)
    steps.assign(tf.add(steps, 1))
    const share = tf.div(momentum - 1, tf.expm1(tf.mul(steps, Math.log(momentum)))) // (1 - momentum) / (1 - momentum ** steps)
    for (const { weight, average } of pairs) tf.tidy(() => average.assign(tf.add(average, tf.mul(tf.sub(weight, average), share))))
  }
  const exchange = () => {
    for (const { weight, average } of pairs) {
      const held = weight.clone()
      weight.assign(average)
      average.assign(held)
      held.dispose()
    }
  }
  return {
    ...optimizer,
    variables: new Map([...optimizer.variables, ['average_step', steps], ...pairs.map(({ name, average }) => [`average/${name}`, average] as const)]),
    averages: new Map(pairs.map(({ name, average }) => [name, average])),
    update: (gradients) => tf.tidy(() => update(gradients)),
    async withAverages(run) {
      exchange()
      try {
        return await run()
      } finally {
        exchange()
      }
    },
  }
}
