/**
 * The weights as an optimizer goes through them: each kernel (two axes or more) is a block of its own, all vectors and
 * scalars lie end to end in one.
 *
 * A network has more biases, scales and offsets than kernels, and they hold a hundredth of its numbers: together they
 * cost one set of ops, not hundreds. Kernels are not joined: copying them together and apart costs more than it saves,
 * and keeps all changes in memory at once.
 */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'

export interface Block {
  /** Name of the kernel; undefined for the block of vectors. */
  kernel?: string
  shape: number[]
  /** Its gradient, from gradients by weight name. */
  gather(gradients: Record<string, tf.Tensor>): tf.Tensor
  /** weight <- weight x kept - change; `kept` is 1 where it is not given. */
  subtract(change: tf.Tensor, kept?: tf.Tensor): void
}

export function blocksOf(weights: Map<string, tf.Variable>): Block[] {
  const kernels = [...weights].filter(([, { rank }]) => rank > 1)
  const vectors = [...weights].filter(([, { rank }]) => rank <= 1)
  const blocks = kernels.map(([name, weight]) => kernelBlock(name, weight))
  return vectors.length > 0 ? [...blocks, vectorBlock(vectors)] : blocks
}

function kernelBlock(name: string, weight: tf.Variable): Block {
  return {
    kernel: name,
    shape: weight.shape,
    gather: (gradients) => gradientOf(name, weight, gradients),
    subtract: (change, kept) => weight.assign(tf.sub(kept ? tf.mul(weight, kept) : weight, change)),
  }
}

function vectorBlock(vectors: [string, tf.Variable][]): Block {
  const sizes = vectors.map(([, { size }]) => size)
  return {
    shape: [sizes.reduce((a, b) => a + b)],
    gather: (gradients) => tf.concat(vectors.map(([name, weight]) => tf.reshape(gradientOf(name, weight, gradients), [-1]))),
    subtract(change, kept) {
      for (const [i, part] of tf.split(change, sizes).entries()) {
        const weight = vectors[i][1]
        weight.assign(tf.sub(kept ? tf.mul(weight, kept) : weight, tf.reshape(part, weight.shape)))
      }
    },
  }
}

function gradientOf(name: string, weight: tf.Variable, gradients: Record<string, tf.Tensor>): tf.Tensor {
  const gradient = gradients[name]
  if (gradient && tf.util.arraysEqual(gradient.shape, weight.shape)) return gradient
  throw new PhdError('OPTIMIZER_GRADIENT', `The weight ${name} is updated without its gradient.`, {
    expected: `a gradient of shape [${weight.shape}]`,
    received: gradient ? `one of shape [${gradient.shape}]` : 'none of that name',
    remedy: 'pass what lossAndGradients gives for the very weights that the optimizer was made for',
  })
}
