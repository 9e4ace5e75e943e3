// node ours.js MODEL eager|compiled|xla: the peak of one step of a net of the bench, as a JSON line.
import { random } from '@phd/core'
import { adam, compile, openTensorFlow, resetTensorMemoryPeak, tensorMemory } from '@phd/core/tensor'
import { buildNet } from '../train-step/net-step.js'

const [name, mode] = process.argv.slice(2)
const { versions } = await openTensorFlow('cpu')
tensorMemory() // counts from here on
const { default: model } = await import(`../train-step/models/${name}.js`)
const { weights, stepWith } = buildNet(model)
const { inputs, labels } = model.batch(random(1, 'batch'))
const eager = stepWith(adam(weights.trainable, { learningRate: 1e-3 }))
const step = mode === 'eager' ? eager : compile(eager, { xla: mode === 'xla' })

step(inputs, labels).dispose() // the first call of a compiled step optimises the graph
const { bytesInUse } = tensorMemory()
resetTensorMemoryPeak()
step(inputs, labels).dispose()
const peakBytes = tensorMemory().peakBytes - bytesInUse
console.log(JSON.stringify({ peakBytes, versions: `tensorflow ${versions.tensorflow}; tfjs ${versions.tfjs}` }))
