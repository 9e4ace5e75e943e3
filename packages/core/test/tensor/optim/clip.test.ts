/** Clipping by the global norm: against numbers by hand, and what it does to numbers that are none. */
import { adam, clipByGlobalNorm, compile, globalNorm, openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { firstWeights, values } from './problem.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const gradients = (third = 12) => ({ a: tf.tensor2d([[3, 0]]), b: tf.tensor1d([-4, third]), c: tf.scalar(0) })
const numbers = (clipped: Record<string, tf.Tensor>) => Object.values(clipped).flatMap((tensor) => Array.from(tensor.dataSync()))

describe('clipByGlobalNorm', () => {
  it('scales all gradients by the same factor to the limit', () => {
    const { gradients: clipped, norm } = clipByGlobalNorm(gradients(), 6.5)
    expect(norm.dataSync()[0]).toBe(13)
    expect(globalNorm(gradients()).dataSync()[0]).toBe(13)
    expect(numbers(clipped)).toEqual([1.5, 0, -2, 6, 0])
    expect(clipped.a.shape).toEqual([1, 2])
  })

  it.each([13, 13.5, 1e6])('leaves the very numbers where the norm is not above the limit of %d', (limit) => {
    const odd = { a: tf.randomNormal([50], 0, 1, 'float32', 3), b: tf.tensor1d([1e-30, 0.1]) }
    const own = globalNorm(odd).dataSync()[0]
    expect(numbers(clipByGlobalNorm(gradients(), limit).gradients)).toEqual(numbers(gradients()))
    expect(numbers(clipByGlobalNorm(odd, own).gradients)).toEqual(numbers(odd))
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('shows %d in every gradient, eager and compiled', (value) => {
    const clip = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => clipByGlobalNorm({ a, b, c }, 1).gradients
    const { a, b, c } = gradients(value)
    for (const step of [clip, compile(clip)]) expect(numbers(step(a, b, c))).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
  })

  it('as an option of an optimizer is the same as before it', () => {
    const [inside, before] = [firstWeights(), firstWeights()]
    const given = { kernel: tf.randomNormal([3, 2], 0, 1, 'float32', 1), bias: tf.tensor1d([4, -1]), offset: tf.scalar(2) }
    const [one, other] = [adam(inside, { clipNorm: 0.5 }), adam(before)]
    for (let step = 0; step < 3; step++) {
      one.update(given)
      tf.tidy(() => other.update(clipByGlobalNorm(given, 0.5).gradients))
    }
    const expected = values(before)
    for (const [i, value] of values(inside).entries()) expect(value).toBeCloseTo(expected[i], 6)
  })

  it('leaks nothing', () => {
    const given = gradients()
    const before = tf.memory().numTensors
    const { gradients: clipped, norm } = clipByGlobalNorm(given, 1)
    expect(tf.memory().numTensors).toBe(before + 4)
    tf.dispose([clipped, norm])
    expect(tf.memory().numTensors).toBe(before)
  })
})
