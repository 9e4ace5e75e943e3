/** Softmax cross-entropy of integer labels, loss and gradient from one native op. */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'
import { ownKernels } from '../own-kernels.js'
import { fusedCrossEntropy } from './fused/cross-entropy.js'

const crossEntropyKernel = nativeKernel<object>({
  name: 'SparseSoftmaxCrossEntropy',
  op: 'SparseSoftmaxCrossEntropyWithLogits',
  inputs: ({ logits, labels }) => [logits, labels],
  attributes: () => ({ T: { type: 'float32' }, Tlabels: { type: 'int32' } }),
  outputs: 2,
})

tf.registerGradient({
  kernelName: 'SparseSoftmaxCrossEntropy',
  outputsToSave: [false, true],
  gradFunc: (dys, [backprop]) => ({
    logits: () => tf.mul(tf.expandDims((dys as tf.Tensor[])[0], -1), backprop),
    labels: () => tf.zeros((dys as tf.Tensor[])[0].shape, 'int32'),
  }),
})

/** Logits (cells, classes) and labels (cells) int32, in nats, to the loss of each cell (cells). */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  if (ownKernels()) return fusedCrossEntropy(logits, labels)
  return crossEntropyKernel({ logits, labels }, {})[0] as tf.Tensor1D
}
