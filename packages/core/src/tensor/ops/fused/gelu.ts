/** GELU, exact, in one pass over memory; its gradient in one more, in the memory of what comes in. */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

const forward = nativeKernel<object>({ name: 'PhdGelu', op: 'PhdGelu', inputs: ({ x }) => [x], attributes: () => ({}) })
const backward = nativeKernel<object>({ name: 'PhdGeluGrad', op: 'PhdGeluGrad', inputs: ({ dy, x }) => [dy, x], attributes: () => ({}) })

tf.registerGradient({
  kernelName: 'PhdGelu',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => backward({ dy: dy as tf.Tensor, x }, {})[0] }),
})

export function fusedGelu(x: tf.Tensor): tf.Tensor {
  return forward({ x }, {})[0]
}
