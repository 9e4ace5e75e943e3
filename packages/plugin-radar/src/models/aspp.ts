/**
 * Atrous spatial pyramid pooling and the decoder of DeepLabV3+ (Chen et al. 2018, arXiv 1802.02611).
 */
import { batchNormLayer, convolutionLayer, heNormal, type Layer, resizeBilinear, sequence, tf, type Weights } from '@phd/core/tensor'

/** Convolution, batch normalisation, ReLU. */
export function convolutionBlock(
  weights: Weights,
  name: string,
  options: { in: number; out: number; kernel: number; dilation?: number; stride?: number; bias?: boolean },
): Layer {
  return sequence(
    convolutionLayer(weights, `${name}_conv`, { bias: false, initialise: heNormal, ...options }),
    batchNormLayer(weights, `${name}_bn`, options.out, { activation: 'relu' }),
  )
}

/** (batch, y, x, in) to (batch, y, x, out): the whole map's mean, a 1x1 and one 3x3 for each dilation, side by side. */
export function pyramidPooling(weights: Weights, options: { in: number; out: number; dilations: number[]; wholeMap?: boolean }): Layer {
  const { out, dilations, wholeMap = true } = options
  const pooled = wholeMap ? convolutionBlock(weights, 'aspp_pool', { in: options.in, out, kernel: 1, bias: true }) : undefined
  const branches = [1, ...dilations].map((dilation) =>
    convolutionBlock(weights, `aspp_${dilation}`, { in: options.in, out, kernel: dilation === 1 ? 1 : 3, dilation }),
  )
  const project = convolutionBlock(weights, 'aspp_project', { in: out * (branches.length + (pooled ? 1 : 0)), out, kernel: 1 })
  return (x, training) => {
    const [, height, width] = x.shape
    const maps = branches.map((branch) => branch(x, training))
    if (pooled) maps.unshift(resizeBilinear(pooled(tf.mean(x, [1, 2], true) as tf.Tensor4D, training), height, width))
    return project(tf.concat(maps, 3), training)
  }
}

/** Joins the pyramid with finer maps and gives logits at `size`: (batch, y, x, classes). */
export function decoder(
  weights: Weights,
  options: { high: number; low: number; lowOut: number; out: number; classes: number },
): (high: tf.Tensor4D, low: tf.Tensor4D, size: [number, number], training: boolean) => tf.Tensor4D {
  const { high, low, lowOut, out, classes } = options
  const narrow = convolutionBlock(weights, 'decoder_low', { in: low, out: lowOut, kernel: 1 })
  const refine = sequence(
    convolutionBlock(weights, 'decoder_1', { in: high + lowOut, out, kernel: 3 }),
    convolutionBlock(weights, 'decoder_2', { in: out, out, kernel: 3 }),
  )
  const classify = convolutionLayer(weights, 'logits', { in: out, out: classes, kernel: 1 })
  return (highMap, lowMap, [height, width], training) => {
    const raised = resizeBilinear(highMap, lowMap.shape[1], lowMap.shape[2])
    const joined = tf.concat([raised, narrow(lowMap, training)], 3)
    return classify(resizeBilinear(refine(joined, training), height, width), training)
  }
}
