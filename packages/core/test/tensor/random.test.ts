/** Random streams: distribution, and the same draws eagerly, compiled and through XLA. */
import { adam, compile, dropout, lossAndGradients, openTensorFlow, randomStream, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})
const options = [undefined, {}, { xla: true }]

describe('a random stream', () => {
  it('draws anew at each call and the same for one seed, eagerly, compiled and through XLA', () => {
    const [eager, graph, xla] = options.map((option) => {
      const stream = randomStream(7)
      const step = (x: tf.Tensor) => ({ uniform: stream.uniform([50]), dropped: dropout(x, 0.3, stream) })
      const run = option ? compile(step, option) : step
      return Array.from({ length: 4 }, () => {
        const { uniform, dropped } = run(tf.ones([60]))
        return [...uniform.dataSync(), ...dropped.dataSync()].join()
      })
    })
    expect(new Set(eager).size).toBe(4)
    expect(graph).toEqual(eager)
    expect(xla).toEqual(eager)
  })

  it('is another one for another seed, and goes on from a saved state', () => {
    const draw = (seed: number) => Array.from(randomStream(seed).uniform([20]).dataSync())
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    const stream = randomStream(3)
    stream.uniform([5])
    const saved = stream.state.dataSync().slice()
    const next = Array.from(stream.uniform([5]).dataSync())
    stream.state.assign(tf.tensor1d(saved as Int32Array, 'int32'))
    expect(Array.from(stream.uniform([5]).dataSync())).toEqual(next)
  })

  it('is uniform, and normal', () => {
    const stream = randomStream(11)
    const uniform = stream.uniform([100_000]).dataSync() as Float32Array
    const counts = new Array(20).fill(0)
    for (const value of uniform) counts[Math.floor(value * 20)]++
    const chiSquare = counts.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0)
    expect(chiSquare).toBeLessThan(43.8) // 19 degrees of freedom, p = 0.001
    expect(Math.max(...uniform.slice(0, 50_000))).toBeLessThan(1)
    const normal = Array.from(stream.normal([100_000]).dataSync())
    const mean = normal.reduce((a, b) => a + b) / normal.length
    expect(Math.abs(mean)).toBeLessThan(3.3 / Math.sqrt(100_000))
    expect(normal.reduce((sum, z) => sum + z * z, 0) / normal.length).toBeCloseTo(1, 1)
    expect(Math.abs(normal.reduce((sum, z) => sum + z ** 4, 0) / normal.length - 3)).toBeLessThan(0.11) // its deviation is √(96 / n) = 0.031
  })
})

describe('dropout', () => {
  it('drops the share that was asked for, scales up the rest, and whole samples where asked', () => {
    const values = dropout(tf.ones([200, 50]), 0.25, randomStream(1)).dataSync() as Float32Array
    const kept = values.filter((value) => value > 0)
    expect(kept.every((value) => Math.abs(value - 4 / 3) < 1e-6)).toBe(true)
    expect(kept.length / values.length).toBeCloseTo(0.75, 1)
    const samples = dropout(tf.ones([40, 9]), 0.5, randomStream(2), { perSample: true }).arraySync()
    for (const sample of samples as number[][]) expect(new Set(sample).size).toBe(1)
    expect(new Set((samples as number[][]).map(([first]) => first)).size).toBe(2)
    expect(() => dropout(tf.ones([1]), 1, randomStream(1))).toThrow('expected a rate from 0 up to, not including, 1, received 1')
  })

  it('trains to the same losses eagerly, compiled and, to 1e-4, through XLA', () => {
    const [eager, graph, xla] = options.map((option) => {
      const stream = randomStream(5)
      const w = tf.variable(tf.ones([16, 4]).mul(0.1))
      const weights = new Map([['w', w as tf.Variable]])
      const optimizer = adam(weights, { learningRate: 0.05 })
      const step = (x: tf.Tensor2D) => {
        const { loss, gradients } = lossAndGradients(weights, () => tf.mean(tf.square(tf.sub(tf.matMul(dropout(x, 0.5, stream), w as tf.Tensor2D), 1))))
        optimizer.update(gradients)
        return loss
      }
      const run = option ? compile(step, option) : step
      return Array.from({ length: 50 }, () => tf.tidy(() => run(tf.ones([8, 16])).dataSync()[0]))
    })
    expect(graph).toEqual(eager)
    for (const [i, loss] of xla.entries()) expect(Math.abs(loss - eager[i])).toBeLessThan(1e-4)
    expect(new Set(eager.slice(-5)).size).toBe(5)
  })
})
