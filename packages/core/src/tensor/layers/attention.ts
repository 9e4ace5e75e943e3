/** Multi-head self-attention (Vaswani et al. 2017). */
import * as tf from '@tensorflow/tfjs-core'
import { attention } from '../ops/index.js'
import { denseLayer } from './dense.js'
import { type Initialiser, truncatedNormal } from './initialisers.js'
import type { Weights } from './weights.js'

export interface AttentionOptions {
  /** Features of a position, a multiple of the heads. */
  size: number
  heads: number
  initialise?: Initialiser
}

/**
 * (batch, length, size) to the same; queries, keys and values are one dense layer, the output another.
 *
 * `present` (batch, length), 1 for a position to attend to and 0 for padding.
 */
export function multiHeadAttention(weights: Weights, name: string, { size, heads, initialise = truncatedNormal(0.02) }: AttentionOptions) {
  if (size % heads !== 0) throw new Error(`multi-head attention: expected a size that is a multiple of ${heads} heads, received ${size}`)
  const scope = weights.in(name)
  const project = denseLayer(scope, 'qkv', { in: size, out: 3 * size, initialise })
  const output = denseLayer(scope, 'output', { in: size, out: size, initialise })
  return (x: tf.Tensor3D, present?: tf.Tensor2D): tf.Tensor3D => {
    const [batch, length] = x.shape
    const parts = tf.reshape(project(x), [batch, length, 3, heads, size / heads])
    const [q, k, v] = tf.unstack(tf.transpose(parts, [2, 0, 3, 1, 4])) as tf.Tensor4D[]
    const heard = attention(q, k, v, present && scores(present))
    return output(tf.reshape(tf.transpose(heard, [0, 2, 1, 3]), [batch, length, size]))
  }
}

/** What is added to the scores of a key: 0 where it is present, -1e9 where not. */
function scores(present: tf.Tensor2D): tf.Tensor4D {
  const [batch, length] = present.shape
  return tf.reshape(tf.mul(tf.sub(tf.cast(present, 'float32'), 1), 1e9), [batch, 1, 1, length])
}
