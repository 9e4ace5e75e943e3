/**
 * tf.gather without a look at the indices: tfjs-node reads them in JavaScript to check their range, which costs a copy
 * and cannot be compiled. TensorFlow itself checks them on a CPU; on a GPU an index out of range gives zeros.
 *
 * The gradient of rows taken from a table is one sum by index; tfjs' own transposes the gradient twice around it, and is
 * kept for other axes.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type Attribute, type NodeBackend, nativeKernel, runNative } from '../native.js'

interface GatherAttributes {
  axis: number
  batchDims: number
}

const others = tf.getGradient('GatherV2')

tf.unregisterKernel('GatherV2', 'tensorflow')
tf.registerKernel({
  kernelName: 'GatherV2',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, indices } = inputs as { x: tf.TensorInfo; indices: tf.TensorInfo }
    const { axis, batchDims } = attrs as unknown as GatherAttributes
    const attributes: Record<string, Attribute> = {
      Tparams: { type: x.dtype as 'float32' },
      Tindices: { type: 'int32' },
      Taxis: { type: 'int32' },
      batch_dims: { int: batchDims },
    }
    return tf.tidy(() => runNative(backend as unknown as NodeBackend, 'GatherV2', [x, indices, tf.scalar(axis, 'int32')], attributes)[0])
  },
})

const sumByIndex = nativeKernel<{ count: number }>({
  name: 'SumByIndex',
  op: 'UnsortedSegmentSum',
  inputs: ({ x, indices }, { count }) => [x, indices, tf.scalar(count, 'int32')],
  attributes: () => ({ T: { type: 'float32' }, Tindices: { type: 'int32' }, Tnumsegments: { type: 'int32' } }),
})

tf.registerGradient({
  kernelName: 'GatherV2',
  inputsToSave: ['x', 'indices'],
  gradFunc: (dy, saved, attrs) => {
    const { axis, batchDims } = attrs as unknown as GatherAttributes
    const [x, indices] = saved
    if (axis !== 0 || batchDims !== 0) return others.gradFunc(dy, saved, attrs)
    return {
      x: () => sumByIndex({ x: dy as tf.Tensor, indices }, { count: x.shape[0] })[0],
      indices: () => tf.zerosLike(indices),
    }
  },
})

/** Of second order: each row gets the slope of the sum that it went into. */
tf.registerGradient({
  kernelName: 'SumByIndex',
  inputsToSave: ['indices'],
  gradFunc: (dy, [indices]) => ({ x: () => tf.gather(dy as tf.Tensor, indices as tf.Tensor1D), indices: () => tf.zerosLike(indices) }),
})
