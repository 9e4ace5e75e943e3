// DeepLabV3+ of the published size, as `phd radar train --model deeplabv3plus` builds it: maps of 128x128x8, batch 8.
import { tf } from '@phd/core/tensor'
import deeplabv3plus from '../../../packages/plugin-radar/lib/models/deeplabv3plus.js'

const [batch, side, channels, classes] = [8, 128, 8, 2]

export default {
  name: 'deeplabv3plus',
  batch(draw) {
    const maps = Float32Array.from({ length: batch * side * side * channels }, () => draw())
    const labels = Int32Array.from({ length: batch * side * side }, () => (draw() > 0.8 ? 1 : 0))
    return { inputs: tf.tensor4d(maps, [batch, side, side, channels]), labels: tf.tensor1d(labels, 'int32') }
  },
  build(weights) {
    const network = deeplabv3plus.build(weights, { channels, classes })
    return (maps, training) => tf.reshape(network(maps, training), [-1, classes])
  },
}
