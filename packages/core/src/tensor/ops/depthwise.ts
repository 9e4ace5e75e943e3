/**
 * Depthwise convolution and its gradient, dilation included.
 *
 * tfjs refuses the gradient of a dilated one; TensorFlow's own kernels refuse dilation forwards, but for oneDNN's on a CPU,
 * and the two gradients take it on a CPU and ignore it without a word. A dilated convolution is therefore taken apart into
 * dense ones: space to batch by the dilation, where neighbours of the window become neighbours in space; the dense op;
 * batch to space.
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
    const apart = window.dilations.some((rate) => rate > 1)
    return apart ? dilatedGradient(dy as tf.Tensor4D, x, filter, window) : denseGradient(dy as tf.Tensor4D, x, filter, window)
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

const dense: WindowAttributes = { strides: [1, 1], dilations: [1, 1], pad: 'valid' }

/** Cells around x, along y and x, that make it a whole number of dilations: with the padding, and what is left over behind. */
function margins(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { strides, dilations, pad }: WindowAttributes,
): { edges: [number, number][]; surplus: [number, number][] } {
  if (strides.some((stride) => stride > 1)) throw new Error('depthwise convolution: expected stride 1 where dilation exceeds 1')
  const along = [0, 1].map((axis) => {
    const padding = pad === 'same' ? dilations[axis] * (filter.shape[axis] - 1) : 0
    const before = Math.floor(padding / 2)
    const size = x.shape[axis + 1] + padding
    const surplus = Math.ceil(size / dilations[axis]) * dilations[axis] - size
    return { edge: [before, padding - before + surplus] as [number, number], surplus: [0, surplus] as [number, number] }
  })
  return { edges: along.map(({ edge }) => edge), surplus: along.map(({ surplus }) => surplus) }
}

function dilated(x: tf.Tensor4D, filter: tf.Tensor4D, window: WindowAttributes): tf.Tensor {
  const { edges, surplus } = margins(x, filter, window)
  const spread = tf.spaceToBatchND(x, window.dilations, edges) as tf.Tensor4D
  return tf.batchToSpaceND(tf.depthwiseConv2d(spread, filter, 1, 'valid'), window.dilations, surplus)
}

function dilatedGradient(dy: tf.Tensor4D, x: tf.Tensor4D, filter: tf.Tensor4D, window: WindowAttributes) {
  const { edges, surplus } = margins(x, filter, window)
  const spread = () => tf.spaceToBatchND(x, window.dilations, edges) as tf.Tensor4D
  const dySpread = () => tf.spaceToBatchND(dy, window.dilations, surplus) as tf.Tensor4D
  return {
    x: () => tf.batchToSpaceND(backpropInput({ filter, dy: dySpread() }, { ...dense, shape: spread().shape })[0], window.dilations, edges),
    filter: () => filterGradient(dySpread(), spread(), filter, dense),
  }
}

const published = tf.getKernel('DepthwiseConv2dNative', 'tensorflow')
tf.unregisterKernel('DepthwiseConv2dNative', 'tensorflow')
tf.registerKernel({
  ...published,
  kernelFunc(given) {
    const { x, filter } = given.inputs as unknown as { x: tf.Tensor4D; filter: tf.Tensor4D }
    const { dilations } = given.attrs as unknown as { dilations: number | number[] }
    const rates = [dilations ?? 1].flat()
    return rates.some((rate) => rate > 1) ? tf.tidy(() => dilated(x, filter, windowAttributes(given.attrs))) : published.kernelFunc(given)
  },
})
