/** Batch normalisation in training, with ReLU after it where asked for, in two passes over memory each way. */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../../native.js'

interface BatchNormAttributes {
  epsilon: number
  relu: boolean
}

const attributes = ({ epsilon, relu }: BatchNormAttributes) => ({ epsilon: { float: epsilon }, relu: { flag: relu } })

const forward = nativeKernel<BatchNormAttributes>({
  name: 'PhdBatchNorm',
  op: 'PhdBatchNorm',
  inputs: ({ x, scale, offset }) => [x, scale, offset],
  attributes,
  outputs: 4,
})
const backward = nativeKernel<BatchNormAttributes>({
  name: 'PhdBatchNormGrad',
  op: 'PhdBatchNormGrad',
  inputs: ({ dy, x, y, scale, mean, factor }) => [dy, x, y, scale, mean, factor],
  attributes,
  outputs: 3,
})

tf.registerGradient({
  kernelName: 'PhdBatchNorm',
  inputsToSave: ['x', 'scale'],
  outputsToSave: [true, true, false, true],
  gradFunc: (dys, [x, scale, y, mean, factor], attrs) => {
    const given = attrs as unknown as BatchNormAttributes
    // Without ReLU the value is not looked at: x in its place lets its memory go.
    const inputs = { dy: (dys as tf.Tensor[])[0], x, y: given.relu ? y : x, scale, mean, factor }
    const [dx, dScale, dOffset] = backward(inputs, given)
    return { x: () => dx, scale: () => dScale, offset: () => dOffset }
  },
})

/** x (…, channels), scale and offset (channels) to the value, the batch's mean and its unbiased variance. */
export function fusedBatchNorm(x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D, given: BatchNormAttributes): [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D] {
  const [y, mean, variance] = forward({ x, scale, offset }, given)
  return [y as tf.Tensor4D, mean as tf.Tensor1D, variance as tf.Tensor1D]
}
