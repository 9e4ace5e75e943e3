// Our DeepLabV3+ in the tensor runtime; one training step for each line on standard input.
// Prints a JSON line when ready, then the milliseconds and the loss of each step.
import { createInterface } from 'node:readline'
import { random } from '@phd/core'
import { adam, compile, crossEntropy, lossAndGradients, openTensorFlow, tf, Weights } from '@phd/core/tensor'
import deeplabv3plus from '../../packages/plugin-radar/lib/models/deeplabv3plus.js'

const [side, channels, batch] = process.argv.slice(2, 5).map(Number)
const mode = process.argv[5]
const { versions } = await openTensorFlow('cpu')
const weights = new Weights(1)
const network = deeplabv3plus.build(weights, { channels, classes: 2 })
const optimizer = adam(weights.trainable, { learningRate: 1e-4 })
const draw = random(1, 'maps')
const maps = tf.tensor4d(
  Float32Array.from({ length: batch * side * side * channels }, () => draw()),
  [batch, side, side, channels],
)
const labels = tf.tensor1d(
  Int32Array.from({ length: batch * side * side }, () => (draw() > 0.8 ? 1 : 0)),
  'int32',
)

const eager = (maps, labels) =>
  tf.tidy(() => {
    const { loss, gradients } = lossAndGradients(weights.trainable, () => tf.mean(crossEntropy(tf.reshape(network(maps, true), [-1, 2]), labels)))
    optimizer.update(gradients)
    return loss
  })
const step = mode === 'compiled' ? compile(eager) : eager

console.log(JSON.stringify({ parameters: weights.count, versions: { ...versions, node: process.versions.node } }))
for await (const _ of createInterface({ input: process.stdin })) {
  const started = performance.now()
  const loss = step(maps, labels)
  const value = loss.dataSync()[0]
  console.log(JSON.stringify({ milliseconds: performance.now() - started, loss: value }))
  loss.dispose()
}
