/**
 * One training step: forward, loss, gradients, Adam. Pure over variables; sums go out as one vector.
 */
import { type Layer, lossAndGradients, type Optimizer, tf, type Weights } from '@phd/core/tensor'
import crossEntropyLoss from '../losses/cross-entropy.js'
import type { Loss } from '../losses/loss.js'
import type { BatchArrays } from './window.js'

export function batchTensors({ side, channels, maps, labels, mask }: BatchArrays): [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D] {
  const size = labels.length / (side * side)
  return [tf.tensor4d(maps, [size, side, side, channels]), tf.tensor1d(labels, 'int32'), tf.tensor1d(mask)]
}

/**
 * In: maps (batch, y, x, channels), labels (cells) int32, mask (cells).
 * Out: [loss x samples, cross-entropy x samples, dry as dry, dry as wet, wet as dry, wet as wet] of the batch.
 */
export function trainingStep(network: Layer, weights: Weights, optimizer: Optimizer, loss: Loss) {
  return (maps: tf.Tensor, labels: tf.Tensor, mask: tf.Tensor): tf.Tensor1D => {
    let logits: tf.Tensor2D | undefined
    const { loss: value, gradients } = lossAndGradients(weights.trainable, () => {
      // tfjs disposes of what the loss leaves behind, unless it is kept
      logits = tf.keep(tf.reshape(network(maps as tf.Tensor4D, true), [labels.size, -1]) as tf.Tensor2D)
      return loss.of(logits, labels as tf.Tensor1D, mask as tf.Tensor1D)
    })
    optimizer.update(gradients)
    const cells: [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D] = [logits!, labels as tf.Tensor1D, mask as tf.Tensor1D]
    const losses = tf.mul(tf.stack([value, crossEntropyLoss.of(...cells)]), maps.shape[0]) as tf.Tensor1D
    const sums = tf.concat([losses, confusionVector(...cells)])
    logits!.dispose()
    return sums
  }
}

/** [dry as dry, dry as wet, wet as dry, wet as wet], exact up to 16.7 million cells a batch (float32). */
export function confusionVector(logits: tf.Tensor2D, labels: tf.Tensor1D, mask: tf.Tensor1D): tf.Tensor1D {
  const predicted = tf.cast(tf.argMax(logits, 1), 'float32')
  const truth = tf.cast(labels, 'float32')
  const count = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(tf.mul(a, b), mask))
  const dry = tf.sub(1, truth)
  const predictedDry = tf.sub(1, predicted)
  return tf.stack([count(dry, predictedDry), count(dry, predicted), count(truth, predictedDry), count(truth, predicted)]) as tf.Tensor1D
}
