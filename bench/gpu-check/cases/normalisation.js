// Batch normalisation in training and in prediction, layer normalisation.
import { batchNormTraining, layerNorm, tf } from '@phd/core/tensor'
import { differentiable, numbers } from './draw.js'

const epsilon = 1e-3
const tolerance = 1e-4 // their gradients are differences of large sums

export function normalisationCases({ batch, side, channels }) {
  const maps = [batch, side, side, channels]
  const vectors = { scale: [channels], offset: [channels] }
  return [
    differentiable('batch norm in training', { x: maps, ...vectors }, (x, scale, offset) => batchNormTraining(x, scale, offset, epsilon).y, { tolerance }),
    differentiable('batch norm with ReLU', { x: maps, ...vectors }, (x, scale, offset) => batchNormTraining(x, scale, offset, epsilon, { relu: true }).y, {
      tolerance,
    }),
    {
      name: 'batch statistics',
      outputs: ['mean', 'variance'],
      tolerance: 1e-5,
      inputs: () => [tf.add(numbers('statistics', maps), 1)], // a mean that is not nearly nothing
      run: (x) => {
        const { mean, variance } = batchNormTraining(x, tf.ones([channels]), tf.zeros([channels]), epsilon)
        return [mean, variance]
      },
    },
    {
      name: 'batch norm in prediction',
      tolerance: 1e-5,
      inputs: () => [numbers('prediction x', maps), numbers('prediction mean', [channels]), tf.square(numbers('prediction variance', [channels]))],
      run: (x, mean, variance) => [tf.batchNorm4d(x, mean, variance, tf.ones([channels]), tf.ones([channels]), epsilon)],
    },
    differentiable('layer norm', { x: [batch * side, side, channels], ...vectors }, (x, scale, offset) => layerNorm(x, scale, offset, epsilon), { tolerance }),
  ]
}
