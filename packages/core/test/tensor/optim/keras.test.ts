/** Optimizers against those of Keras on TensorFlow in Python, over 20 steps with a rate that changes. */
import { adam, cosineSchedule, type Optimizer, openTensorFlow, sgd, tf, withAveraging, withLossScale } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { inKeras, type KerasAnswer, type KerasCase, noPython } from './keras.js'
import { farthest, firstWeights, lossOf, train, values, type Weights } from './problem.js'

const schedule = cosineSchedule(0.1)
const rates = Array.from({ length: 20 }, (_, step) => schedule(step / 20))

const cases: Record<string, { keras: Omit<KerasCase, 'rates'>; ours(weights: Weights): Optimizer }> = {
  SGD: { keras: { optimizer: 'SGD', options: {} }, ours: (weights) => sgd(weights) },
  'SGD with momentum': { keras: { optimizer: 'SGD', options: { momentum: 0.9 } }, ours: (weights) => sgd(weights, { momentum: 0.9 }) },
  'SGD with Nesterov momentum': {
    keras: { optimizer: 'SGD', options: { momentum: 0.9, nesterov: true } },
    ours: (weights) => sgd(weights, { momentum: 0.9, nesterov: true }),
  },
  'SGD with momentum and decay': {
    keras: { optimizer: 'SGD', options: { momentum: 0.8, weight_decay: 0.2 } },
    ours: (weights) => sgd(weights, { momentum: 0.8, weightDecay: 0.2 }),
  },
  Adam: { keras: { optimizer: 'Adam', options: {} }, ours: (weights) => adam(weights) },
  'Adam with other constants': {
    keras: { optimizer: 'Adam', options: { beta_1: 0.8, beta_2: 0.95, epsilon: 1e-3 } },
    ours: (weights) => adam(weights, { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
  },
  AdamW: { keras: { optimizer: 'AdamW', options: { weight_decay: 0.3 } }, ours: (weights) => adam(weights, { weightDecay: 0.3 }) },
  'Adam, gradients clipped by their global norm': {
    keras: { optimizer: 'Adam', options: { global_clipnorm: 0.2 } },
    ours: (weights) => adam(weights, { clipNorm: 0.2 }),
  },
  'SGD, gradients clipped by their global norm': {
    keras: { optimizer: 'SGD', options: { global_clipnorm: 0.2 } },
    ours: (weights) => sgd(weights, { clipNorm: 0.2 }),
  },
}

const lossScale: KerasCase = {
  optimizer: 'Adam',
  options: {},
  rates,
  lossScale: { initial_scale: 2 ** 10, dynamic_growth_steps: 3 },
  infinite: [1, 7, 8, 15],
}

describe.skipIf(noPython)('Keras takes the same steps (needs .oracle or PHD_ORACLE_PYTHON)', () => {
  let answers: Record<string, KerasAnswer>

  beforeAll(async () => {
    await openTensorFlow('cpu')
    const all = { ...Object.fromEntries(Object.entries(cases).map(([name, { keras }]) => [name, { ...keras, rates }])), lossScale }
    const found = inKeras(Object.values(all))
    answers = Object.fromEntries(Object.keys(all).map((name, i) => [name, found[i]]))
  }, 120_000)

  for (const [name, { ours }] of Object.entries(cases)) {
    it.each([
      ['eager', false],
      ['compiled', true],
    ])(`${name}, %s, to 1e-6`, (_, compiled) => {
      const weights = firstWeights()
      const got = train(weights, ours(weights), { rates, compiled }).weights
      for (const [step, expected] of answers[name].weights.entries()) expect(farthest(got[step], expected), `step ${step + 1}`).toBeLessThan(1e-6)
    })
  }

  it('the averages are the weighed means of the weights of Keras', () => {
    const weights = firstWeights()
    const optimizer = withAveraging(adam(weights), weights, { momentum: 0.9 })
    for (const [step, expected] of answers.Adam.averages.entries()) {
      train(weights, optimizer, { steps: 1, rates: [rates[step]] })
      expect(farthest(values(optimizer.averages), expected), `step ${step + 1}`).toBeLessThan(1e-6)
    }
  })

  it.each([
    ['eager', false],
    ['compiled', true],
  ])('a loss scale skips, halves and doubles at the same steps, %s', (_, compiled) => {
    const weights = firstWeights()
    const optimizer = withLossScale(adam(weights), weights, { initial: 2 ** 10, growthSteps: 3 })
    const broken = tf.variable(tf.scalar(1))
    const step = () => {
      const { loss, gradients } = optimizer.lossAndGradients(() => lossOf(weights))
      optimizer.update({ ...gradients, kernel: tf.mul(gradients.kernel, broken) })
      return loss
    }
    for (const [index, expected] of answers.lossScale.weights.entries()) {
      tf.tidy(() => broken.assign(tf.scalar(lossScale.infinite!.includes(index) ? Number.POSITIVE_INFINITY : 1)))
      train(weights, optimizer, { steps: 1, rates: [rates[index]], step, compiled })
      expect(farthest(values(weights), expected), `step ${index + 1}`).toBeLessThan(1e-6)
      expect(optimizer.scale.dataSync()[0], `step ${index + 1}`).toBe(answers.lossScale.scales[index])
    }
    expect(optimizer.skipped.dataSync()[0]).toBe(4)
    expect(new Set(answers.lossScale.scales)).toEqual(new Set([256, 512, 1024]))
  })

  it('clipping makes a difference here, and the weights move', () => {
    expect(farthest(answers.Adam.weights[19], answers['Adam, gradients clipped by their global norm'].weights[19])).toBeGreaterThan(1e-3)
    expect(farthest(answers.SGD.weights[19], answers['SGD with momentum'].weights[19])).toBeGreaterThan(1e-3)
  })
})
