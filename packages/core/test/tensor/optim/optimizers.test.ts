/** What holds for every optimizer and everything that goes round one: eager and compiled alike, state, leaks, errors. */
import { adam, clipByGlobalNorm, lossAndGradients, type Optimizer, openTensorFlow, optimizerOf, sgd, tf, withAveraging, withLossScale } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { farthest, firstWeights, lossOf, train, values, type Weights } from './problem.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const kinds: Record<string, (weights: Weights) => Optimizer> = {
  sgd: (weights) => sgd(weights, { learningRate: 0.1 }),
  'sgd with Nesterov momentum': (weights) => sgd(weights, { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
  adam: (weights) => adam(weights, { learningRate: 0.1, weightDecay: 0.1 }),
  'clipped adam': (weights) => adam(weights, { learningRate: 0.1, clipNorm: 0.2 }),
  'averaged adam': (weights) => withAveraging(adam(weights, { learningRate: 0.1 }), weights, { momentum: 0.9 }),
  'averaged, clipped adam with a loss scale': (weights) =>
    withLossScale(withAveraging(adam(weights, { learningRate: 0.1, clipNorm: 0.2 }), weights), weights, { growthSteps: 4 }),
}

const names: Record<string, string[]> = {
  sgd: ['learning_rate', 'step'],
  'sgd with Nesterov momentum': ['learning_rate', 'step', 'velocity/kernel', 'velocity'],
  adam: ['learning_rate', 'step', 'm/kernel', 'm', 'v/kernel', 'v'],
  'averaged adam': ['learning_rate', 'step', 'm/kernel', 'm', 'v/kernel', 'v', 'average_step', 'average/offset', 'average/kernel', 'average/bias'],
}

const read = (variables: Map<string, tf.Variable>) => [...variables].map(([name, variable]) => [name, Array.from(variable.dataSync())])

describe.each(Object.entries(kinds))('%s', (kind, make) => {
  it('compiled, does the very same steps as eager', () => {
    const [eagerWeights, compiledWeights] = [firstWeights(), firstWeights()]
    const [eager, compiled] = [make(eagerWeights), make(compiledWeights)]
    expect(train(compiledWeights, compiled, { compiled: true })).toEqual(train(eagerWeights, eager))
    expect(read(compiled.variables)).toEqual(read(eager.variables))
  })

  it('compiled with XLA, agrees to 1e-5', () => {
    const [eagerWeights, compiledWeights] = [firstWeights(), firstWeights()]
    const expected = train(eagerWeights, make(eagerWeights)).weights
    const got = train(compiledWeights, make(compiledWeights), { compiled: true, xla: true }).weights
    for (const [step, weights] of expected.entries()) expect(farthest(got[step], weights)).toBeLessThan(1e-5)
  })

  it('with its variables copied into a new one, goes on with the very same steps', () => {
    const weights = firstWeights()
    const whole = train(weights, make(weights)).weights
    const halfway = firstWeights()
    const first = make(halfway)
    train(halfway, first, { steps: 8 })
    const resumed = firstWeights()
    const second = make(resumed)
    for (const [from, to] of [
      [halfway, resumed],
      [first.variables, second.variables],
    ]) {
      for (const [name, variable] of from) tf.tidy(() => to.get(name)!.assign(tf.tensor(variable.dataSync(), variable.shape)))
    }
    expect(train(resumed, second, { steps: 12 }).weights).toEqual(whole.slice(8))
    if (names[kind]) expect([...second.variables.keys()]).toEqual(names[kind])
  })

  it('lowers the loss and leaks nothing', () => {
    const weights = firstWeights()
    const optimizer = make(weights)
    const { losses } = train(weights, optimizer, { steps: 3 })
    const { numTensors } = tf.memory()
    losses.push(...train(weights, optimizer, { steps: 30 }).losses)
    expect(tf.memory().numTensors).toBe(numTensors)
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0])
  })
})

