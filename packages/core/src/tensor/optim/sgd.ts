/**
 * Stochastic gradient descent, with momentum (Polyak 1964) and Nesterov's look ahead (Sutskever et al. 2013).
 *
 *     velocity <- momentum x velocity + rate x gradient
 *     weight   <- weight - velocity                                  or, Nesterov: - (momentum x velocity + rate x gradient)
 *
 * As in Keras the rate is inside the velocity: a change of the rate acts on gradients to come, not on those gathered.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type Optimizer, type OptimizerOptions, optimizerOf } from './optimizer.js'
import { inRange } from './options.js'

export interface SgdOptions extends OptimizerOptions {
  momentum?: number
  nesterov?: boolean
}

/** Slot `velocity`; none without momentum. */
export function sgd(weights: Map<string, tf.Variable>, { learningRate = 0.01, momentum = 0, nesterov = false, ...others }: SgdOptions = {}): Optimizer {
  const options = { learningRate, ...others }
  inRange('momentum', momentum, { from: 0, below: 1 })
  return optimizerOf(weights, options, {
    slots: momentum > 0 ? ['velocity'] : [],
    change: (learningRate) => (gradient, velocity) => {
      const fresh = tf.mul(gradient, learningRate)
      if (!velocity) return fresh
      velocity.assign(tf.add(tf.mul(velocity, momentum), fresh))
      return nesterov ? tf.add(tf.mul(velocity, momentum), fresh) : velocity
    },
  })
}
