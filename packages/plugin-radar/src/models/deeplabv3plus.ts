/**
 * DeepLabV3+ (Chen et al. 2018, arXiv 1802.02611) on rain and terrain, of the published size: the input is doubled,
 * ResNet50 to conv4_block6_2_relu, dilations 6, 12 and 18. With 8 channels and 2 classes it has 11,868,290 parameters.
 * Reference: Bryan-Smith et al. 2024, "Towards AI for approximating hydrodynamic simulations as a 2D segmentation task".
 */
import { repeatCells, type tf } from '@phd/core/tensor'
import { decoder, pyramidPooling } from './aspp.js'
import { resnet50Trunk } from './resnet50.js'
import type { Segmenter } from './segmenter.js'

const deeplabv3plus: Segmenter = {
  about: 'DeepLabV3+ with a ResNet50 trunk, of the published size: 11.9 million parameters at 8 channels.',
  terrain: 'height',
  multiple: 16,
  window: 128,
  build(weights, { channels, classes }) {
    const trunk = resnet50Trunk(weights, channels)
    const pyramid = pyramidPooling(weights, { in: 256, out: 256, dilations: [6, 12, 18] })
    const decode = decoder(weights, { high: 256, low: 64, lowOut: 48, out: 256, classes })
    return (x: tf.Tensor4D, training) => {
      const { low, high } = trunk(repeatCells(x, 2), training)
      return decode(pyramid(high, training), low, [x.shape[1], x.shape[2]], training)
    }
  },
}

export default deeplabv3plus
