/**
 * GELU: x Φ(x) with the standard normal distribution Φ (Hendrycks and Gimpel 2016), exact by erf, or by its tanh form.
 *
 * Value and slope share their costly part, so the slope is computed along with the value: one tensor is kept for the
 * gradient, which is one product. In a compiled step that asks for no gradient the slope is never computed.
 */
import * as tf from '@tensorflow/tfjs-core'
import { nativeKernel } from '../native.js'
import { ownKernels } from '../own-kernels.js'
import { fusedGelu } from './fused/gelu.js'
import { withGradient } from './with-gradient.js'

/** The tanh form is 0.5 x (1 + tanh u) = x σ(2u), u = √(2/π) (x + 0.044715 x³). */
const rate = 2 * Math.sqrt(2 / Math.PI)
const cubic = 0.044715 * rate

/** Value and slope, of x's shape. */
type Activation = (x: tf.Tensor) => [value: tf.Tensor, slope: tf.Tensor]

const exact: Activation = (x) => {
  const distribution = tf.add(tf.mul(tf.erf(tf.mul(x, Math.SQRT1_2)), 0.5), 0.5)
  const density = tf.exp(tf.sub(tf.mul(tf.square(x), -0.5), 0.5 * Math.log(2 * Math.PI)))
  return [tf.mul(x, distribution), tf.add(distribution, tf.mul(x, density))]
}

/** dy σ (1 - σ), given σ. */
const sigmoidGrad = nativeKernel<object>({
  name: 'SigmoidGrad',
  op: 'SigmoidGrad',
  inputs: ({ y, dy }) => [y, dy],
  attributes: () => ({ T: { type: 'float32' } }),
})

const byTanh: Activation = (x) => {
  const square = tf.square(x)
  const gate = tf.sigmoid(tf.mul(x, tf.add(tf.mul(square, cubic), rate)))
  const inner = tf.mul(x, tf.add(tf.mul(square, 3 * cubic), rate))
  return [tf.mul(x, gate), tf.add(gate, sigmoidGrad({ y: gate, dy: inner }, {})[0])]
}

function differentiable(activation: Activation) {
  return withGradient(
    (x) => {
      const [value, slope] = activation(x)
      return { value, kept: [slope] }
    },
    (dy, [slope]) => [tf.mul(dy, slope)],
  )
}

const exactGelu = differentiable(exact)
const tanhGelu = differentiable(byTanh)

/** `approximate` takes the tanh form, which differs by up to 5e-4. */
export function gelu<T extends tf.Tensor>(x: T, { approximate = false } = {}): T {
  if (approximate) return tanhGelu(x) as T
  return (ownKernels() ? fusedGelu(x) : exactGelu(x)) as T
}
