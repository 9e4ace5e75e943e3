/** Convolutions and max pooling as layers. Maps are (batch, y, x, channels). */
import * as tf from '@tensorflow/tfjs-core'
import { biasAdd, convolution, convolutionBias, transposedConvolution } from '../ops/index.js'
import { glorotUniform, type Initialiser, zeros } from './initialisers.js'
import type { Layer } from './sequence.js'
import type { Weights } from './weights.js'

export interface ConvolutionOptions {
  in: number
  out: number
  kernel: number
  stride?: number
  dilation?: number
  bias?: boolean
  pad?: 'same' | 'valid'
  /** After the bias; cheaper than a layer of its own. */
  activation?: 'relu'
  initialise?: Initialiser
}

export function convolutionLayer(weights: Weights, name: string, options: ConvolutionOptions): Layer {
  const { kernel, stride, dilation, pad, bias = true, activation, initialise = glorotUniform } = options
  const scope = weights.in(name)
  const filter = scope.variable('kernel', [kernel, kernel, options.in, options.out], initialise) as tf.Variable<tf.Rank.R4>
  const offset = bias ? (scope.variable('bias', [options.out], zeros) as tf.Variable<tf.Rank.R1>) : undefined
  return (x) => {
    const y = convolution(x, filter, { stride, dilation, pad })
    if (offset) return convolutionBias(y, offset, { relu: activation === 'relu' })
    return activation === 'relu' ? tf.relu(y) : y
  }
}

export interface DepthwiseOptions {
  channels: number
  kernel: number
  stride?: number
  dilation?: number
  bias?: boolean
  initialise?: Initialiser
}

/** Each channel by a filter of its own, padding `same`. */
export function depthwiseLayer(weights: Weights, name: string, options: DepthwiseOptions): Layer {
  const { channels, kernel, stride = 1, dilation = 1, bias = true, initialise = glorotUniform } = options
  const scope = weights.in(name)
  const filter = scope.variable('kernel', [kernel, kernel, channels, 1], initialise) as tf.Variable<tf.Rank.R4>
  const offset = bias ? scope.variable('bias', [channels], zeros) : undefined
  return (x) => {
    const y = tf.depthwiseConv2d(x, filter, stride, 'same', 'NHWC', dilation)
    return offset ? biasAdd(y, offset) : y
  }
}

export interface TransposedOptions {
  in: number
  out: number
  kernel: number
  stride: number
  bias?: boolean
  initialise?: Initialiser
}

/** Maps grow by the stride along y and x. */
export function transposedConvolutionLayer(weights: Weights, name: string, options: TransposedOptions): Layer {
  const { kernel, stride, bias = true, initialise = glorotUniform } = options
  const scope = weights.in(name)
  const filter = scope.variable('kernel', [kernel, kernel, options.out, options.in], initialise) as tf.Variable<tf.Rank.R4>
  const offset = bias ? scope.variable('bias', [options.out], zeros) : undefined
  return (x) => {
    const y = transposedConvolution(x, filter, stride)
    return offset ? biasAdd(y, offset) : y
  }
}

/** Max pooling over `size` cells, padding `same`. */
export function maxPool(size: number, stride: number): Layer {
  return (x) => tf.maxPool(x, size, stride, 'same')
}
