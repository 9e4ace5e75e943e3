// Matrix products, bias, sums and means, cross entropy, and what clipping adds up.
import { biasAdd, convolutionBias, crossEntropy, globalNorm, tf } from '@phd/core/tensor'
import { differentiable, integers, numbers } from './draw.js'

const sums = { tolerance: 1e-5 }

export function productCases({ batch, side, channels }) {
  const rows = batch * side * side
  const product = (name, a, b, ...flags) => differentiable(name, { a, b }, (x, y) => tf.matMul(x, y, ...flags), { tolerance: 1e-4, bf16: true })
  return [
    product('matrix product', [rows, channels], [channels, 4 * channels]),
    product('matrix product, second turned', [rows, channels], [4 * channels, channels], false, true),
    product('batched product', [batch, side, channels], [batch, channels, side]),
    differentiable('bias', { x: [rows, channels], bias: [channels] }, (x, bias) => biasAdd(x, bias), sums),
    differentiable('bias and ReLU', { x: [batch, side, side, channels], bias: [channels] }, (x, bias) => convolutionBias(x, bias, { relu: true }), sums),
    differentiable('mean over cells', { x: [batch, side, side, channels] }, (x) => tf.mean(x, [1, 2], true), sums),
    differentiable('sum over an axis', { x: [rows, channels] }, (x) => tf.sum(x, 0), sums),
    differentiable('cross entropy', { logits: [rows, 3] }, (logits, labels) => crossEntropy(logits, labels), {
      ...sums,
      fixed: () => [integers('labels', [rows], 3)],
    }),
    {
      name: 'norm of gradients',
      ...sums,
      inputs: () => [numbers('norm a', [rows, channels]), numbers('norm b', [channels])],
      run: (a, b) => [globalNorm({ a, b })],
    },
  ]
}
