/** Softmax over the last axis in one pass over memory. Not differentiable. */
import type * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const kernel = nativeKernel<object>({ name: 'PhdSoftmax', op: 'PhdSoftmax', inputs: ({ x }) => [x], attributes: () => ({}) })

export function fusedSoftmax<T extends tf.Tensor>(x: T): T {
  return kernel({ x }, {})[0] as T
}
