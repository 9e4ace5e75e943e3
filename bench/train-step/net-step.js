// One training step of a net of the bench: plain tfjs, eager as it is, or to be compiled.
import { crossEntropy, lossAndGradients, tf, Weights } from '@phd/core/tensor'

/** `stepWith(optimizer)` answers (inputs, labels) => loss, mean softmax cross-entropy; the optimizer is made of `weights.trainable`. */
export function buildNet(model) {
  const weights = new Weights(1)
  const network = model.build(weights)
  const stepWith = (optimizer) => (inputs, labels) =>
    tf.tidy(() => {
      const { loss, gradients } = lossAndGradients(weights.trainable, () => tf.mean(crossEntropy(network(inputs, true), labels)))
      optimizer.update(gradients)
      return loss
    })
  return { weights, stepWith }
}