describe('adam', () => {
  it('follows the published formula over three steps', () => {
    const weight = tf.variable(tf.tensor1d([1, -2]))
    const weights = new Map([['w', weight]])
    const optimizer = adam(weights, { learningRate: 0.1 })
    const expected = [1, -2]
    const m = [0, 0]
    const v = [0, 0]
    for (let step = 1; step <= 3; step++) {
      const gradient = expected.map((w) => 2 * w)
      tf.tidy(() => optimizer.update(lossAndGradients(weights, () => tf.sum(tf.square(weight)) as tf.Scalar).gradients))
      for (const i of [0, 1]) {
        m[i] = 0.9 * m[i] + 0.1 * gradient[i]
        v[i] = 0.999 * v[i] + 0.001 * gradient[i] ** 2
        expected[i] -= (0.1 * (Math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step)) * m[i]) / (Math.sqrt(v[i]) + 1e-7)
      }
      const got = weight.dataSync()
      for (const i of [0, 1]) expect(Math.abs(got[i] - expected[i])).toBeLessThan(1e-5)
    }
  })

  it('decays kernels, and nothing else', () => {
    const weights = firstWeights()
    const optimizer = adam(weights, { learningRate: 0.1, weightDecay: 0.5 })
    const before = values(weights)
    tf.tidy(() => optimizer.update(Object.fromEntries([...weights].map(([name, { shape }]) => [name, tf.zeros(shape)]))))
    const kept = Math.fround(1 - Math.fround(0.1 * 0.5))
    expect(values(weights)).toEqual(before.map((value, i) => (i < 6 ? Math.fround(value * kept) : value)))
  })
})

describe('optimizerOf', () => {
  it('makes one of a formula: Lion (Chen et al. 2023), by hand', () => {
    const weights = firstWeights()
    const lion = optimizerOf(
      weights,
      { learningRate: 0.01 },
      {
        slots: ['m'],
        change: (rate) => (gradient, m) => {
          const direction = tf.sign(tf.add(tf.mul(m, 0.9), tf.mul(gradient, 0.1)))
          m.assign(tf.add(tf.mul(m, 0.99), tf.mul(gradient, 0.01)))
          return tf.mul(direction, rate)
        },
      },
    )
    const before = values(weights)
    const gradients = tf.tidy(() => values(new Map(Object.entries(lossAndGradients(weights, () => lossOf(weights)).gradients))))
    train(weights, lion, { steps: 1 })
    const after = values(weights)
    for (const [i, gradient] of gradients.entries()) expect(after[i]).toBeCloseTo(before[i] - 0.01 * Math.sign(gradient), 6)
  })
})

describe('what cannot be right says so', () => {
  it('a gradient that is missing, or of another shape', () => {
    const weights = firstWeights()
    const optimizer = sgd(weights)
    const gradients = { kernel: tf.zeros([3, 2]), bias: tf.zeros([2]), offset: tf.zeros([]) }
    const { bias: _, ...fewer } = gradients
    const error = { code: 'OPTIMIZER_GRADIENT', message: 'The weight bias is updated without its gradient.', expected: 'a gradient of shape [2]' }
    expect(() => optimizer.update(fewer)).toThrow(expect.objectContaining({ ...error, received: 'none of that name' }))
    expect(() => optimizer.update({ ...gradients, bias: tf.zeros([1]) })).toThrow(expect.objectContaining({ ...error, received: 'one of shape [1]' }))
    expect(() => optimizer.update({ ...gradients, kernel: tf.zeros([1, 2]) })).toThrow('The weight kernel is updated without its gradient.')
    expect(optimizer.variables.get('step')!.dataSync()[0]).toBe(0)
  })

  it.each([
    ['momentum', 'at least 0, below 1', '1', (weights: Weights) => sgd(weights, { momentum: 1 })],
    ['beta1', 'at least 0, below 1', '-0.1', (weights: Weights) => adam(weights, { beta1: -0.1 })],
    ['beta2', 'at least 0, below 1', 'NaN', (weights: Weights) => adam(weights, { beta2: Number.NaN })],
    ['weightDecay', 'at least 0', '-1', (weights: Weights) => adam(weights, { weightDecay: -1 })],
    ['clipNorm', 'above 0', '0', (weights: Weights) => adam(weights, { clipNorm: 0 })],
    ['clipNorm', 'above 0', '-2', () => clipByGlobalNorm({ a: tf.zeros([1]) }, -2)],
    ['momentum', 'at least 0, below 1', '1.5', (weights: Weights) => withAveraging(sgd(weights), weights, { momentum: 1.5 })],
    ['initial', 'at least 1', '0.5', (weights: Weights) => withLossScale(sgd(weights), weights, { initial: 0.5 })],
    ['growthSteps', 'at least 1', '0', (weights: Weights) => withLossScale(sgd(weights), weights, { growthSteps: 0 })],
  ])('%s out of range', (name, expected, received, make) => {
    const error = { code: 'OPTIMIZER_OPTION', message: `${name} of the optimizer is out of its range.`, expected, received }
    expect(() => make(firstWeights())).toThrow(expect.objectContaining(error))
  })
})
