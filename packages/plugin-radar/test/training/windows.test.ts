/** Windows, batches, losses and whole-tile prediction, against values made by hand. */
import { crossEntropy, openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import crossEntropyLoss from '../../lib/losses/cross-entropy.js'
import crossEntropyDice, { wetDiceLoss } from '../../lib/losses/cross-entropy-dice.js'
import { epochOrder } from '../../lib/training/batches.js'
import { segment, wetProbability } from '../../lib/training/segment.js'
import { confusionVector } from '../../lib/training/step.js'
import { copyWindow, emptyBatch, type SampleMaps, windowStarts } from '../../lib/training/window.js'

/** A tile whose terrain is its own cell number and whose rain cell covers 2 x 2. */
function tile(height: number, width: number): SampleMaps {
  const cells = height * width
  return {
    place: { height, width, terrain: [Float32Array.from({ length: cells }, (_, i) => i)], valid: new Uint8Array(cells).fill(1) },
    rain: Float32Array.from({ length: Math.ceil(height / 2) * Math.ceil(width / 2) }, (_, i) => 100 + i),
    rainChannels: 1,
    rainFactor: 2,
    wet: Uint8Array.from({ length: cells }, (_, i) => (i === 6 ? 1 : 0)),
  }
}

describe('windows', () => {
  it('carry rain, terrain and truth of the same cell', () => {
    const batch = emptyBatch(1, 2, 2)
    copyWindow(batch, 0, tile(4, 4), { top: 1, left: 2, symmetry: 0 })
    expect([...batch.maps]).toEqual([101, 6, 101, 7, 103, 10, 103, 11])
    expect([...batch.labels]).toEqual([1, 0, 0, 0])
    expect([...batch.mask]).toEqual([1, 1, 1, 1])
  })

  it('turn by the eight symmetries of the square, all different, all together', () => {
    const seen = new Set<string>()
    for (let symmetry = 0; symmetry < 8; symmetry++) {
      const batch = emptyBatch(1, 3, 2)
      copyWindow(batch, 0, tile(4, 4), { top: 0, left: 1, symmetry })
      const terrain = [...batch.maps].filter((_, i) => i % 2 === 1)
      seen.add(terrain.join())
      expect(terrain[batch.labels.indexOf(1)]).toBe(6)
    }
    expect(seen.size).toBe(8)
  })

  it('mask what lies beyond the edge and what has no terrain', () => {
    const sample = tile(3, 3)
    sample.place.valid[0] = 0
    const batch = emptyBatch(1, 4, 2)
    copyWindow(batch, 0, sample, { top: 0, left: 0, symmetry: 0 })
    expect([...batch.mask]).toEqual([0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0])
  })

  it('cover a length evenly, the last flush with the edge', () => {
    expect(windowStarts(200, 128)).toEqual([0, 72])
    expect(windowStarts(64, 64)).toEqual([0])
    expect(windowStarts(40, 64)).toEqual([0])
    expect(windowStarts(300, 128)).toEqual([0, 86, 172])
  })
})

describe('the order of an epoch', () => {
  const samples = Array.from({ length: 200 }, (_, i) => ({ place: 'a', event: 'a', minute: i, shard: `${Math.floor(i / 20)}`, record: i % 20 }))
  it('has every sample once, depends on seed and epoch, and is the same again', () => {
    const minutes = (seed: number, epoch: number) => epochOrder(samples, seed, epoch).map(({ minute }) => minute)
    expect(minutes(1, 0).sort((a, b) => a - b)).toEqual(samples.map(({ minute }) => minute))
    expect(minutes(1, 0)).toEqual(minutes(1, 0))
    expect(minutes(1, 0)).not.toEqual(minutes(1, 1))
    expect(minutes(1, 0)).not.toEqual(minutes(2, 0))
  })
})

describe('on the tensor runtime', () => {
  beforeAll(async () => {
    await openTensorFlow('cpu')
  })

  it('losses are 0 for a sure and right answer, and only cells that count count', () => {
    const sure = tf.tensor2d([
      [20, -20],
      [-20, 20],
      [20, -20],
    ])
    const labels = tf.tensor1d([0, 1, 1], 'int32')
    const mask = tf.tensor1d([1, 1, 0])
    expect(crossEntropyLoss.of(sure, labels, mask).dataSync()[0]).toBeLessThan(1e-6)
    expect(crossEntropyDice.of(sure, labels, mask).dataSync()[0]).toBeLessThan(1e-6)
    expect(crossEntropyLoss.of(sure, labels, tf.ones([3])).dataSync()[0]).toBeCloseTo(40 / 3, 4)
  })

  it('Dice is of the wet class, by hand: p 0.5 everywhere, one of four wet', () => {
    const value = wetDiceLoss(tf.zeros([4, 2]), tf.tensor1d([1, 0, 0, 0], 'int32'), tf.ones([4]))
    expect(value.dataSync()[0]).toBeCloseTo(1 - (2 * 0.5 + 1) / (2 + 1 + 1), 6)
  })

  it('losses stay in bounds on any logits', () => {
    const logits = tf.randomNormal([500, 2], 0, 30, 'float32', 5) as tf.Tensor2D
    const labels = tf.cast(tf.randomUniform([500], 0, 2, 'int32', 6), 'int32') as tf.Tensor1D
    const dice = wetDiceLoss(logits, labels, tf.ones([500])).dataSync()[0]
    expect(dice).toBeGreaterThanOrEqual(0)
    expect(dice).toBeLessThanOrEqual(1)
    expect(crossEntropy(logits, labels).min().dataSync()[0]).toBeGreaterThanOrEqual(0)
  })

  it('the confusion vector counts cells, masked ones left out', () => {
    const logits = tf.tensor2d([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 1],
    ])
    const vector = confusionVector(logits, tf.tensor1d([0, 0, 1, 1, 1], 'int32'), tf.tensor1d([1, 1, 1, 1, 0]))
    expect([...vector.dataSync()]).toEqual([1, 1, 1, 1])
  })

  it('a tile is put together from windows: a network of the input alone gives the input back', async () => {
    const network = (x: tf.Tensor4D) => {
      const terrain = tf.slice(x, [0, 0, 0, 1], [-1, -1, -1, 1])
      return tf.concat([tf.zerosLike(terrain), tf.sub(tf.mul(terrain, 0.01), 1)], 3)
    }
    const sample = tile(20, 13)
    const [probability] = await segment([sample], { probability: wetProbability(network), channels: 2, side: 8, batchSize: 4 })
    probability.forEach((p, i) => {
      expect(p).toBeCloseTo(1 / (1 + Math.exp(1 - 0.01 * i)), 5)
    })
  })
})
