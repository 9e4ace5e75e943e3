// What keeps its state in variables: random streams, whose bits must be equal, and optimizers.
import { adam, dropout, randomStream, sgd, tf, withAveraging, withLossScale } from '@phd/core/tensor'
import { numbers } from './draw.js'

/** `make` gives a step over fresh variables, called `calls` times: its last answer counts. */
export function stateCases({ side, channels }) {
  const shape = [side, side, channels]
  const drawn = (name, tolerance, draw) => ({
    name,
    tolerance,
    calls: 3,
    inputs: () => [numbers(`random ${name}`, shape)],
    make: () => {
      const stream = randomStream(7)
      return { step: (x) => [draw(stream, x)], variables: [stream.state] }
    },
  })
  const optimizer = (name, of) => ({
    name,
    tolerance: 1e-5,
    calls: 3,
    inputs: () => [numbers(`${name} by kernel`, shape), numbers(`${name} by bias`, [channels])],
    make: () => {
      const weights = new Map([
        ['kernel', tf.tidy(() => tf.variable(numbers(`${name} kernel`, shape)))],
        ['bias', tf.tidy(() => tf.variable(numbers(`${name} bias`, [channels])))],
      ])
      const made = of(weights)
      const step = (kernel, bias) => {
        made.update({ kernel, bias })
        return [...weights.values(), ...(made.averages?.values() ?? [])].map((variable) => tf.mul(variable, 1))
      }
      return { step, variables: [...weights.values(), ...made.variables.values()] }
    },
  })
  return [
    drawn('random bits', 0, (stream) => stream.uniform(shape)),
    drawn('normal numbers', 1e-5, (stream) => stream.normal(shape)),
    drawn('dropout', 0, (stream, x) => dropout(x, 0.5, stream)),
    optimizer('SGD with momentum', (weights) => sgd(weights, { momentum: 0.9, nesterov: true })),
    optimizer('Adam', (weights) => adam(weights)),
    optimizer('AdamW, clipped, averaged', (weights) => withAveraging(adam(weights, { weightDecay: 0.01, clipNorm: 1 }), weights)),
    optimizer('SGD with loss scale', (weights) => withLossScale(sgd(weights), weights)),
  ]
}
