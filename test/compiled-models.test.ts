/**
 * Whole training steps of the bench's nets on small maps, compiled and through XLA, against the same steps op by op, which
 * is the reference. Compiled losses are eager's to the bit. XLA's differ in the last bits from the first step on, and
 * training amplifies that: U-Net's are held to 1e-4 for a few steps only, and at the size of the bench most nets' would be
 * (bench/losses.js).
 */
import { random } from '@phd/core'
import { adam, compile, openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildNet } from '../bench/train-step/net-step.js'

const draw = random(5, 'batch')

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const maps = (side: number) =>
  tf.tensor4d(
    Float32Array.from({ length: 2 * side * side * 8 }, () => draw()),
    [2, side, side, 8],
  )
const words = () =>
  tf.tensor2d(
    Int32Array.from({ length: 2 * 128 }, () => Math.floor(draw() * 8000)),
    [2, 128],
    'int32',
  )
const classes = (length: number, count: number) =>
  tf.tensor1d(
    Int32Array.from({ length }, () => Math.floor(draw() * count)),
    'int32',
  )

async function training(name: string): Promise<(x: tf.Tensor, y: tf.Tensor1D) => tf.Scalar> {
  const { default: model } = await import(`../bench/train-step/models/${name}.js`)
  const { weights, stepWith } = buildNet(model)
  return stepWith(adam(weights.trainable, { learningRate: 1e-3 }))
}

/** Losses of so many steps on one batch, from one seed. */
async function losses(name: string, steps: number, inputs: tf.Tensor, labels: tf.Tensor1D, options?: { xla?: boolean }): Promise<number[]> {
  const step = await training(name)
  const run = options ? compile(step, options) : step
  return Array.from({ length: steps }, () => tf.tidy(() => run(inputs, labels).dataSync()[0]))
}

describe.each([
  { name: 'small-conv', inputs: () => maps(16), labels: () => classes(2 * 16 * 16, 2), xlaSteps: 50 },
  { name: 'convnext', inputs: () => maps(12), labels: () => classes(2 * 12 * 12, 2), xlaSteps: 50 },
  { name: 'convnext-recomputed', inputs: () => maps(12), labels: () => classes(2 * 12 * 12, 2), xlaSteps: 50 },
  { name: 'unet', inputs: () => maps(32), labels: () => classes(2 * 32 * 32, 2), xlaSteps: 3 },
  { name: 'transformer', inputs: words, labels: () => classes(2, 3), xlaSteps: 50 },
  { name: 'deeplabv3plus', inputs: () => maps(32), labels: () => classes(2 * 32 * 32, 2), xlaSteps: 0 },
])('$name', ({ name, inputs, labels, xlaSteps }) => {
  const throughXla = xlaSteps > 0 ? `; through XLA over ${xlaSteps} steps to 1e-4` : ''
  it(`has eager's losses over 50 steps, to the bit${throughXla}`, async () => {
    const [x, y] = [inputs(), labels()]
    const eager = await losses(name, 50, x, y)
    expect(new Set(eager).size).toBeGreaterThan(40)
    expect(eager.at(-1)).toBeLessThan(eager[0])
    expect(await losses(name, 50, x, y, {})).toEqual(eager)
    const xla = await losses(name, xlaSteps, x, y, { xla: true })
    for (const [i, loss] of xla.entries()) expect(Math.abs(loss - eager[i])).toBeLessThan(1e-4)
  }, 300_000)
})
