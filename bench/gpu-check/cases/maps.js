// Resizing, pooling, rows by index, classes, and bytes uploaded.
import { repeatCells, resizeBilinear, tensorOfBytes, tf } from '@phd/core/tensor'
import { differentiable, integers, numbers } from './draw.js'

export function mapCases({ batch, side, channels }) {
  const maps = [batch, side, side, channels]
  const bytes = Uint8Array.from({ length: batch * side * side * channels }, (_, i) => (i * 37) % 256)
  const index = [batch, side]
  return [
    differentiable('resize, bilinear, larger', { x: maps }, (x) => resizeBilinear(x, 2 * side, 2 * side), { tolerance: 1e-5 }),
    differentiable('resize, bilinear, smaller', { x: maps }, (x) => resizeBilinear(x, side / 2, side / 2), { tolerance: 1e-5 }),
    { name: 'cells repeated', tolerance: 0, inputs: () => [numbers('repeat', maps)], run: (x) => [repeatCells(x, 2)] },
    differentiable('max pool', { x: maps }, (x) => tf.maxPool(x, 3, 2, 'same'), { tolerance: 1e-6 }),
    differentiable('rows by index', { table: [50, channels] }, (table, rows) => tf.gather(table, rows), {
      tolerance: 1e-5,
      fixed: () => [integers('rows', index, 50)],
    }),
    { name: 'class of the largest', tolerance: 0, inputs: () => [numbers('argmax', maps)], run: (x) => [tf.argMax(x, -1)] },
    {
      name: 'bytes uploaded',
      tolerance: 0,
      inputs: () => [tensorOfBytes(bytes, maps)],
      run: (x) => [tf.add(x, 0)],
      expected: () => [{ name: 'value', shape: maps, values: Float32Array.from(bytes) }],
    },
  ]
}
