/** The gradients of a bias, and of ReLU after it, in one pass over memory. */
import type * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const sum = nativeKernel<object>({ name: 'PhdSumRows', op: 'PhdSumRows', inputs: ({ x }) => [x], attributes: () => ({}) })

const reluBiasGrad = nativeKernel<object>({
  name: 'PhdReluBiasGrad',
  op: 'PhdReluBiasGrad',
  inputs: ({ dy, y }) => [dy, y],
  attributes: () => ({}),
  outputs: 2,
})

/** (…, channels) to (channels): the sum over all axes but the last. */
export function fusedSumRows(x: tf.Tensor): tf.Tensor1D {
  return sum({ x }, {})[0] as tf.Tensor1D
}

/** The gradients of ReLU(x + bias) by x (…, channels) and by the bias (channels), from its value y and y's gradient. */
export function fusedReluBiasGrad(dy: tf.Tensor, y: tf.Tensor): [tf.Tensor, tf.Tensor1D] {
  return reluBiasGrad({ dy, y }, {}) as [tf.Tensor, tf.Tensor1D]
}
