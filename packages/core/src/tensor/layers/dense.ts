/** A dense layer over the last axis. */
import * as tf from '@tensorflow/tfjs-core'
import { biasAdd } from '../ops/index.js'
import { glorotUniform, type Initialiser, zeros } from './initialisers.js'
import type { AnyLayer } from './sequence.js'
import type { Weights } from './weights.js'

export interface DenseOptions {
  in: number
  out: number
  bias?: boolean
  initialise?: Initialiser
}

/** (…, in) to (…, out). */
export function denseLayer(weights: Weights, name: string, options: DenseOptions): AnyLayer {
  const { bias = true, initialise = glorotUniform } = options
  const scope = weights.in(name)
  const kernel = scope.variable('kernel', [options.in, options.out], initialise) as tf.Variable<tf.Rank.R2>
  const offset = bias ? scope.variable('bias', [options.out], zeros) : undefined
  return <T extends tf.Tensor>(x: T) => {
    const y = tf.matMul(tf.reshape(x, [-1, options.in]) as tf.Tensor2D, kernel)
    return tf.reshape(offset ? biasAdd(y, offset) : y, [...x.shape.slice(0, -1), options.out]) as T
  }
}
