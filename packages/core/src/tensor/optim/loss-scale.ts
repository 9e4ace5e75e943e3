/**
 * Dynamic loss scaling (Micikevicius et al. 2018), for float16: its smallest number is 6e-8, and gradients below vanish.
 *
 * The loss is multiplied by `scale` before the gradients are taken, and they are divided by it again in float32. Where
 * their global norm is no finite number, the step is skipped: no weight and no variable of the optimizer changes, and the
 * scale is halved (to 1 at least). After `growthSteps` good steps in a row it doubles. A gradient whose square overflows
 * is skipped too: Adam's second moment would be infinite for ever. bfloat16 has float32's range and needs none of this.
 *
 *     const optimizer = withLossScale(adam(weights.trainable), weights.trainable)
 *     const { loss, gradients } = optimizer.lossAndGradients(() => …)
 *     optimizer.update(gradients)                          // or of clipByGlobalNorm(gradients, 1): they have their true size
 */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'
import { globalNorm } from './clip.js'
import { lossAndGradients } from './gradients.js'
import { type Optimizer, stateVariable } from './optimizer.js'
import { inRange } from './options.js'

export interface LossScaleOptions {
  /** The scale to begin with. */
  initial?: number
  growthSteps?: number
}

export interface LossScaleOptimizer extends Optimizer {
  scale: tf.Variable
  /** Steps skipped since the beginning: a number that keeps growing says that the gradients, not the scale, are wrong. */
  skipped: tf.Variable
  /** As lossAndGradients: the loss and its gradients in their true size, computed on the scaled loss. */
  lossAndGradients(loss: () => tf.Scalar): { loss: tf.Scalar; gradients: Record<string, tf.Tensor> }
}

/** Powers of two that float32 can hold and halve. */
const largestScale = 2 ** 126

/** One tensor or the other by a scalar, without a mask of their size. */
const selectTensor = nativeKernel<object>({
  name: 'NativeSelect',
  op: 'SelectV2',
  inputs: ({ condition, yes, no }) => [condition, yes, no],
  attributes: () => ({ T: { type: 'float32' } }),
})
const select = (condition: tf.Tensor, yes: tf.Tensor, no: tf.Tensor): tf.Tensor => selectTensor({ condition, yes, no }, {})[0]

/** `weights` are all that `optimizer` updates. Goes round everything else: an averaging inside is skipped too. */
export function withLossScale<O extends Optimizer>(
  optimizer: O,
  weights: Map<string, tf.Variable>,
  { initial = 2 ** 15, growthSteps = 2000 }: LossScaleOptions = {},
): O & LossScaleOptimizer {
  inRange('initial', initial, { from: 1 })
  inRange('growthSteps', growthSteps, { from: 1 })
  const [scale, goodSteps, skipped] = [initial, 0, 0].map((value) => stateVariable(() => tf.scalar(value)))
  const changing = [...weights.values(), ...optimizer.variables.values()]

  const update = (gradients: Record<string, tf.Tensor>) => {
    const finite = tf.isFinite(globalNorm(gradients))
    const before = changing.map((variable) => variable.clone())
    optimizer.update(gradients)
    for (const [i, variable] of changing.entries()) variable.assign(select(finite, variable, before[i]))

    const good = select(finite, tf.add(goodSteps, 1), tf.scalar(0))
    const grows = tf.greaterEqual(good, growthSteps)
    const grown = select(grows, tf.minimum(tf.mul(scale, 2), largestScale), scale)
    scale.assign(select(finite, grown, tf.maximum(tf.mul(scale, 0.5), 1)))
    goodSteps.assign(select(grows, tf.scalar(0), good))
    skipped.assign(select(finite, skipped, tf.add(skipped, 1)))
  }
  return {
    ...optimizer,
    variables: new Map([...optimizer.variables, ['loss_scale', scale], ['good_steps', goodSteps], ['skipped_steps', skipped]]),
    scale,
    skipped,
    lossAndGradients: (loss) =>
      tf.tidy(() => {
        const scaled = lossAndGradients(weights, () => tf.mul(loss(), scale))
        const unscale = (value: tf.Tensor) => tf.div(value, scale)
        const gradients = Object.entries(scaled.gradients).map(([name, gradient]) => [name, unscale(gradient)])
        return { loss: unscale(scaled.loss) as tf.Scalar, gradients: Object.fromEntries(gradients) }
      }),
    update: (gradients) => tf.tidy(() => update(gradients)),
  }
}
