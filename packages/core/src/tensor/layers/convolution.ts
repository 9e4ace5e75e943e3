/** Convolution and batch normalisation as layers. Maps are (batch, y, x, channels). */
import * as tf from '@tensorflow/tfjs-core'
import { batchNormTraining, convolution } from '../ops/index.js'
import { glorotUniform, type Initialiser, ones, zeros } from './initialisers.js'
import type { Weights } from './weights.js'

/** A network or a part of it: in training, batch statistics are used and remembered. */
export type Layer = (x: tf.Tensor4D, training: boolean) => tf.Tensor4D

export interface ConvolutionOptions {
  in: number
  out: number
  kernel: number
  stride?: number
  dilation?: number
  bias?: boolean
  pad?: 'same' | 'valid'
  initialise?: Initialiser
}

export function convolutionLayer(weights: Weights, name: string, options: ConvolutionOptions): Layer {
  const { kernel, stride, dilation, pad, bias = true, initialise = glorotUniform } = options
  const scope = weights.in(name)
  const filter = scope.variable('kernel', [kernel, kernel, options.in, options.out], initialise) as tf.Variable<tf.Rank.R4>
  const offset = bias ? scope.variable('bias', [options.out], zeros) : undefined
  return (x) => {
    const y = convolution(x, filter, { stride, dilation, pad })
    return offset ? tf.add(y, offset) : y
  }
}

/** Moving statistics follow the batch's by `1 - momentum` each training step. */
export function batchNormLayer(weights: Weights, name: string, channels: number, { momentum = 0.99, epsilon = 1e-3 } = {}): Layer {
  const scope = weights.in(name)
  const scale = scope.variable('gamma', [channels], ones) as tf.Variable<tf.Rank.R1>
  const offset = scope.variable('beta', [channels], zeros) as tf.Variable<tf.Rank.R1>
  const movingMean = scope.variable('moving_mean', [channels], zeros, false) as tf.Variable<tf.Rank.R1>
  const movingVariance = scope.variable('moving_variance', [channels], ones, false) as tf.Variable<tf.Rank.R1>
  const follow = (moving: tf.Variable, batch: tf.Tensor) => moving.assign(tf.add(moving, tf.mul(tf.sub(batch, moving), 1 - momentum)))
  return (x, training) => {
    if (!training) return tf.batchNorm4d(x, movingMean, movingVariance, offset, scale, epsilon)
    const { y, mean, variance } = batchNormTraining(x, scale, offset, epsilon)
    follow(movingMean, mean)
    follow(movingVariance, variance)
    return y
  }
}

/** Layers one after the other. */
export function sequence(...layers: Layer[]): Layer {
  return (x, training) => layers.reduce((value, layer) => layer(value, training), x)
}

export const relu: Layer = (x) => tf.relu(x)

/** Max pooling over `size` cells, padding `same`. */
export function maxPool(size: number, stride: number): Layer {
  return (x) => tf.maxPool(x, size, stride, 'same')
}
