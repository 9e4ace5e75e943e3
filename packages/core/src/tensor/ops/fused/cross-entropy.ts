/** Softmax cross-entropy of integer labels with its slope, in one pass over memory. */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const kernel = nativeKernel<object>({
  name: 'PhdCrossEntropy',
  op: 'PhdCrossEntropy',
  inputs: ({ logits, labels }) => [logits, labels],
  attributes: () => ({}),
  outputs: 2,
})

tf.registerGradient({
  kernelName: 'PhdCrossEntropy',
  outputsToSave: [false, true],
  gradFunc: (dys, [slope]) => ({
    logits: () => tf.mul(tf.expandDims((dys as tf.Tensor[])[0], -1), slope),
    labels: () => tf.zeros((dys as tf.Tensor[])[0].shape, 'int32'),
  }),
})

/** Logits (rows, classes) and labels (rows) int32 to losses (rows). */
export function fusedCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  return kernel({ logits, labels }, {})[0] as tf.Tensor1D
}
