/** Candidates in the tensor runtime: one matrix product and one top-k a block. */
import { setTensorFloat32, tf } from '@phd/core/tensor'
import type { Finder } from './settle.js'

/**
 * The score of j for i is 2 x·y - |y|², highest for the nearest: (2x, -1) times (y, |y|²), so that a block is one product.
 *
 * A float32 sum of d + 1 products is off by at most (d + 1) u times the sum of their sizes (Higham 2002, Accuracy and
 * Stability of Numerical Algorithms, 3.1), u = 2^-24; sizes sum to at most |x|² + 2 |y|². Rounding the factors adds 3 u.
 */
export async function searchRuntime(finder: Finder, device: string, onRows: (done: number) => void | Promise<void>): Promise<void> {
  const { n, points, squaredNorms, largestNorm } = finder
  const { d, data } = points
  const blockValues = device.startsWith('cuda') ? 2 ** 26 : 2 ** 24
  const rows = Math.max(1, Math.min(n, Math.floor(blockValues / n)))
  const nominate = Math.min(n, finder.candidates + 1)
  const unit = (d + 4) * 2 ** -24
  const exactProducts = setTensorFloat32(false)
  const all = tf.tidy(() => tf.concat([tf.tensor2d(data, [n, d]), tf.tensor2d(Float32Array.from(squaredNorms), [n, 1])], 1))
  try {
    for (let from = 0; from < n; from += rows) {
      const count = Math.min(rows, n - from)
      const { values, indices } = tf.tidy(() => {
        const block = tf.concat([tf.mul(tf.tensor2d(data.subarray(from * d, (from + count) * d), [count, d]), 2), tf.fill([count, 1], -1)], 1)
        return tf.topk(tf.matMul(block, all, false, true), nominate, true)
      })
      const [scores, nominated] = [await values.data(), await indices.data()]
      tf.dispose([values, indices])
      for (let row = 0; row < count; row++) {
        const i = from + row
        const own = squaredNorms[i]
        const last = own - scores[(row + 1) * nominate - 1]
        finder.settle(i, nominated.subarray(row * nominate, (row + 1) * nominate), last - unit * (own + 2 * largestNorm))
      }
      await onRows(from + count)
    }
  } finally {
    all.dispose()
    setTensorFloat32(exactProducts)
  }
}
