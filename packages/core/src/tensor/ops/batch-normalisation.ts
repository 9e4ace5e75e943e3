/**
 * Batch normalisation in training, as one fused op each way (Ioffe and Szegedy 2015).
 *
 * x is (batch, y, x, channels); scale, offset and the statistics are (channels).
 */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'
import { ownKernels } from '../own-kernels.js'
import { fusedBatchNorm } from './fused/batch-norm.js'

interface BatchNormAttributes {
  epsilon: number
}

const opAttributes = ({ epsilon }: BatchNormAttributes) => ({
  T: { type: 'float32' as const },
  U: { type: 'float32' as const },
  epsilon: { float: epsilon },
  data_format: { text: 'NHWC' },
  is_training: { flag: true },
})

const forward = nativeKernel<BatchNormAttributes>({
  name: 'BatchNormTraining',
  op: 'FusedBatchNormV3',
  inputs: ({ x, scale, offset }) => [x, scale, offset, tf.tensor1d([]), tf.tensor1d([])],
  attributes: opAttributes,
  outputs: 6,
})

const backward = nativeKernel<BatchNormAttributes>({
  name: 'BatchNormTrainingGrad',
  op: 'FusedBatchNormGradV3',
  inputs: ({ dy, x, scale, mean, variance, reserve }) => [dy, x, scale, mean, variance, reserve],
  attributes: opAttributes,
  outputs: 5,
})

tf.registerGradient({
  kernelName: 'BatchNormTraining',
  inputsToSave: ['x', 'scale'],
  outputsToSave: [false, false, false, true, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [x, scale, mean, variance, reserve] = saved
    const dy = (dys as tf.Tensor[])[0]
    // At once, not inside the functions below: tfjs disposes of what each of them leaves besides its answer.
    const [dx, dScale, dOffset] = backward({ dy, x, scale, mean, variance, reserve }, attrs as unknown as BatchNormAttributes)
    return { x: () => dx, scale: () => dScale, offset: () => dOffset }
  },
})

/**
 * Normalised by the batch's own statistics, with ReLU after it where asked for; gives the statistics too. The variance is
 * the unbiased one (n - 1), as TensorFlow's op has it.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  epsilon: number,
  { relu = false } = {},
): { y: tf.Tensor4D; mean: tf.Tensor1D; variance: tf.Tensor1D } {
  if (ownKernels()) {
    const [y, mean, variance] = fusedBatchNorm(x, scale, offset, { epsilon, relu })
    return { y, mean, variance }
  }
  const [y, mean, variance] = forward({ x, scale, offset }, { epsilon }) as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D]
  return { y: relu ? tf.relu(y) : y, mean, variance }
}
