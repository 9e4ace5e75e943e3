// Convolutions with stride and dilation, depthwise, transposed; each with both gradients.
import { convolution, tf, transposedConvolution } from '@phd/core/tensor'
import { differentiable } from './draw.js'

// cuDNN may choose Winograd's algorithm, which adds in another order and loses a digit.
const sums = { tolerance: 1e-4, bf16: true }

export function convolutionCases({ batch, side, channels }) {
  const maps = [batch, side, side, channels]
  const dense = (kernel, options = {}) => {
    const { stride = 1, dilation = 1, pad = 'same' } = options
    const more = [stride > 1 && `stride ${stride}`, dilation > 1 && `dilation ${dilation}`, pad === 'valid' && pad].filter(Boolean)
    const name = ['convolution', `${kernel}x${kernel}`, ...more].join(' ')
    return differentiable(name, { x: maps, filter: [kernel, kernel, channels, 2 * channels] }, (x, filter) => convolution(x, filter, options), sums)
  }
  const depthwise = (kernel, stride, dilation) => {
    const name = ['depthwise', `${kernel}x${kernel}`, stride > 1 && `stride ${stride}`, dilation > 1 && `dilation ${dilation}`].filter(Boolean).join(' ')
    const f = (x, filter) => tf.depthwiseConv2d(x, filter, stride, 'same', 'NHWC', dilation)
    return differentiable(name, { x: maps, filter: [kernel, kernel, channels, 1] }, f, sums)
  }
  return [
    dense(1),
    dense(3),
    dense(3, { stride: 2 }),
    dense(7, { stride: 2, pad: 'valid' }),
    dense(3, { dilation: 6 }),
    depthwise(7, 1, 1),
    depthwise(3, 2, 1),
    depthwise(3, 1, 2),
    differentiable('transposed convolution 2x2', { x: maps, filter: [2, 2, channels, channels] }, (x, filter) => transposedConvolution(x, filter, 2), sums),
  ]
}
