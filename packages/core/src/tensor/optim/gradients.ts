/** Loss and gradients by the names of the weights. */
import * as tf from '@tensorflow/tfjs-core'

/** `loss` is a scalar of the weights; dispose both answers, or call inside tf.tidy. */
export function lossAndGradients(weights: Map<string, tf.Variable>, loss: () => tf.Scalar): { loss: tf.Scalar; gradients: Record<string, tf.Tensor> } {
  const { value, grads } = tf.variableGrads(loss, [...weights.values()])
  const gradients: Record<string, tf.Tensor> = {}
  for (const [name, variable] of weights) gradients[name] = grads[variable.name]
  return { loss: value, gradients }
}
