/** The most memory that a training step of the bench's ConvNeXt net takes, compiled, against eager. */
import { random } from '@phd/core'
import { adam, compile, openTensorFlow, resetTensorMemoryPeak, tensorMemory, tf } from '@phd/core/tensor'
import { beforeAll, expect, it } from 'vitest'
import { buildNet } from '../bench/train-step/net-step.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
  tensorMemory() // counts from here on
})

const draw = random(5, 'batch')
const side = 64
const maps = Float32Array.from({ length: 2 * side * side * 8 }, () => draw())
const classes = Int32Array.from({ length: 2 * side * side }, () => Math.floor(draw() * 2))

async function peakBytes(name: string, compiled: boolean): Promise<number> {
  const { default: model } = await import(`../bench/train-step/models/${name}.js`)
  const { weights, stepWith } = buildNet(model)
  const eager = stepWith(adam(weights.trainable, { learningRate: 1e-3 }))
  const step = compiled ? compile(eager) : eager
  const [x, y] = [tf.tensor4d(maps, [2, side, side, 8]), tf.tensor1d(classes, 'int32')]
  const run = () => tf.tidy(() => step(x, y)).dispose()
  run()
  const { bytesInUse } = tensorMemory()!
  resetTensorMemoryPeak()
  run()
  return tensorMemory()!.peakBytes - bytesInUse
}

it('is less than 60 % compiled, and less than 30 % where the wide parts of the blocks are recomputed', async () => {
  const eager = await peakBytes('convnext', false)
  const compiled = (await peakBytes('convnext', true)) / eager
  const recomputed = (await peakBytes('convnext-recomputed', true)) / eager
  expect(compiled).toBeLessThan(0.6)
  expect(recomputed).toBeLessThan(0.3)
  expect(recomputed).toBeGreaterThan(0.05)
})
