/**
 * Cross-entropy plus the soft Dice loss of the wet class (Milletari et al. 2016, arXiv 1606.04797).
 *
 * D = 1 - (2 Σ p y + 1) / (Σ p + Σ y + 1), p the probability of wet and y the truth, over the cells of the batch that
 * count: of the minority class alone, on probabilities, between 0 and 1. In the published code the sums ran over both
 * one-hot channels, which makes the dry majority part of the score.
 */
import { tf } from '@phd/core/tensor'
import crossEntropyLoss from './cross-entropy.js'
import type { Loss } from './loss.js'

const loss: Loss = {
  about: 'Cross-entropy plus soft Dice of the wet class.',
  of: (logits, labels, mask) => tf.add(crossEntropyLoss.of(logits, labels, mask), wetDiceLoss(logits, labels, mask)),
}

export function wetDiceLoss(logits: tf.Tensor2D, labels: tf.Tensor1D, mask: tf.Tensor1D): tf.Scalar {
  const dryLogit = tf.slice(logits, [0, 0], [-1, 1])
  const wetLogit = tf.slice(logits, [0, 1], [-1, 1])
  const probability = tf.mul(tf.sigmoid(tf.reshape(tf.sub(wetLogit, dryLogit), [-1])), mask)
  const truth = tf.mul(tf.cast(labels, 'float32'), mask)
  const overlap = tf.sum(tf.mul(probability, truth))
  return tf.sub(1, tf.div(tf.add(tf.mul(overlap, 2), 1), tf.add(tf.add(tf.sum(probability), tf.sum(truth)), 1)))
}

export default loss
