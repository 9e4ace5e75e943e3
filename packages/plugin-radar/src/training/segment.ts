/**
 * A whole place through the network: overlapping windows of the size trained on, probabilities averaged where they overlap.
 */
import { type Compiled, compile, type Layer, tf } from '@phd/core/tensor'
import { copyWindow, emptyBatch, type SampleMaps, windowStarts } from './window.js'

/** Maps (batch, y, x, channels) to the probability of wet (batch, y, x, 1). */
export type WetProbability = (maps: tf.Tensor4D) => tf.Tensor4D

export interface SegmentOptions {
  probability: WetProbability
  channels: number
  side: number
  batchSize: number
}

/** Probability of wet (y, x), in the order of `samples`. The last batch is padded, none is dropped. */
export async function segment(samples: SampleMaps[], options: SegmentOptions): Promise<Float32Array[]> {
  const { channels, side, batchSize } = options
  const windows = samples.flatMap((sample, index) =>
    windowStarts(sample.place.height, side).flatMap((top) => windowStarts(sample.place.width, side).map((left) => ({ index, top, left }))),
  )
  const sums = samples.map(({ place }) => new Float32Array(place.height * place.width))
  const hits = samples.map(({ place }) => new Uint8Array(place.height * place.width))
  for (let at = 0; at < windows.length; at += batchSize) {
    const group = windows.slice(at, at + batchSize)
    const batch = emptyBatch(batchSize, side, channels)
    for (const [slot, { index, top, left }] of group.entries()) copyWindow(batch, slot, samples[index], { top, left, symmetry: 0 })
    const maps = tf.tensor4d(batch.maps, [batchSize, side, side, channels])
    const tensor = options.probability(maps)
    const probability = tensor.dataSync() as Float32Array
    tf.dispose([maps, tensor])
    group.forEach(({ index, top, left }, slot) => {
      const { height, width } = samples[index].place
      for (let y = 0; y < Math.min(side, height - top); y++) {
        for (let x = 0; x < Math.min(side, width - left); x++) {
          const cell = (top + y) * width + left + x
          sums[index][cell] += probability[(slot * side + y) * side + x]
          hits[index][cell]++
        }
      }
    })
  }
  return sums.map((sum, index) => sum.map((value, cell) => value / hits[index][cell]))
}

/** A network's answer as one compiled function; dispose of it when done. */
export function wetProbability(network: Layer): Compiled<[tf.Tensor4D], tf.Tensor4D> {
  return compile((maps: tf.Tensor4D) => {
    const [dry, wet] = tf.split(network(maps, false), 2, 3)
    return tf.sigmoid(tf.sub(wet, dry))
  })
}
