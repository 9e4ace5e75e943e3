// node ours.js MODEL eager|compiled|xla: the peak of one step of a net of the bench, as a JSON line.
import { random } from '@phd/core'
import { adam, compile, crossEntropy, lossAndGradients, openTensorFlow, resetTensorMemoryPeak, tensorMemory, tf, Weights } from '@phd/core/tensor'

const [name, mode] = process.argv.slice(2)
const { versions } = await openTensorFlow('cpu')
tensorMemory() // counts from here on
const { default: model } = await import(`../train-step/models/${name}.js`)
const weights = new Weights(1)
const network = model.build(weights)
const optimizer = adam(weights.trainable, { learningRate: 1e-3 })
const { inputs, labels } = model.batch(random(1, 'batch'))
const eager = (x, y) =>
  tf.tidy(() => {
    const { loss, gradients } = lossAndGradients(weights.trainable, () => tf.mean(crossEntropy(network(x, true), y)))
    optimizer.update(gradients)
    return loss
  })
const step = mode === 'eager' ? eager : compile(eager, { xla: mode === 'xla' })

step(inputs, labels).dispose() // the first call of a compiled step optimises the graph
const { bytesInUse } = tensorMemory()
resetTensorMemoryPeak()
step(inputs, labels).dispose()
const peakBytes = tensorMemory().peakBytes - bytesInUse
console.log(JSON.stringify({ peakBytes, versions: `tensorflow ${versions.tensorflow}; tfjs ${versions.tfjs}` }))
