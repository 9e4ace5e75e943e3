/**
 * Transposed convolution, differentiable: TensorFlow's Conv2DBackpropInput read forwards.
 *
 * x is (batch, y, x, in); the filter is (y, x, out, in), as in Keras; padding `same`, so sizes grow by the stride.
 */
import * as tf from '@tensorflow/tfjs-core'
import { int32, nativeKernel } from '../native.js'
import { backpropFilter, convolution } from './convolution.js'
import { type WindowAttributes, windowOpAttributes } from './window.js'

type TransposedAttributes = WindowAttributes & { shape: number[] }

const transposed = nativeKernel<TransposedAttributes>({
  name: 'TransposedConvolution',
  op: 'Conv2DBackpropInput',
  inputs: ({ x, filter }, { shape }) => [int32(shape), filter, x],
  attributes: windowOpAttributes,
})

tf.registerGradient({
  kernelName: 'TransposedConvolution',
  inputsToSave: ['x', 'filter'],
  gradFunc: (dys, [x, filter], attrs) => {
    const { shape: _, ...window } = attrs as unknown as TransposedAttributes
    const dy = dys as tf.Tensor4D
    return {
      x: () => convolution(dy, filter as tf.Tensor4D, { stride: window.strides[0] }),
      filter: () => backpropFilter({ x: dy, dy: x }, { ...window, shape: filter.shape })[0],
    }
  },
})

/** (batch, y, x, in) to (batch, y · stride, x · stride, out). */
export function transposedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number): tf.Tensor4D {
  const [batch, height, width] = x.shape
  const shape = [batch, height * stride, width * stride, filter.shape[2]]
  return transposed({ x, filter }, { strides: [stride, stride], dilations: [1, 1], pad: 'same', shape })[0] as tf.Tensor4D
}
