// Six ConvNeXt blocks (Liu et al. 2022) of 64 channels at full resolution, on maps of 64x64x8, to two classes.
import { convolutionLayer, denseLayer, depthwiseLayer, gelu, layerNormLayer, recomputed, sequence, tf, truncatedNormal } from '@phd/core/tensor'
import { mapsAndLabels } from './draw.js'

const channels = 64
const initialise = truncatedNormal(0.02)

function perceptron(weights) {
  return sequence(
    layerNormLayer(weights, 'norm', channels, { epsilon: 1e-6 }),
    denseLayer(weights, 'expand', { in: channels, out: 4 * channels, initialise }),
    (x) => gelu(x),
    denseLayer(weights, 'contract', { in: 4 * channels, out: channels, initialise }),
  )
}

function block(weights, name, recompute) {
  const scope = weights.in(name)
  const wide = scope.in('wide')
  const branch = sequence(
    depthwiseLayer(scope, 'depthwise', { channels, kernel: 7, initialise }),
    recompute ? recomputed(wide, perceptron(wide)) : perceptron(scope),
  )
  return (x, training) => tf.add(x, branch(x, training))
}

/** With `recompute` the gradient computes the wide part of each block again instead of keeping it. */
export const convnext = ({ recompute = false } = {}) => ({
  name: recompute ? 'convnext-recomputed' : 'convnext',
  parametersNote: 'biases everywhere; no layer scale; no normalisation after the last block',
  batch: (draw) => mapsAndLabels(draw, { side: 64 }),
  build(weights) {
    const network = sequence(
      convolutionLayer(weights, 'stem', { in: 8, out: channels, kernel: 1, initialise }),
      ...[1, 2, 3, 4, 5, 6].map((index) => block(weights, `block${index}`, recompute)),
      convolutionLayer(weights, 'classes', { in: channels, out: 2, kernel: 1, initialise }),
    )
    return (maps, training) => tf.reshape(network(maps, training), [-1, 2])
  },
})

export default convnext()
