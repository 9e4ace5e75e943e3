// Five 3x3 convolutions of 16 channels with ReLU, then 1x1 to two classes, on maps of 64x64x8.
import { convolutionLayer, sequence, tf } from '@phd/core/tensor'
import { mapsAndLabels } from './draw.js'

export default {
  name: 'small-conv',
  parametersNote: 'biases everywhere',
  batch: (draw) => mapsAndLabels(draw, { side: 64 }),
  build(weights) {
    const layers = [8, 16, 16, 16, 16].map((channels, index) =>
      convolutionLayer(weights, `conv${index + 1}`, { in: channels, out: 16, kernel: 3, activation: 'relu' }),
    )
    const network = sequence(...layers, convolutionLayer(weights, 'classes', { in: 16, out: 2, kernel: 1 }))
    return (maps, training) => tf.reshape(network(maps, training), [-1, 2])
  },
}
