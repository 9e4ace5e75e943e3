/**
 * A whole place through the network: overlapping windows of the size trained on, probabilities averaged where they overlap.
 */
import { type Layer, tf } from '@phd/core/tensor'
import { copyWindow, emptyBatch, type SampleMaps, windowStarts } from './window.js'

export interface SegmentOptions {
  network: Layer
  channels: number
  side: number
  batchSize: number
}

/** Probability of wet (y, x), in the order of `samples`. The last batch is padded, none is dropped. */
export async function segment(samples: SampleMaps[], options: SegmentOptions): Promise<Float32Array[]> {
  const { network, channels, side, batchSize } = options
  const windows = samples.flatMap((sample, index) =>
    windowStarts(sample.place.height, side).flatMap((top) => windowStarts(sample.place.width, side).map((left) => ({ index, top, left }))),
  )
  const sums = samples.map(({ place }) => new Float32Array(place.height * place.width))
  const hits = samples.map(({ place }) => new Uint8Array(place.height * place.width))
  for (let at = 0; at < windows.length; at += batchSize) {
    const group = windows.slice(at, at + batchSize)
    const batch = emptyBatch(batchSize, side, channels)
    for (const [slot, { index, top, left }] of group.entries()) copyWindow(batch, slot, samples[index], { top, left, symmetry: 0 })
    const probability = wetProbability(network, batch.maps, [batchSize, side, side, channels])
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

function wetProbability(network: Layer, maps: Float32Array, shape: [number, number, number, number]): Float32Array {
  const tensor = tf.tidy(() => {
    const logits = network(tf.tensor4d(maps, shape), false)
    const [dry, wet] = tf.split(logits, 2, 3)
    return tf.sigmoid(tf.sub(wet, dry))
  })
  const values = tensor.dataSync() as Float32Array
  tensor.dispose()
  return values
}
