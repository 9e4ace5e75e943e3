/** Adam's moments and change of one block of weights, in one pass over memory. */
import type * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

export interface AdamAttributes {
  beta1: number
  beta2: number
  epsilon: number
}

const kernel = nativeKernel<AdamAttributes>({
  name: 'PhdAdam',
  op: 'PhdAdam',
  inputs: ({ gradient, m, v, rate }) => [gradient, m, v, rate],
  // 1 - beta in double precision: in single it would be off in the fifth digit.
  attributes: ({ beta1, beta2, epsilon }) => ({ new1: { float: 1 - beta1 }, new2: { float: 1 - beta2 }, epsilon: { float: epsilon } }),
  outputs: 3,
})

/** New moments and by how much the weights fall; `rate` is a scalar, the learning rate with the moments' bias corrected. */
export function fusedAdam(
  inputs: { gradient: tf.Tensor; m: tf.Tensor; v: tf.Tensor; rate: tf.Tensor },
  attributes: AdamAttributes,
): { m: tf.Tensor; v: tf.Tensor; change: tf.Tensor } {
  const [m, v, change] = kernel(inputs, attributes)
  return { m, v, change }
}
