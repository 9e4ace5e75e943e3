// A training step op by op, compiled, and compiled and asynchronous: equal losses, other times, other memory.
//
//     node examples/compiled-step/train.js [--epochs 12] [--xla] [--bf16] [--device cpu] [--json]
//
// A small network learns which cells of a terrain are lower than the 7 x 7 cells round them. Each contestant has weights,
// optimizer and random stream of its own, begun with the same seed, and sees the same batches. Ends with 1 where the
// losses part by more than the limits below.
import { parseArgs } from 'node:util'
import { normal, random } from '@phd/core'
import {
  adam,
  compile,
  convolutionLayer,
  crossEntropy,
  dropout,
  lossAndGradients,
  openTensorFlow,
  randomStream,
  relu,
  sequence,
  tf,
  Weights,
} from '@phd/core/tensor'
import { difference, measure, row, table } from './measure.js'

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '12' },
    xla: { type: 'boolean' },
    bf16: { type: 'boolean' },
    device: { type: 'string', default: 'auto' },
    json: { type: 'boolean' },
  },
})
const side = 32
const batchSize = 16
const samples = 72 // five batches, the last of which is half full

/** Largest difference of any loss from eager's, relative: another order of sums, other kernels, factors of 8 bits. */
const limits = { compiled: 1e-5, async: 1e-5, xla: 5e-3, bf16: 0.05 }

const { device } = await openTensorFlow(values.device)
const batches = paddedBatches(terrains())
const contestants = { eager: eager(training()), compiled: compiled(training()), async: asynchronous(training()) }
if (values.xla) contestants.xla = compiled(training(), { xla: true })
if (values.bf16) contestants.bf16 = compiled(training(), { precision: 'bf16' })

const measured = await measure(contestants, Number(values.epochs) * batches.length)
const rows = Object.entries(measured).map(([name, it]) =>
  row(name, it, { loss: it.answers.at(-1), difference: difference(it.answers, measured.eager.answers) }),
)
const parted = rows.filter(({ name, difference }) => name !== 'eager' && !(difference <= limits[name]))

if (values.json) console.log(JSON.stringify({ device, rows: rows.map((it) => ({ ...it, losses: measured[it.name].answers })) }))
else {
  const columns = [
    { key: 'loss', label: 'last loss', digits: 6 },
    { key: 'difference', label: 'difference' },
  ]
  console.log(`${measured.eager.answers.length} steps each, in turns, on ${device}\n`)
  console.log(
    table(
      rows.map((it) => ({ ...it, difference: it.difference.toExponential(1) })),
      columns,
    ),
  )
}
for (const { name, difference } of parted) console.error(`${name}: losses differ from eager's by ${difference}, expected at most ${limits[name]}`)
process.exitCode = parted.length > 0 ? 1 : 0

/** Everything that a step changes, made before it, and the step itself. */
function training() {
  const weights = new Weights(1)
  const stream = randomStream(1)
  const first = convolutionLayer(weights, 'first', { in: 1, out: 16, kernel: 7 })
  const second = convolutionLayer(weights, 'second', { in: 16, out: 16, kernel: 3 })
  const last = convolutionLayer(weights, 'last', { in: 16, out: 2, kernel: 1 })
  const network = sequence(first, relu, second, relu, (x, training) => (training ? dropout(x, 0.2, stream) : x), last)
  const optimizer = adam(weights.trainable, { learningRate: 3e-3 })
  return (maps, labels, counts) => {
    const { loss, gradients } = lossAndGradients(weights.trainable, () => {
      const losses = tf.reshape(crossEntropy(tf.reshape(network(maps, true), [-1, 2]), labels), [batchSize, -1])
      return tf.div(tf.sum(tf.mul(tf.mean(losses, 1), counts)), tf.sum(counts))
    })
    optimizer.update(gradients)
    return loss
  }
}

function eager(step) {
  return (turn) => tf.tidy(() => step(...batches[turn % batches.length]).dataSync()[0])
}

function compiled(step, options) {
  const run = compile(step, options)
  return (turn) => tf.tidy(() => run(...batches[turn % batches.length]).dataSync()[0])
}

function asynchronous(step) {
  const run = compile(step)
  return async (turn) => {
    const loss = await run.async(...batches[turn % batches.length])
    const [value] = loss.dataSync()
    loss.dispose() // no tidy sees it
    return value
  }
}

/** All batches have one shape, and so the step one signature: empty places count nothing. */
function paddedBatches({ maps, labels }) {
  return Array.from({ length: Math.ceil(samples / batchSize) }, (_, batch) => {
    const full = Math.min(batchSize, samples - batch * batchSize)
    const pad = (array, per) => [...array.subarray(batch * batchSize * per, (batch * batchSize + full) * per), ...Array((batchSize - full) * per).fill(0)]
    return [
      tf.tensor4d(pad(maps, side * side), [batchSize, side, side, 1]),
      tf.tensor1d(pad(labels, side * side), 'int32'),
      tf.tensor1d(Array.from({ length: batchSize }, (_, i) => (i < full ? 1 : 0))),
    ]
  })
}

/** Noise on three scales, and where it is lower than the mean round about. */
function terrains() {
  return tf.tidy(() => {
    const draw = random(1, 'terrain')
    const noise = (cells) =>
      tf.tensor4d(
        Float32Array.from({ length: samples * cells * cells }, () => normal(draw)),
        [samples, cells, cells, 1],
      )
    const maps = tf.addN([4, 8, 32].map((cells) => tf.image.resizeBilinear(noise(cells), [side, side])))
    const lower = tf.less(maps, tf.avgPool(maps, 7, 1, 'same'))
    return { maps: maps.dataSync(), labels: lower.dataSync() }
  })
}
