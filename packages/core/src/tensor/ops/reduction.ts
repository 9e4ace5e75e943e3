/** Gradients of Sum and Mean by broadcasting in TensorFlow; tfjs' own fill an array of ones in JavaScript. */
import * as tf from '@tensorflow/tfjs-core'
import { int32, nativeKernel } from '../native.js'

const broadcast = nativeKernel<{ shape: number[] }>({
  name: 'NativeBroadcastTo',
  op: 'BroadcastTo',
  inputs: ({ x }, { shape }) => [x, int32(shape)],
  attributes: () => ({ T: { type: 'float32' }, Tidx: { type: 'int32' } }),
})

for (const kernelName of ['Sum', 'Mean']) {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const axes = tf.util.parseAxisParam((attrs as unknown as { axis: number | number[] }).axis, x.shape)
        const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
        const count = axes.reduce((product, axis) => product * x.shape[axis], 1)
        const each = kernelName === 'Mean' ? tf.div(dy as tf.Tensor, count) : (dy as tf.Tensor)
        return broadcast({ x: tf.reshape(each, kept) }, { shape: x.shape })[0]
      },
    }),
  })
}

/** Of second order: what was spread is summed. */
tf.registerGradient({
  kernelName: 'NativeBroadcastTo',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => {
      const spread = x.shape.flatMap((size, axis) => (size === 1 && (dy as tf.Tensor).shape[axis] !== 1 ? [axis] : []))
      return spread.length > 0 ? tf.sum(dy as tf.Tensor, spread, true) : tf.clone(dy as tf.Tensor)
    },
  }),
})
