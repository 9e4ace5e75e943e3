/**
 * 2-d convolution with any stride and dilation, differentiable.
 *
 * tfjs refuses gradients of dilated convolutions ("dilation rates greater than 1 are not yet supported in
 * gradients"). TensorFlow's own Conv2DBackpropInput and Conv2DBackpropFilter take `dilations`, on CPU too; the
 * gradient registered here calls them, also for `tf.conv2d` of anybody else.
 *
 * x is (batch, y, x, channels); the filter is (y, x, in, out); padding `same` or `valid`.
 */
import * as tf from '@tensorflow/tfjs-core'
import { int32, nativeKernel } from '../native.js'
import { type WindowAttributes, windowAttributes, windowOpAttributes } from './window.js'

type BackpropAttributes = WindowAttributes & { shape: number[] }

const backpropInput = nativeKernel<BackpropAttributes>({
  name: 'DilatedConv2DBackpropInput',
  op: 'Conv2DBackpropInput',
  inputs: ({ filter, dy }, { shape }) => [int32(shape), filter, dy],
  attributes: windowOpAttributes,
})

/** The gradient by the filter: of x, dy and the filter's shape. */
export const backpropFilter = nativeKernel<BackpropAttributes>({
  name: 'DilatedConv2DBackpropFilter',
  op: 'Conv2DBackpropFilter',
  inputs: ({ x, dy }, { shape }) => [x, int32(shape), dy],
  attributes: windowOpAttributes,
})

tf.registerGradient({
  kernelName: 'Conv2D',
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, [x, filter], attrs) => {
    const window = windowAttributes(attrs)
    return {
      x: () => backpropInput({ filter, dy: dy as tf.Tensor }, { ...window, shape: x.shape })[0],
      filter: () => backpropFilter({ x, dy: dy as tf.Tensor }, { ...window, shape: filter.shape })[0],
    }
  },
})

/** (batch, y, x, in) and (y, x, in, out) to (batch, y', x', out). Unlike tf.conv2d, stride and dilation may both exceed 1. */
export function convolution(x: tf.Tensor4D, filter: tf.Tensor4D, { stride = 1, dilation = 1, pad = 'same' as 'same' | 'valid' } = {}): tf.Tensor4D {
  const attributes = { strides: [stride, stride], dilations: [dilation, dilation], pad, dataFormat: 'NHWC' }
  return tf.engine().runKernel('Conv2D', { x, filter }, attributes as unknown as tf.NamedAttrMap) as tf.Tensor4D
}
