/** Layer normalisation of rows (rows, channels), and its gradient, in one pass over memory each; mean and factor of each row are kept. */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const forward = nativeKernel<{ epsilon: number }>({
  name: 'PhdLayerNorm',
  op: 'PhdLayerNorm',
  inputs: ({ x, scale, offset }) => [x, scale, offset],
  attributes: ({ epsilon }) => ({ epsilon: { float: epsilon } }),
  outputs: 3,
})
const backward = nativeKernel<object>({
  name: 'PhdLayerNormGrad',
  op: 'PhdLayerNormGrad',
  inputs: ({ dy, x, scale, mean, factor }) => [dy, x, scale, mean, factor],
  attributes: () => ({}),
  outputs: 3,
})

tf.registerGradient({
  kernelName: 'PhdLayerNorm',
  inputsToSave: ['x', 'scale'],
  outputsToSave: [false, true, true],
  gradFunc: (dys, [x, scale, mean, factor]) => {
    const [dx, dScale, dOffset] = backward({ dy: (dys as tf.Tensor[])[0], x, scale, mean, factor }, {})
    return { x: () => dx, scale: () => dScale, offset: () => dOffset }
  },
})

export function fusedLayerNorm(x: tf.Tensor2D, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number): tf.Tensor2D {
  return forward({ x, scale, offset }, { epsilon })[0] as tf.Tensor2D
}
