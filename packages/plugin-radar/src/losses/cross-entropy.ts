/** Cross-entropy, the mean over the cells that count, in nats. */
import { crossEntropy, tf } from '@phd/core/tensor'
import type { Loss } from './loss.js'

const loss: Loss = {
  about: 'Cross-entropy, mean over cells.',
  of: (logits, labels, mask) => tf.div(tf.sum(tf.mul(crossEntropy(logits, labels), mask)), tf.maximum(tf.sum(mask), 1)),
}

export default loss
