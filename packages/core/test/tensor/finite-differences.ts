/** Gradients against central finite differences along random directions. */
import { normal, random } from '@phd/core'
import { tf } from '@phd/core/tensor'
import { expect } from 'vitest'

/** Normal numbers that depend on the name alone. */
export function noise(name: string, shape: number[], scale = 1): tf.Tensor {
  const draw = random(7, name)
  const size = shape.reduce((a, b) => a * b, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, () => scale * normal(draw)),
    shape,
  )
}

/** The derivative of Σ g·f along `direction`, by gradient and by difference, for each input. */
function derivatives(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], h: number): { gradient: number; difference: number; scale: number }[] {
  const g = noise('cotangent', f(...inputs).shape)
  const loss = (...at: tf.Tensor[]) => tf.sum(tf.mul(f(...at), g)) as tf.Scalar
  const gradients = tf.grads(loss)(inputs)
  return inputs.map((input, i) => {
    const direction = noise(`direction ${i}`, input.shape)
    const moved = (sign: number) => loss(...inputs.map((other, j) => (i === j ? tf.add(other, tf.mul(direction, sign * h)) : other))).dataSync()[0]
    const gradient = tf.sum(tf.mul(gradients[i], direction)).dataSync()[0]
    const scale = tf.norm(gradients[i]).dataSync()[0]
    return { gradient, difference: (moved(1) - moved(-1)) / (2 * h), scale }
  })
}

export function expectDerivatives(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], { h = 0.5, tolerance = 1e-3 } = {}): void {
  for (const { gradient, difference, scale } of derivatives(f, inputs, h)) {
    expect(scale).toBeGreaterThan(0)
    expect(Math.abs(gradient - difference) / scale).toBeLessThan(tolerance)
  }
}
