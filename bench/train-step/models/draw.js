// Invented maps and labels of the benchmark's nets; only their shapes matter.
import { integer, normal } from '@phd/core'
import { tf } from '@phd/core/tensor'

/** Maps (batch, side, side, 8) of standard normal numbers and a class, 0 or 1, for each of their cells. */
export function mapsAndLabels(draw, { side, batch = 8, channels = 8 }) {
  const cells = batch * side * side
  const maps = tf.tensor4d(
    Float32Array.from({ length: cells * channels }, () => normal(draw)),
    [batch, side, side, channels],
  )
  return { inputs: maps, labels: classes(draw, cells, 2) }
}

/** `length` integers in [0, count). */
export function integers(draw, length, count) {
  return Int32Array.from({ length }, () => integer(draw, count))
}

export function classes(draw, length, count) {
  return tf.tensor1d(integers(draw, length, count), 'int32')
}
