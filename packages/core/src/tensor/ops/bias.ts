/**
 * Adding a bias to the last axis. Its gradient is one op over rows, a third of the time of a general sum.
 *
 * Forwards it is AddV2: TensorFlow fuses BiasAdd into a convolution before it in a graph only, no faster and with other
 * last bits than eager.
 */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'
import { ownKernels } from '../own-kernels.js'
import { fusedSumRows } from './fused/bias.js'

const add = nativeKernel<object>({
  name: 'BiasAdd',
  op: 'AddV2',
  inputs: ({ x, bias }) => [x, bias],
  attributes: () => ({ T: { type: 'float32' } }),
})

const sum = nativeKernel<object>({
  name: 'BiasAddGrad',
  op: 'BiasAddGrad',
  inputs: ({ dy }) => [dy],
  attributes: () => ({ T: { type: 'float32' }, data_format: { text: 'NHWC' } }),
})

tf.registerGradient({
  kernelName: 'BiasAdd',
  gradFunc: (dy) => ({ x: () => tf.clone(dy as tf.Tensor), bias: () => sumRows(dy as tf.Tensor) }),
})

/** (…, channels) and (channels) to (…, channels); at least two axes. */
export function biasAdd<T extends tf.Tensor>(x: T, bias: tf.Tensor): T {
  return add({ x, bias }, {})[0] as T
}

/** (…, channels) to (channels): the sum over all axes but the last. Not differentiable. */
export function sumRows(x: tf.Tensor): tf.Tensor1D {
  return ownKernels() ? fusedSumRows(x) : (sum({ dy: x }, {})[0] as tf.Tensor1D)
}
