/** Gradients of gradients: the penalties of others are built on them. */
import { openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

/** The slope of the sum of slopes. */
const second = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) =>
  Array.from(
    tf
      .grad((at) => tf.sum(tf.grad(f)(at)))(x)
      .dataSync(),
  )

it('of squares of ReLU, of a mean, of a sum', () => {
  const x = tf.tensor1d([-1, 2])
  expect(second((a) => tf.sum(tf.square(tf.relu(a))), x)).toEqual([0, 2])
  expect(second((a) => tf.square(tf.mean(a)), x)).toEqual([1, 1])
  expect(second((a) => tf.square(tf.sum(a)), x)).toEqual([4, 4])
})

it('of rows taken from a table', () => {
  const table = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
  const rows = tf.tensor1d([0, 2, 2], 'int32')
  expect(second((a) => tf.sum(tf.square(tf.gather(a, rows))), table)).toEqual([2, 2, 0, 0, 4, 4])
})
