// The child that trains a net: node losses.js DEVICE TF32 NET SIZE STEPS VARIANT…   (SIZE as JSON)
//
// A row: {losses}, of as many steps of plain gradient descent on one batch from one seed: nothing that amplifies rounding.
import { random } from '@phd/core'
import { compile, openTensorFlow, setTensorFloat32, sgd, tf } from '@phd/core/tensor'
import { answerItems } from './child.js'
import { lossVariants } from './loss-variants.js'
import { nets, openNet } from './nets.js'

const [device, tf32, net, size, steps, ...names] = process.argv.slice(2)
await openTensorFlow(device)
setTensorFloat32(tf32 === 'on')

await answerItems(names, async (name) => {
  const { options, moved } = lossVariants[name]
  const { weights, inputs, labels, stepWith } = await openNet(net, JSON.parse(size))
  if (moved) moveLastBits(weights.trainable)
  const optimizer = sgd(weights.trainable, { learningRate: nets[net].learningRate })
  const step = stepWith(optimizer)
  const run = options ? compile(step, options) : step
  const losses = Array.from({ length: Number(steps) }, () => tf.tidy(() => run(inputs, labels).dataSync()[0]))
  run.dispose?.()
  weights.dispose()
  tf.dispose([inputs, labels, ...optimizer.variables.values()])
  return { losses: losses.map((loss) => (Number.isFinite(loss) ? loss : String(loss))) }
})

/** Every weight by -4, 0 or 4 of its last bits: as much as a few roundings one after the other. */
function moveLastBits(weights) {
  for (const [name, weight] of weights) {
    const draw = random(2, name)
    const moves = Float32Array.from({ length: weight.size }, () => 1 + Math.round(2 * draw() - 1) * 2 ** -21)
    tf.tidy(() => weight.assign(tf.mul(weight, tf.tensor(moves, weight.shape))))
  }
}
