/** Clipping by the norm of all gradients together (Pascanu et al. 2013). */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'
import { inRange } from './options.js'

/** Half the sum of squares, in one pass. */
const l2Loss = nativeKernel<object>({
  name: 'L2Loss',
  op: 'L2Loss',
  inputs: ({ x }) => [x],
  attributes: () => ({ T: { type: 'float32' } }),
})

/** Root of the sum of squares of all numbers. */
export function globalNorm(gradients: Record<string, tf.Tensor>): tf.Scalar {
  return tf.tidy(() => tf.sqrt(tf.mul(tf.addN(Object.values(gradients).map((x) => l2Loss({ x }, {})[0])), 2)))
}

/**
 * Gradients times limit / norm where their norm is above the limit; the very same numbers where it is not. Where the
 * norm is no finite number all of them become NaN, so that it shows in the next loss, or in the check of a loss scale.
 *
 * Dispose of the answer, or call inside tf.tidy.
 */
export function clipByGlobalNorm(gradients: Record<string, tf.Tensor>, limit: number): { gradients: Record<string, tf.Tensor>; norm: tf.Scalar } {
  inRange('clipNorm', limit, { above: 0 })
  return tf.tidy(() => {
    const norm = globalNorm(gradients)
    const scale = tf.where(tf.isFinite(norm), tf.div(limit, tf.maximum(norm, limit)), Number.NaN)
    const clipped = Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)])
    return { gradients: Object.fromEntries(clipped), norm }
  })
}
