/**
 * The trunk of ResNet50 (He et al. 2016, arXiv 1512.03385) as DeepLabV3+ uses it: version 1 with biases, as in Keras'
 * applications, cut inside the last block of the fourth stage.
 *
 * In (batch, y, x, channels); out `low` (batch, y/4, x/4, 64) and `high` (batch, y/16, x/16, 256).
 */
import { batchNormLayer, convolutionLayer, type Layer, maxPool, sequence, tf, type Weights } from '@phd/core/tensor'

const epsilon = 1.001e-5

/** Stages as (filters, blocks, stride of the first block). */
const stages = [
  { name: 'conv2', filters: 64, blocks: 3, stride: 1 },
  { name: 'conv3', filters: 128, blocks: 4, stride: 2 },
  { name: 'conv4', filters: 256, blocks: 6, stride: 2 },
]

export function resnet50Trunk(weights: Weights, channels: number): (x: tf.Tensor4D, training: boolean) => { low: tf.Tensor4D; high: tf.Tensor4D } {
  const stem = sequence(
    pad(3),
    convolutionLayer(weights, 'conv1_conv', { in: channels, out: 64, kernel: 7, stride: 2, pad: 'valid' }),
    batchNormLayer(weights, 'conv1_bn', 64, { epsilon, activation: 'relu' }),
    maxPool(3, 2),
  )
  const blocks: { name: string; inner: Layer; whole?: Layer }[] = []
  let width = 64
  for (const stage of stages) {
    for (let block = 1; block <= stage.blocks; block++) {
      const name = `${stage.name}_block${block}`
      const stride = block === 1 ? stage.stride : 1
      const inner = bottleneckInner(weights, name, width, stage.filters, stride)
      const last = name === 'conv4_block6' // used up to conv4_block6_2_relu
      blocks.push({ name, inner, whole: last ? undefined : bottleneck(weights, name, inner, width, stage.filters, stride, block === 1) })
      width = 4 * stage.filters
    }
  }
  return (x, training) => {
    let value = stem(x, training)
    let low: tf.Tensor4D | undefined
    for (const { name, inner, whole } of blocks) {
      if (name === 'conv2_block3') low = inner(value, training)
      if (!whole) return { low: low!, high: inner(value, training) }
      value = whole(value, training)
    }
    throw new Error('resnet50: expected a last block without an end')
  }
}

/** The first two convolutions of a bottleneck. */
function bottleneckInner(weights: Weights, name: string, width: number, filters: number, stride: number): Layer {
  return sequence(
    convolutionLayer(weights, `${name}_1_conv`, { in: width, out: filters, kernel: 1, stride }),
    batchNormLayer(weights, `${name}_1_bn`, filters, { epsilon, activation: 'relu' }),
    convolutionLayer(weights, `${name}_2_conv`, { in: filters, out: filters, kernel: 3 }),
    batchNormLayer(weights, `${name}_2_bn`, filters, { epsilon, activation: 'relu' }),
  )
}

function bottleneck(weights: Weights, name: string, inner: Layer, width: number, filters: number, stride: number, project: boolean): Layer {
  const out = 4 * filters
  const shortcut = project
    ? sequence(convolutionLayer(weights, `${name}_0_conv`, { in: width, out, kernel: 1, stride }), batchNormLayer(weights, `${name}_0_bn`, out, { epsilon }))
    : (x: tf.Tensor4D) => x
  const expand = sequence(
    convolutionLayer(weights, `${name}_3_conv`, { in: filters, out, kernel: 1 }),
    batchNormLayer(weights, `${name}_3_bn`, out, { epsilon }),
  )
  return (x, training) => tf.relu(tf.add(shortcut(x, training), expand(inner(x, training), training)))
}

function pad(cells: number): Layer {
  return (x) =>
    tf.pad4d(x, [
      [0, 0],
      [cells, cells],
      [cells, cells],
      [0, 0],
    ])
}
