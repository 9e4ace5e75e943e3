/** Softmax cross-entropy of integer labels, loss and gradient from one op: the addon's where it may be used, or TensorFlow's. */
import * as tf from '@tensorflow/tfjs-core'
import { type Attribute, nativeKernel } from '../native.js'
import { ownKernels } from '../own-kernels.js'

/** Both ops give losses (rows) and, kept for the gradient, their slopes by the logits (rows, classes). */
function crossEntropyOp(op: string, attributes: Record<string, Attribute>) {
  tf.registerGradient({
    kernelName: op,
    outputsToSave: [false, true],
    gradFunc: (dys, [slope]) => ({
      logits: () => tf.mul(tf.expandDims((dys as tf.Tensor[])[0], -1), slope),
      labels: () => tf.zeros((dys as tf.Tensor[])[0].shape, 'int32'),
    }),
  })
  return nativeKernel<object>({ name: op, op, inputs: ({ logits, labels }) => [logits, labels], attributes: () => attributes, outputs: 2 })
}

const fused = crossEntropyOp('PhdCrossEntropy', {})
const composed = crossEntropyOp('SparseSoftmaxCrossEntropyWithLogits', { T: { type: 'float32' }, Tlabels: { type: 'int32' } })

/** Logits (cells, classes) and labels (cells) int32, in nats, to the loss of each cell (cells). */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const kernel = ownKernels() ? fused : composed
  return kernel({ logits, labels }, {})[0] as tf.Tensor1D
}
