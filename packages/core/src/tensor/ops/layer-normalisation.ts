/**
 * Layer normalisation over the last axis (Ba, Kiros and Hinton 2016), with a gradient of its own.
 *
 *     x̂ = (x - mean) r,  r = 1 / √(variance + ε),  y = x̂ · scale + offset
 *     dx = r (g - mean(g) - x̂ mean(g x̂)),  g = dy · scale
 *
 * One op each way where the addon's may be used. Composed of TensorFlow's ops, x̂ and r are kept, x is not, and the two means
 * of the gradient are matrix products with scale / channels.
 */
import * as tf from '@tensorflow/tfjs-core'
import { ownKernels } from '../own-kernels.js'
import { biasAdd, sumRows } from './bias.js'
import { fusedLayerNorm } from './fused/layer-norm.js'
import { withGradient } from './with-gradient.js'

/** (rows, channels) to normalised rows, (rows, channels), and the factor of each, (rows, 1). */
function normalise(x: tf.Tensor2D, epsilon: number): [tf.Tensor2D, tf.Tensor2D] {
  const deviation = tf.sub(x, tf.mean(x, -1, true))
  const factor = tf.rsqrt(tf.add(tf.mean(tf.square(deviation), -1, true), epsilon)) as tf.Tensor2D
  return [tf.mul(deviation, factor), factor]
}

function gradients(dy: tf.Tensor2D, normal: tf.Tensor2D, factor: tf.Tensor2D, scale: tf.Tensor1D): tf.Tensor[] {
  const byNormal = tf.mul(dy, normal) as tf.Tensor2D
  const weight = tf.reshape(tf.div(scale, scale.size), [scale.size, 1]) as tf.Tensor2D
  const centred = tf.sub(tf.mul(dy, scale), tf.matMul(dy, weight))
  const dx = tf.mul(tf.sub(centred, tf.mul(normal, tf.matMul(byNormal, weight))), factor)
  return [dx, sumRows(byNormal), sumRows(dy)]
}

function composed(x: tf.Tensor2D, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number): tf.Tensor {
  const normalised = withGradient(
    (rows, by, plus) => {
      const [normal, factor] = normalise(rows as tf.Tensor2D, epsilon)
      return { value: biasAdd(tf.mul(normal, by), plus), kept: [normal, factor, by] }
    },
    (dy, [normal, factor, by]) => gradients(dy as tf.Tensor2D, normal as tf.Tensor2D, factor as tf.Tensor2D, by as tf.Tensor1D),
  )
  return normalised(x, scale, offset)
}

/** (…, channels), scale (channels) and offset (channels) to (…, channels). */
export function layerNorm<T extends tf.Tensor>(x: T, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number): T {
  const rows = tf.reshape(x, [-1, scale.size]) as tf.Tensor2D
  const y = ownKernels() ? fusedLayerNorm(rows, scale, offset, epsilon) : composed(rows, scale, offset, epsilon)
  return tf.reshape(y, x.shape) as T
}
