// How far compiled losses are from eager's: the nets of the bench at their size, 50 steps of Adam on one batch.
//
//     node bench/losses.js
//
// Graph mode, then XLA; the furthest of all steps, and of the first five. Beside them eager with the batch the other way
// round: the same sums in another order, which no mathematics tells apart. Goes to bench/results/losses.csv.
import { random } from '@phd/core'
import { adam, compile, openTensorFlow, tf } from '@phd/core/tensor'
import { machine, writeCsv } from './record.js'
import { cases, nameOf } from './train-step/cases.js'
import { buildNet } from './train-step/net-step.js'

const steps = 50
const { versions } = await openTensorFlow('cpu')
const rows = []
for (const it of Object.values(cases)) {
  const { default: model } = await import(`./train-step/models/${it.model}.js`)
  const { inputs, labels } = model.batch(random(1, 'batch'))
  const eager = train(model, it, inputs, labels)
  const reversed = [tf.reverse(inputs, 0), tf.tidy(() => tf.reshape(tf.reverse(tf.reshape(labels, [inputs.shape[0], -1]), 0), [-1]))]
  const variants = {
    compiled: () => train(model, it, inputs, labels, {}),
    'compiled xla': () => train(model, it, inputs, labels, { xla: true }),
    'eager, batch reversed': () => train(model, it, ...reversed),
  }
  for (const [variant, losses] of Object.entries(variants)) {
    const off = losses().map((loss, step) => Math.abs(loss - eager[step]))
    rows.push({
      case: nameOf(it),
      variant: `phd ${variant}`,
      steps,
      furthest: Math.max(...off).toExponential(1),
      furthest_of_first_5: Math.max(...off.slice(0, 5)).toExponential(1),
      machine: machine(),
      versions: `tensorflow ${versions.tensorflow}; tfjs ${versions.tfjs}`,
    })
  }
  tf.dispose([inputs, labels, reversed])
}
writeCsv('losses.csv', rows)
console.table(rows, ['case', 'variant', 'furthest', 'furthest_of_first_5'])

function train(model, { learningRate }, inputs, labels, options) {
  const { weights, stepWith } = buildNet(model)
  const optimizer = adam(weights.trainable, { learningRate })
  const step = options ? compile(stepWith(optimizer), options) : stepWith(optimizer)
  const losses = Array.from({ length: steps }, () => {
    const loss = step(inputs, labels)
    const [value] = loss.dataSync()
    loss.dispose()
    return value
  })
  weights.dispose()
  tf.dispose([...optimizer.variables.values()])
  return losses
}
