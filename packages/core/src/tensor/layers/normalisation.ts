/** Batch normalisation of maps (batch, y, x, channels), and layer normalisation over the last axis. */
import * as tf from '@tensorflow/tfjs-core'
import { batchNormTraining, layerNorm } from '../ops/index.js'
import { ones, zeros } from './initialisers.js'
import type { AnyLayer, Layer } from './sequence.js'
import type { Weights } from './weights.js'

export interface BatchNormOptions {
  momentum?: number
  epsilon?: number
  /** After the normalisation; cheaper than a layer of its own. */
  activation?: 'relu'
}

/** Moving statistics follow the batch's by `1 - momentum` each training step. */
export function batchNormLayer(weights: Weights, name: string, channels: number, options: BatchNormOptions = {}): Layer {
  const { momentum = 0.99, epsilon = 1e-3, activation } = options
  const relu = activation === 'relu'
  const scope = weights.in(name)
  const scale = scope.variable('gamma', [channels], ones) as tf.Variable<tf.Rank.R1>
  const offset = scope.variable('beta', [channels], zeros) as tf.Variable<tf.Rank.R1>
  const movingMean = scope.variable('moving_mean', [channels], zeros, false) as tf.Variable<tf.Rank.R1>
  const movingVariance = scope.variable('moving_variance', [channels], ones, false) as tf.Variable<tf.Rank.R1>
  const follow = (moving: tf.Variable, batch: tf.Tensor) => moving.assign(tf.add(moving, tf.mul(tf.sub(batch, moving), 1 - momentum)))
  return (x, training) => {
    if (!training) {
      const y = tf.batchNorm4d(x, movingMean, movingVariance, offset, scale, epsilon)
      return relu ? tf.relu(y) : y
    }
    const { y, mean, variance } = batchNormTraining(x, scale, offset, epsilon, { relu })
    follow(movingMean, mean)
    follow(movingVariance, variance)
    return y
  }
}

export function layerNormLayer(weights: Weights, name: string, channels: number, { epsilon = 1e-5 } = {}): AnyLayer {
  const scope = weights.in(name)
  const scale = scope.variable('gamma', [channels], ones) as tf.Variable<tf.Rank.R1>
  const offset = scope.variable('beta', [channels], zeros) as tf.Variable<tf.Rank.R1>
  return (x) => layerNorm(x, scale, offset, epsilon)
}
