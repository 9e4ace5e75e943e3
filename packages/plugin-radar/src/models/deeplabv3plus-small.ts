/**
 * DeepLabV3+ in small, for a CPU: three stages of residual blocks instead of ResNet50, dilations 2, 4 and 8, terrain
 * features as input beside the rain, and no doubling of the input.
 */
import { batchNormLayer, convolutionLayer, heNormal, type Layer, sequence, tf, type Weights } from '@phd/core/tensor'
import { convolutionBlock, decoder, pyramidPooling } from './aspp.js'
import type { Segmenter } from './segmenter.js'

const widths = { stem: 24, middle: 32, high: 48 }

const deeplabv3plusSmall: Segmenter = {
  about: 'DeepLabV3+ in small, for a CPU, on rain and terrain features.',
  terrain: 'features',
  multiple: 8,
  build(weights, { channels, classes }) {
    const stem = sequence(
      convolutionBlock(weights, 'stem', { in: channels, out: widths.stem, kernel: 3 }),
      residualBlock(weights, 'stem_block', widths.stem, widths.stem, 1),
    )
    const middle = sequence(
      residualBlock(weights, 'middle_1', widths.stem, widths.middle, 2),
      residualBlock(weights, 'middle_2', widths.middle, widths.middle, 1),
    )
    const high = sequence(residualBlock(weights, 'high_1', widths.middle, widths.high, 2), residualBlock(weights, 'high_2', widths.high, widths.high, 1))
    const pyramid = pyramidPooling(weights, { in: widths.high, out: widths.high, dilations: [2, 4, 8] })
    const decode = decoder(weights, { high: widths.high, low: widths.stem, lowOut: 16, out: 32, classes })
    return (x: tf.Tensor4D, training) => {
      const low = stem(x, training)
      return decode(pyramid(high(middle(low, training), training), training), low, [x.shape[1], x.shape[2]], training)
    }
  },
}

/** Two 3x3 convolutions around a shortcut (He et al. 2016). */
function residualBlock(weights: Weights, name: string, width: number, out: number, stride: number): Layer {
  const first = convolutionBlock(weights, `${name}_1`, { in: width, out, kernel: 3, stride })
  const second = sequence(
    convolutionLayer(weights, `${name}_2_conv`, { in: out, out, kernel: 3, bias: false, initialise: heNormal }),
    batchNormLayer(weights, `${name}_2_bn`, out),
  )
  const shortcut: Layer =
    stride === 1 && width === out
      ? (x) => x
      : sequence(convolutionLayer(weights, `${name}_0_conv`, { in: width, out, kernel: 1, stride, bias: false }), batchNormLayer(weights, `${name}_0_bn`, out))
  return (x, training) => tf.relu(tf.add(shortcut(x, training), second(first(x, training), training)))
}

export default deeplabv3plusSmall
