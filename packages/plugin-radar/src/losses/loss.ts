/**
 * The kind `loss`: how wrong logits are.
 *
 * In: logits (cells, classes); labels (cells) int32; mask (cells), 1 where a cell counts and 0 where it does not.
 * Out: a scalar, 0 at best.
 */
import type { tf } from '@phd/core/tensor'

export interface Loss {
  about: string
  of(logits: tf.Tensor2D, labels: tf.Tensor1D, mask: tf.Tensor1D): tf.Scalar
}

declare module '@phd/core' {
  interface Kinds {
    loss: Loss
  }
}
