// A model in the tensor runtime; one training step for each line on standard input.
//
//     node ours.js MODEL BATCH_FOLDER LEARNING_RATE eager|compiled|xla [bf16]
//
// Prints a JSON line when ready, then milliseconds, loss and peak memory of each step, or why it failed.
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { adam, compile, openTensorFlow, tf } from '@phd/core/tensor'
import { buildNet } from './net-step.js'
import { readNpy } from './npy.js'

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`)

try {
  await main(...process.argv.slice(2))
} catch (error) {
  say({ failed: `${error.code ?? error.name}: ${error.message}` })
  throw error
}

async function main(name, folder, learningRate, mode, precision = 'float32') {
  const { versions } = await openTensorFlow('cpu')
  const { default: model } = await import(`./models/${name}.js`)
  const { weights, stepWith } = buildNet(model)
  const optimizer = adam(weights.trainable, { learningRate: Number(learningRate) })
  const [inputs, labels] = ['inputs', 'labels'].map((role) => {
    const { data, shape, dtype } = readNpy(join(folder, `${role}.npy`))
    return tf.tensor(data, shape, dtype)
  })
  const eager = stepWith(optimizer)
  const step = mode === 'eager' ? eager : compile(eager, { xla: mode === 'xla', precision })

  say({ parameters: weights.count, versions: { ...versions, node: process.versions.node } })
  for await (const _ of createInterface({ input: process.stdin })) {
    const started = performance.now()
    const loss = step(inputs, labels)
    const value = loss.dataSync()[0]
    const milliseconds = performance.now() - started
    say({ milliseconds, loss: value, peak_mb: process.resourceUsage().maxRSS / 1024 })
    loss.dispose()
  }
}
