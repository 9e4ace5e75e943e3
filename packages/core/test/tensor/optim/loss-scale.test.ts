/** Dynamic loss scaling: what a step with a gradient that is no finite number changes, and how the scale moves. */
import { random } from '@phd/core'
import { adam, clipByGlobalNorm, compile, openTensorFlow, sgd, tf, withAveraging, withLossScale } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { firstWeights, lossOf, train, values } from './problem.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const all = (variables: Map<string, tf.Variable>) => Object.fromEntries([...variables].map(([name, variable]) => [name, Array.from(variable.dataSync())]))

/** A step on gradients that are given: the bias' are multiplied by the argument. */
function training(growthSteps = 3, initial = 64) {
  const weights = firstWeights()
  const optimizer = withLossScale(withAveraging(adam(weights, { clipNorm: 1 }), weights), weights, { growthSteps, initial })
  const step = (factor: tf.Tensor) => {
    const { loss, gradients } = optimizer.lossAndGradients(() => lossOf(weights))
    optimizer.update({ ...gradients, bias: tf.mul(gradients.bias, factor) })
    return loss
  }
  return { weights, optimizer, step }
}
const broken = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]

describe.each([
  ['eager', false],
  ['compiled', true],
])('withLossScale, %s', (_, compiled) => {
  it.each(broken)('skips a step with one gradient of %d: nothing changes but the scale, which halves', (value) => {
    const { weights, optimizer, step } = training()
    const run = compiled ? compile(step) : step
    for (let i = 0; i < 2; i++) tf.tidy(() => run(tf.tensor1d([1, 1])))
    const before = { weights: all(weights), state: all(optimizer.variables) }
    tf.tidy(() => run(tf.tensor1d([1, value])))
    expect(all(weights)).toEqual(before.weights)
    expect(all(optimizer.variables)).toEqual({ ...before.state, loss_scale: [32], good_steps: [0], skipped_steps: [1] })
    tf.tidy(() => run(tf.tensor1d([1, 1])))
    expect(all(weights)).not.toEqual(before.weights)
    expect(optimizer.variables.get('step')!.dataSync()[0]).toBe(3)
  })

  it('over any order of good and bad steps doubles after three good in a row, halves after a bad one, never below 1', () => {
    const { optimizer, step } = training(3, 4)
    const run = compiled ? compile(step) : step
    const draw = random(1, 'loss-scale')
    const expected = { scale: 4, good: 0, skipped: 0, steps: 0 }
    const scales = new Set<number>()
    for (let i = 0; i < 80; i++) {
      const bad = draw() < (i < 40 ? 0.5 : 0.05)
      tf.tidy(() => run(tf.tensor1d([1, bad ? broken[i % 3] : 1])))
      if (bad) Object.assign(expected, { scale: Math.max(1, expected.scale / 2), good: 0, skipped: expected.skipped + 1 })
      else {
        expected.steps++
        expected.good++
        if (expected.good === 3) Object.assign(expected, { scale: expected.scale * 2, good: 0 })
      }
      const state = all(optimizer.variables)
      expect([state.loss_scale[0], state.good_steps[0], state.skipped_steps[0], state.step[0]]).toEqual(Object.values(expected))
      scales.add(expected.scale)
    }
    expect(scales).toContain(1)
    expect(Math.max(...scales)).toBeGreaterThan(1000)
  })

  it('gives loss and gradients in their true size, so that training is the same as without', () => {
    const [plain, scaled] = [firstWeights(), firstWeights()]
    const optimizer = withLossScale(sgd(scaled, { learningRate: 0.1, momentum: 0.9 }), scaled)
    const step = () => {
      const { loss, gradients } = optimizer.lossAndGradients(() => lossOf(scaled))
      optimizer.update(gradients)
      return loss
    }
    const expected = train(plain, sgd(plain, { learningRate: 0.1, momentum: 0.9 }), { compiled })
    expect(train(scaled, optimizer, { step, compiled })).toEqual(expected) // a power of two: to the bit
  })
})

describe('withLossScale', () => {
  it('sees what clipping made of a gradient that overflowed', () => {
    const weights = firstWeights()
    const optimizer = withLossScale(sgd(weights), weights)
    const before = values(weights)
    const gradients = { kernel: tf.zeros([3, 2]), bias: tf.tensor1d([Number.POSITIVE_INFINITY, 0]), offset: tf.scalar(1) }
    tf.tidy(() => optimizer.update(clipByGlobalNorm(gradients, 1).gradients))
    expect(values(weights)).toEqual(before)
    expect(optimizer.skipped.dataSync()[0]).toBe(1)
  })

  it.each([
    [1e18, 0],
    [1e20, 1],
  ])('a gradient of %d skips %d steps: squares beyond float32 would stay in the second moment for ever', (size, skipped) => {
    const weights = firstWeights()
    const optimizer = withLossScale(adam(weights), weights)
    tf.tidy(() => optimizer.update({ kernel: tf.zeros([3, 2]), bias: tf.tensor1d([size, 0]), offset: tf.scalar(1) }))
    expect(optimizer.skipped.dataSync()[0]).toBe(skipped)
    for (const value of optimizer.variables.get('v')!.dataSync()) expect(value).toBeLessThan(Number.POSITIVE_INFINITY)
  })

  it('never grows past what float32 can halve again', () => {
    const weights = firstWeights()
    const optimizer = withLossScale(sgd(weights), weights, { growthSteps: 1, initial: 2 ** 125 })
    const zeros = { kernel: tf.zeros([3, 2]), bias: tf.zeros([2]), offset: tf.scalar(0) }
    for (let i = 0; i < 4; i++) optimizer.update(zeros)
    expect(optimizer.scale.dataSync()[0]).toBe(2 ** 126)
  })
})
