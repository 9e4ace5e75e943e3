/** Adam (Kingma and Ba 2015); with `weightDecay` it is AdamW (Loshchilov and Hutter 2019). */
import * as tf from '@tensorflow/tfjs-core'
import { fusedAdam } from '../ops/fused/adam.js'
import { ownKernels } from '../own-kernels.js'
import { type Optimizer, type OptimizerOptions, optimizerOf } from './optimizer.js'
import { inRange } from './options.js'

export interface AdamOptions extends OptimizerOptions {
  beta1?: number
  beta2?: number
  /** Added to the root of the second moment before its bias is corrected, as Keras does. */
  epsilon?: number
}

/** Slots `m` and `v`, the two moments. */
export function adam(weights: Map<string, tf.Variable>, { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, ...options }: AdamOptions = {}): Optimizer {
  inRange('beta1', beta1, { from: 0, below: 1 })
  inRange('beta2', beta2, { from: 0, below: 1 })
  return optimizerOf(weights, options, {
    slots: ['m', 'v'],
    change(learningRate, step) {
      const rate = tf.mul(learningRate, tf.div(tf.sqrt(tf.sub(1, tf.pow(beta2, step))), tf.sub(1, tf.pow(beta1, step))))
      const [new1, new2, small] = [1 - beta1, 1 - beta2, epsilon].map((value) => tf.scalar(value))
      return (gradient, m, v) => {
        if (ownKernels()) {
          const next = fusedAdam({ gradient, m, v, rate }, { beta1, beta2, epsilon })
          m.assign(next.m)
          v.assign(next.v)
          return next.change
        }
        m.assign(tf.add(m, tf.mul(tf.sub(gradient, m), new1)))
        v.assign(tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), new2)))
        return tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), small))
      }
    },
  })
}
