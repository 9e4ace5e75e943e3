/** Many calls and many traces: nothing grows, neither tensors nor handles nor memory. */
import { adam, compile, crossEntropy, dropout, lossAndGradients, openTensorFlow, randomStream, tensorMemory, tf } from '@phd/core/tensor'
import { beforeAll, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

/** A net of one hidden layer with dropout, a third of a megabyte of weights. */
function training() {
  const weights = new Map([
    ['a', tf.variable(tf.randomNormal([64, 1024], 0, 0.1))],
    ['b', tf.variable(tf.randomNormal([1024, 4], 0, 0.1))],
  ]) as Map<string, tf.Variable<tf.Rank.R2>>
  const optimizer = adam(weights)
  const stream = randomStream(1)
  const network = (x: tf.Tensor2D) => tf.matMul(dropout(tf.relu(tf.matMul(x, weights.get('a')!)), 0.2, stream), weights.get('b')!) as tf.Tensor2D
  return (x: tf.Tensor2D, labels: tf.Tensor1D) => {
    const { loss, gradients } = lossAndGradients(weights, () => tf.mean(crossEntropy(network(x), labels)))
    optimizer.update(gradients)
    return loss
  }
}

const inputs = (): [tf.Tensor2D, tf.Tensor1D] => [
  tf.randomNormal([16, 64]),
  tf.tensor1d(
    Int32Array.from({ length: 16 }, (_, i) => i % 4),
    'int32',
  ),
]

function state() {
  global.gc?.()
  const { numTensors, numDataBuffers } = tf.memory()
  return { numTensors, numDataBuffers, bytesInUse: tensorMemory()!.bytesInUse, residentMb: process.memoryUsage().rss / 2 ** 20 }
}

/** After `run(warmUp)`, `run(times)` leaves everything as it was, resident memory within so much. */
function expectNoGrowth(run: (times: number) => void, { warmUp, times, residentMb }: { warmUp: number; times: number; residentMb: number }) {
  tensorMemory() // counts from here on
  run(warmUp)
  const { residentMb: before, ...counted } = state()
  run(times)
  const { residentMb: after, ...then } = state()
  expect(then).toEqual(counted)
  expect(after - before).toBeLessThan(residentMb)
}

it('10,000 compiled steps leave no tensor, no handle and no memory behind', () => {
  const compiled = compile(training())
  const batch = inputs()
  const run = (steps: number) => {
    for (let i = 0; i < steps; i++) tf.dispose(compiled(...batch))
  }
  expectNoGrowth(run, { warmUp: 1000, times: 10_000, residentMb: 30 })
}, 120_000)

it('200 retraces leave no tensor and no handle behind and no memory beyond noise', () => {
  const step = training()
  const batch = inputs()
  const retrace = (times: number) => {
    for (let i = 0; i < times; i++) {
      const compiled = compile(step)
      tf.dispose(compiled(...batch))
      compiled.dispose()
    }
  }
  expectNoGrowth(retrace, { warmUp: 20, times: 200, residentMb: 40 })
}, 120_000)
