/** The moving average of the weights: by its definition, and what happens to the weights around an evaluation. */
import { adam, compile, openTensorFlow, sgd, tf, withAveraging } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { farthest, firstWeights, lossOf, train, values } from './problem.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

describe('withAveraging', () => {
  it.each([0, 0.5, 0.99, 0.9999])('at momentum %d, is the mean of the weights since step 1, weighed by age', (momentum) => {
    const weights = firstWeights()
    const optimizer = withAveraging(sgd(weights, { learningRate: 0.3 }), weights, { momentum })
    const seen: number[][] = []
    for (let step = 0; step < 25; step++) {
      seen.push(train(weights, optimizer, { steps: 1 }).weights[0])
      const shares = seen.map((_, past) => momentum ** (step - past))
      const total = shares.reduce((a, b) => a + b)
      const mean = seen[0].map((_, i) => seen.reduce((sum, then, past) => sum + (shares[past] / total) * then[i], 0))
      expect(farthest(values(optimizer.averages), mean)).toBeLessThan(1e-6)
    }
    expect(farthest(seen[0], seen[24])).toBeGreaterThan(0.05)
  })

  it('changes nothing of the training', () => {
    const [plain, averaged] = [firstWeights(), firstWeights()]
    const expected = train(plain, adam(plain))
    expect(train(averaged, withAveraging(adam(averaged), averaged))).toEqual(expected)
  })

  it('evaluates with the averages and puts the weights back, also after an error', async () => {
    const weights = firstWeights()
    const optimizer = withAveraging(sgd(weights, { learningRate: 0.3 }), weights, { momentum: 0.9 })
    train(weights, optimizer, { steps: 5 })
    const [own, averages] = [values(weights), values(optimizer.averages)]
    const { numTensors } = tf.memory()
    const seen = await optimizer.withAverages(async () => {
      await Promise.resolve()
      return values(weights)
    })
    expect(seen).toEqual(averages)
    const failing = optimizer.withAverages(() => {
      throw new Error('in the middle')
    })
    await expect(failing).rejects.toThrow('in the middle')
    expect(values(weights)).toEqual(own)
    expect(values(optimizer.averages)).toEqual(averages)
    expect(tf.memory().numTensors).toBe(numTensors)
    expect(own).not.toEqual(averages)
  })

  it('a compiled evaluation that is traced with the averages uses the weights afterwards', async () => {
    const weights = firstWeights()
    const optimizer = withAveraging(sgd(weights, { learningRate: 0.3 }), weights, { momentum: 0.9 })
    const evaluate = compile(() => lossOf(weights))
    const read = () => tf.tidy(() => evaluate().dataSync()[0])
    train(weights, optimizer, { steps: 5, compiled: true })
    const ofAverages = await optimizer.withAverages(read)
    const ofWeights = read()
    expect(ofWeights).toBe(tf.tidy(() => lossOf(weights).dataSync()[0]))
    expect(ofWeights).not.toBe(ofAverages)
    expect(await optimizer.withAverages(read)).toBe(ofAverages)
    expect(evaluate.stats.signatures).toBe(1)
  })

  it('before the first step is the weights', async () => {
    const weights = firstWeights()
    expect(await withAveraging(sgd(weights), weights).withAverages(() => values(weights))).toEqual(values(weights))
  })
})
