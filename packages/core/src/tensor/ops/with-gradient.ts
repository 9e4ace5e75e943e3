/** A function of tensors with a gradient written by hand. */
import * as tf from '@tensorflow/tfjs-core'

/**
 * `forward` gives the value and what to keep of it for the gradient; `backward` gets the value's gradient and what was
 * kept, and gives the gradient of each input. Neither is itself differentiated.
 */
export function withGradient(
  forward: (...inputs: tf.Tensor[]) => { value: tf.Tensor; kept: tf.Tensor[] },
  backward: (dy: tf.Tensor, kept: tf.Tensor[]) => tf.Tensor[],
): (...inputs: tf.Tensor[]) => tf.Tensor {
  return tf.customGrad((...given) => {
    const save = given.pop() as tf.GradSaveFunc
    const { value, kept } = forward(...(given as tf.Tensor[]))
    save(kept)
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => backward(dy, saved) }
  })
}
