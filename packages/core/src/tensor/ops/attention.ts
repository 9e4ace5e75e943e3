/**
 * Scaled dot-product attention (Vaswani et al. 2017), with a gradient of its own.
 *
 *     P = softmax(q kᵀ / √d + mask),  y = P v
 *     dS = P (dy vᵀ - Σ dy · y),  the sum over a query's features (Dao et al. 2022) instead of one over its keys
 *
 * Only P, q, k, v and y are kept, of the size (queries, keys) P alone.
 */
import * as tf from '@tensorflow/tfjs-core'
import { ownKernels } from '../own-kernels.js'
import { fusedSoftmax, fusedSoftmaxGrad } from './fused/softmax.js'
import { withGradient } from './with-gradient.js'

/** (batch, heads, length, d) each; `mask` (batch, 1, 1, keys) is added to the scores: 0, or very negative for a key to leave out. */
export function attention(q: tf.Tensor4D, k: tf.Tensor4D, v: tf.Tensor4D, mask?: tf.Tensor): tf.Tensor4D {
  const scale = 1 / Math.sqrt(q.shape[3])
  const attend = withGradient(
    (queries, keys, values) => {
      const scaled = tf.mul(queries, scale)
      const scores = tf.matMul(scaled, keys, false, true)
      const masked = mask ? tf.add(scores, mask) : scores
      const weights = ownKernels() ? fusedSoftmax(masked) : tf.softmax(masked)
      const value = tf.matMul(weights, values)
      return { value, kept: [scaled, keys, values, weights, value] }
    },
    (dy, kept) => gradients(dy, kept, scale),
  )
  return attend(q, k, v) as tf.Tensor4D
}

function gradients(dy: tf.Tensor, [scaled, keys, values, weights, y]: tf.Tensor[], scale: number): tf.Tensor[] {
  const total = tf.sum(tf.mul(dy, y), -1, true)
  const dWeights = tf.matMul(dy, values, false, true)
  const dScores = ownKernels() ? fusedSoftmaxGrad(weights, dWeights, total) : tf.mul(weights, tf.sub(dWeights, total))
  const dq = tf.mul(tf.matMul(dScores, keys), scale)
  const dk = tf.matMul(dScores, scaled, true, false)
  const dv = tf.matMul(weights, dy, true, false)
  return [dq, dk, dv]
}
