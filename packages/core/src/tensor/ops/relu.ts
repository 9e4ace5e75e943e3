/** The gradient of ReLU as one native op; tfjs' own makes a step mask and two full-size intermediates. */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'

const reluGrad = nativeKernel<object>({
  name: 'ReluGrad',
  op: 'ReluGrad',
  inputs: ({ dy, y }) => [dy, y],
  attributes: () => ({ T: { type: 'float32' } }),
})

tf.registerGradient({
  kernelName: 'Relu',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({ x: () => reluGrad({ dy: dy as tf.Tensor, y }, {})[0] }),
})

/** Of second order: the mask again; the mask itself does not move. */
tf.registerGradient({
  kernelName: 'ReluGrad',
  inputsToSave: ['y'],
  gradFunc: (dy, [y]) => ({ dy: () => reluGrad({ dy: dy as tf.Tensor, y }, {})[0], y: () => tf.zerosLike(y) }),
})
