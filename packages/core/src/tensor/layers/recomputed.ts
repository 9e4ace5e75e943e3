/** A part of a network that takes less memory in training, for more time. */
import type * as tf from '@tensorflow/tfjs-core'
import { recompute } from '../ops/recompute.js'
import type { Layer } from './sequence.js'
import type { Weights } from './weights.js'

/**
 * `layer`, all of whose weights are in `weights`: only its input is kept in a compiled step, what lies between is computed
 * again for the gradient. It may hold no batch normalisation, whose statistics would move twice, and no dropout.
 */
export function recomputed<T extends tf.Tensor = tf.Tensor4D>(weights: Weights, layer: Layer<T>): Layer<T> {
  const own = [...weights.own()]
  const statistics = own.filter(([, { trainable }]) => !trainable).map(([name]) => name)
  if (statistics.length > 0) throw new Error(`recomputed: expected a layer without statistics, received ${statistics.join(', ')}`)
  const variables = own.map(([, variable]) => variable)
  return (x, training) => recompute((input) => layer(input, training), x, variables)
}
