/** A network against a split: one exact confusion matrix over every valid cell of every sample, and the cross-entropy. */
import { setImmediate } from 'node:timers/promises'
import type { Layer } from '@phd/core/tensor'
import type { SampleIndex } from '../dataset/index.js'
import { addCells, type Confusion2x2, emptyConfusion } from '../metrics/index.js'
import type { SampleReader } from './reader.js'
import { type SegmentOptions, segment, wetProbability } from './segment.js'
import type { SampleMaps } from './window.js'

export interface Evaluation {
  confusion: Confusion2x2
  samples: number
  /** Mean cross-entropy a cell, nats. */
  crossEntropy: number
}

/** Samples are read and segmented a few at a time; memory does not grow with the split. */
export async function evaluateNetwork(
  samples: SampleIndex[],
  reader: SampleReader,
  { network, ...options }: Omit<SegmentOptions, 'probability'> & { network: Layer },
  onProgress: (done: number) => void = () => {},
): Promise<Evaluation> {
  const probability = wetProbability(network)
  const confusion = emptyConfusion()
  let surprise = 0
  let cells = 0
  for (let at = 0; at < samples.length; at += options.batchSize) {
    await setImmediate() // lets signals in
    const maps: SampleMaps[] = []
    for (const index of samples.slice(at, at + options.batchSize)) maps.push(await reader.read(index))
    const probabilities = await segment(maps, { ...options, probability })
    maps.forEach((sample, i) => {
      const { truth, probability } = validCells(sample, probabilities[i])
      addCells(
        confusion,
        truth,
        probability.map((p) => (p >= 0.5 ? 1 : 0)),
      )
      cells += truth.length
      for (let cell = 0; cell < truth.length; cell++) surprise -= Math.log(Math.max(truth[cell] ? probability[cell] : 1 - probability[cell], 1e-7))
    })
    onProgress(Math.min(at + options.batchSize, samples.length))
  }
  probability.dispose()
  return { confusion, samples: samples.length, crossEntropy: surprise / cells }
}

function validCells({ place, wet }: SampleMaps, probability: Float32Array): { truth: Uint8Array; probability: Float32Array } {
  if (place.valid.every((valid) => valid === 1)) return { truth: wet, probability }
  return { truth: wet.filter((_, cell) => place.valid[cell]), probability: probability.filter((_, cell) => place.valid[cell]) }
}
