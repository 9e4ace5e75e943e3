/**
 * The bias of a convolution, with ReLU after it where asked for: ReLU(x + bias).
 *
 * Forwards these are the plain ops, which TensorFlow fuses into the convolution before them; the gradient is one op.
 */
import * as tf from '@tensorflow/tfjs-core'
import { ownKernels } from '../own-kernels.js'
import { fusedReluBiasGrad, fusedSumRows } from './fused/bias.js'
import { withGradient } from './with-gradient.js'

const addBias = withGradient(
  (x, bias) => ({ value: tf.add(x, bias), kept: [] }),
  (dy) => [tf.clone(dy), fusedSumRows(dy)],
)

const addBiasRelu = withGradient(
  (x, bias) => {
    const value = tf.relu(tf.add(x, bias))
    return { value, kept: [value] }
  },
  (dy, [y]) => fusedReluBiasGrad(dy, y),
)

/** x (batch, y, x, channels), bias (channels). */
export function convolutionBias(x: tf.Tensor4D, bias: tf.Tensor1D, { relu = false } = {}): tf.Tensor4D {
  if (ownKernels()) return (relu ? addBiasRelu(x, bias) : addBias(x, bias)) as tf.Tensor4D
  // Not biasAdd: in a graph TensorFlow merges its gradient into the filter's, with other last bits than eager.
  const y = tf.add(x, bias) as tf.Tensor4D
  return relu ? tf.relu(y) : y
}
