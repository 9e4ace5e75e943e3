/**
 * The gradient of depthwise convolution, dilation included; tfjs refuses a dilated one.
 *
 * Trap: TensorFlow's CPU kernels of the two depthwise gradients take `dilations` and ignore it without a word. A
 * dilated convolution is therefore taken apart into dense ones: space to batch by the dilation, where neighbours of
 * the window become neighbours in space; the dense gradient; batch to space.
 *
 * x is (batch, y, x, channels); the filter is (y, x, channels, multiplier).
 */
import * as tf from '@tensorflow/tfjs-core'
import { int32, nativeKernel } from '../native.js'
import { ownKernels } from '../own-kernels.js'
import { fusedDepthwiseFilterGrad } from './fused/depthwise-filter.js'
import { type WindowAttributes, windowAttributes, windowOpAttributes } from './window.js'

type BackpropAttributes = WindowAttributes & { shape: number[] }

const backpropInput = nativeKernel<BackpropAttributes>({
  name: 'DenseDepthwiseBackpropInput',
  op: 'DepthwiseConv2dNativeBackpropInput',
  inputs: ({ filter, dy }, { shape }) => [int32(shape), filter, dy],
  attributes: windowOpAttributes,
})

const backpropFilter = nativeKernel<BackpropAttributes>({
  name: 'DenseDepthwiseBackpropFilter',
  op: 'DepthwiseConv2dNativeBackpropFilter',
  inputs: ({ x, dy }, { shape }) => [x, int32(shape), dy],
  attributes: windowOpAttributes,
})

tf.registerGradient({
  kernelName: 'DepthwiseConv2dNative',
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D]
    const window = windowAttributes(attrs)
    const dilated = window.dilations.some((rate) => rate > 1)
    return dilated ? dilatedGradient(dy as tf.Tensor4D, x, filter, window) : denseGradient(dy as tf.Tensor4D, x, filter, window)
  },
})

function denseGradient(dy: tf.Tensor4D, x: tf.Tensor4D, filter: tf.Tensor4D, window: WindowAttributes) {
  return {
    x: () => backpropInput({ filter, dy }, { ...window, shape: x.shape })[0],
    filter: () => filterGradient(dy, x, filter, window),
  }
}

function filterGradient(dy: tf.Tensor4D, x: tf.Tensor4D, filter: tf.Tensor4D, window: WindowAttributes): tf.Tensor {
  const simple = window.strides.every((stride) => stride === 1) && filter.shape[3] === 1
  if (!simple || !ownKernels()) return backpropFilter({ x, dy }, { ...window, shape: filter.shape })[0]
  const [top, left] = [0, 1].map((axis) => (window.pad === 'same' ? Math.floor((filter.shape[axis] - 1) / 2) : 0))
  return fusedDepthwiseFilterGrad(x, filter, dy, top, left)
}

function dilatedGradient(dy: tf.Tensor4D, x: tf.Tensor4D, filter: tf.Tensor4D, { strides, dilations, pad }: WindowAttributes) {
  if (strides.some((stride) => stride > 1)) throw new Error('depthwise convolution: expected stride 1 where dilation exceeds 1')
  const before: number[] = []
  const after: number[] = []
  const surplus: number[] = []
  for (const axis of [0, 1]) {
    const reach = dilations[axis] * (filter.shape[axis] - 1)
    const padding = pad === 'same' ? reach : 0
    before[axis] = Math.floor(padding / 2)
    const size = x.shape[axis + 1] + padding
    surplus[axis] = Math.ceil(size / dilations[axis]) * dilations[axis] - size
    after[axis] = padding - before[axis] + surplus[axis]
  }
  const edges = [0, 1].map((axis) => [before[axis], after[axis]])
  const dense: WindowAttributes = { strides: [1, 1], dilations: [1, 1], pad: 'valid' }
  const spread = () => tf.spaceToBatchND(x, dilations, edges) as tf.Tensor4D
  const dySpread = () =>
    tf.spaceToBatchND(
      dy,
      dilations,
      surplus.map((cells) => [0, cells]),
    ) as tf.Tensor4D
  return {
    x: () => {
      const shape = spread().shape
      return tf.batchToSpaceND(backpropInput({ filter, dy: dySpread() }, { ...dense, shape })[0], dilations, edges)
    },
    filter: () => filterGradient(dySpread(), spread(), filter, dense),
  }
}
