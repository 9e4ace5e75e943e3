// U-Net (Ronneberger et al. 2015) of four levels, 16 to 128 channels and 256 at the bottom, on maps of 128x128x8, to two classes.
import { batchNormLayer, convolutionLayer, heNormal, maxPool, sequence, tf, transposedConvolutionLayer } from '@phd/core/tensor'
import { mapsAndLabels } from './draw.js'

const levels = [16, 32, 64, 128]
const bottom = 256

function twice(weights, name, from, to) {
  const scope = weights.in(name)
  const layers = [from, to].flatMap((channels, index) => [
    convolutionLayer(scope, `conv${index + 1}`, { in: channels, out: to, kernel: 3, bias: false, initialise: heNormal }),
    batchNormLayer(scope, `norm${index + 1}`, to, { activation: 'relu' }),
  ])
  return sequence(...layers)
}

export default {
  name: 'unet',
  parametersNote: 'biases in the transposed convolutions and in the last; moving statistics counted',
  batch: (draw) => mapsAndLabels(draw, { side: 128 }),
  build(weights) {
    const down = levels.map((channels, level) => twice(weights, `down${level + 1}`, level === 0 ? 8 : levels[level - 1], channels))
    const deepest = twice(weights, 'bottom', levels[3], bottom)
    const up = levels.map((channels, level) => ({
      enlarge: transposedConvolutionLayer(weights, `enlarge${level + 1}`, { in: levels[level + 1] ?? bottom, out: channels, kernel: 2, stride: 2 }),
      merge: twice(weights, `up${level + 1}`, 2 * channels, channels),
    }))
    const classes = convolutionLayer(weights, 'classes', { in: levels[0], out: 2, kernel: 1 })
    const pool = maxPool(2, 2)
    return (maps, training) => {
      const skipped = []
      let x = maps
      for (const layer of down) {
        skipped.push(layer(x, training))
        x = pool(skipped.at(-1))
      }
      x = deepest(x, training)
      for (const [level, { enlarge, merge }] of [...up.entries()].reverse()) x = merge(tf.concat([skipped[level], enlarge(x)], 3), training)
      return tf.reshape(classes(x), [-1, 2])
    }
  },
}
