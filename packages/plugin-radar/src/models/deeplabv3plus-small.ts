/**
 * DeepLabV3+ in small, for a CPU: three stages of residual blocks instead of ResNet50, dilations 2, 4 and 8, terrain
 * features as input beside the rain.
 *
 * The encoder works from half resolution on; the last step sees the input again at full resolution, so that a channel
 * one cell wide is not lost and a plain regression on the inputs is within reach of the network from the first step.
 */
import { batchNormLayer, convolutionLayer, heNormal, type Layer, resizeBilinear, sequence, tf, type Weights } from '@phd/core/tensor'
import { convolutionBlock, decoder, pyramidPooling } from './aspp.js'
import type { Segmenter } from './segmenter.js'

const widths = { low: 24, middle: 32, high: 48, context: 16 }

const deeplabv3plusSmall: Segmenter = {
  about: 'DeepLabV3+ in small, for a CPU, on rain and terrain features.',
  terrain: 'features',
  multiple: 8,
  window: 64,
  build(weights, { channels, classes }) {
    const stem = sequence(
      convolutionBlock(weights, 'stem', { in: channels, out: widths.low, kernel: 3, stride: 2 }),
      residualBlock(weights, 'low', widths.low, widths.low, 1),
    )
    const deeper = sequence(
      residualBlock(weights, 'middle_1', widths.low, widths.middle, 2),
      residualBlock(weights, 'middle_2', widths.middle, widths.middle, 1),
      residualBlock(weights, 'high_1', widths.middle, widths.high, 2),
      residualBlock(weights, 'high_2', widths.high, widths.high, 1),
    )
    const pyramid = pyramidPooling(weights, { in: widths.high, out: widths.high, dilations: [2, 4, 8], wholeMap: false })
    const decode = decoder(weights, { high: widths.high, low: widths.low, lowOut: 16, out: 32, classes: widths.context })
    const refine = convolutionBlock(weights, 'refine', { in: channels + widths.context, out: widths.context, kernel: 3 })
    const classify = convolutionLayer(weights, 'classify', { in: channels + 2 * widths.context, out: classes, kernel: 1 })
    return (x: tf.Tensor4D, training) => {
      const low = stem(x, training)
      const half: [number, number] = [low.shape[1], low.shape[2]]
      const context = resizeBilinear(decode(pyramid(deeper(low, training), training), low, half, training), x.shape[1], x.shape[2])
      const fine = refine(tf.concat([x, context], 3), training)
      return classify(tf.concat([x, context, fine], 3), training)
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
