// Activations, softmax, attention, and shapes moved about.
import { attention, gelu, tf } from '@phd/core/tensor'
import { differentiable, numbers } from './draw.js'

const tolerance = 1e-5

export function elementwiseCases({ batch, side, channels }) {
  const maps = [batch, side, side, channels]
  const heads = [batch, 4, side, channels]
  const of = (name, f, more) => differentiable(name, { x: maps }, f, { tolerance, ...more })
  const mask = () =>
    tf.tensor4d(
      [...Array(batch * side).keys()].map((i) => (i % side > side / 2 ? -1e9 : 0)),
      [batch, 1, 1, side],
    )
  return [
    of('relu', (x) => tf.relu(x)),
    of('gelu', (x) => gelu(x)),
    of('gelu, tanh form', (x) => gelu(x, { approximate: true })),
    of('sigmoid', (x) => tf.sigmoid(x)),
    of('softmax', (x) => tf.softmax(x)),
    differentiable('attention', { q: heads, k: heads, v: heads }, (q, k, v, hidden) => attention(q, k, v, hidden), {
      tolerance: 1e-4,
      bf16: true,
      fixed: () => [mask()],
    }),
    of(
      'transpose, pad, slice',
      (x) =>
        tf.slice(
          tf.pad(tf.transpose(x, [0, 2, 1, 3]), [
            [0, 0],
            [1, 1],
            [2, 2],
            [0, 0],
          ]),
          [0, 0, 1, 0],
          maps,
        ),
      { tolerance: 0 },
    ),
    {
      name: 'concat, split, stack',
      tolerance: 0,
      inputs: () => [numbers('concat a', maps), numbers('concat b', maps)],
      run: (a, b) => [tf.stack(tf.split(tf.concat([a, b], 3), [channels / 2, channels / 2, channels], 3).slice(0, 2))],
    },
  ]
}
