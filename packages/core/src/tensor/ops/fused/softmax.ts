/** Softmax over the last axis, and its gradient, in one pass over memory each. Neither is differentiated by itself. */
import type * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const kernel = nativeKernel<object>({ name: 'PhdSoftmax', op: 'PhdSoftmax', inputs: ({ x }) => [x], attributes: () => ({}) })

export function fusedSoftmax<T extends tf.Tensor>(x: T): T {
  return kernel({ x }, {})[0] as T
}

const gradient = nativeKernel<object>({ name: 'PhdSoftmaxGrad', op: 'PhdSoftmaxGrad', inputs: ({ y, dy, total }) => [y, dy, total], attributes: () => ({}) })

/** y (dy - total), with `total` (…, 1) the sum of dy y over the last axis. */
export function fusedSoftmaxGrad(y: tf.Tensor, dy: tf.Tensor, total: tf.Tensor): tf.Tensor {
  return gradient({ y, dy, total }, {})[0]
}
