/**
 * Training batches: which samples, which windows, which symmetries. All of it follows from (seed, epoch, step).
 */
import { integer, permutation, random } from '@phd/core'
import type { SampleIndex } from '../dataset/index.js'
import type { SampleReader } from './reader.js'
import { type BatchArrays, copyWindow, emptyBatch } from './window.js'

/** Shards that are shuffled together: large enough to mix places, small enough to stay in the cache. */
const shardsTogether = 32

/** The order of an epoch: shards in random order, then samples in random order within groups of shards. */
export function epochOrder(samples: SampleIndex[], seed: number, epoch: number): SampleIndex[] {
  const draw = random(seed, `order of epoch ${epoch}`)
  const byShard = new Map<string, SampleIndex[]>()
  for (const sample of samples) {
    const together = byShard.get(sample.shard)
    if (together) together.push(sample)
    else byShard.set(sample.shard, [sample])
  }
  const shards = shuffle([...byShard.values()], draw)
  const order: SampleIndex[] = []
  for (let at = 0; at < shards.length; at += shardsTogether) order.push(...shuffle(shards.slice(at, at + shardsTogether).flat(), draw))
  return order
}

function shuffle<T>(items: T[], draw: () => number): T[] {
  return Array.from(permutation(draw, items.length), (index) => items[index])
}

export interface BatchPlan {
  samples: SampleIndex[]
  batchSize: number
  /** Side of the square window, in water cells. */
  side: number
  seed: number
  augment: boolean
  /** Windows of each sample in an epoch: as many as cover its tile once. */
  windowsPerSample: number
}

/** Steps in an epoch: every sample is seen; the last batch is filled up from the front of the order. */
export function stepsPerEpoch({ samples, batchSize, windowsPerSample }: BatchPlan): number {
  return Math.ceil((samples.length * windowsPerSample) / batchSize)
}

/** The batch of an epoch and step; the order of the current epoch is remembered. */
export function trainingBatches(reader: SampleReader, plan: BatchPlan): (epoch: number, step: number) => Promise<BatchArrays> {
  const { samples, batchSize, side, seed, augment } = plan
  let current = { epoch: -1, order: samples }
  return async (epoch, step) => {
    if (current.epoch !== epoch) current = { epoch, order: epochOrder(samples, seed, epoch) }
    const draw = random(seed, `batch ${epoch}/${step}`)
    const batch = emptyBatch(batchSize, side, reader.channels)
    for (let slot = 0; slot < batchSize; slot++) {
      const maps = await reader.read(current.order[(step * batchSize + slot) % samples.length])
      const { height, width } = maps.place
      const top = integer(draw, Math.max(1, height - side + 1))
      const left = integer(draw, Math.max(1, width - side + 1))
      copyWindow(batch, slot, maps, { top, left, symmetry: augment ? integer(draw, 8) : 0 })
    }
    return batch
  }
}
