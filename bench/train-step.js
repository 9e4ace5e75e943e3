// One training step of DeepLabV3+ (128x128x8, batch 8): ours, compiled and op by op, against Keras on the same TensorFlow.
//
//     node bench/train-step.js [--rounds 12]
//
// Each contestant is one process; they take turns, one step each, so that both meet the same machine. Medians, the 10th
// percentile and the ratio to Keras' tf.function go to bench/results/train-step.csv. The Python environment is made here.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchEnvironment } from './environment.js'
import { machine, median, percentile, writeCsv } from './record.js'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '12' }, side: { type: 'string', default: '128' }, batch: { type: 'string', default: '8' } },
})
const shape = [values.side, '8', values.batch]
const python = benchEnvironment('tensorflow-cpu==2.21.0')
const here = (name) => fileURLToPath(new URL(`train-step/${name}`, import.meta.url))

const contestants = {
  'phd compiled': contestant(process.execPath, [here('ours.js'), ...shape, 'compiled']),
  'phd eager': contestant(process.execPath, [here('ours.js'), ...shape, 'eager']),
  'keras tf.function': contestant(python, [here('keras_step.py'), ...shape, 'tf.function']),
  'keras eager': contestant(python, [here('keras_step.py'), ...shape, 'eager']),
}

const ready = {}
for (const [name, { next }] of Object.entries(contestants)) ready[name] = await next()
const parameters = new Set(Object.values(ready).map((it) => it.parameters))
if (parameters.size !== 1) throw new Error(`not the same model: ${[...parameters].join(', ')} parameters`)

const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
const warmUp = 2
for (let round = 0; round < warmUp + Number(values.rounds); round++) {
  for (const [name, { step, next }] of Object.entries(contestants)) {
    step()
    const { milliseconds, loss } = await next()
    if (round >= warmUp) times[name].push(milliseconds)
    process.stderr.write(
      `round ${round + 1}  ${name.padEnd(18)} ${milliseconds.toFixed(0).padStart(6)} ms  loss ${loss.toFixed(4)}${round < warmUp ? '  (warm-up)' : ''}\n`,
    )
  }
}
for (const { end } of Object.values(contestants)) end()

/** Of each round the ratio, of these the median: a burst of other work on the machine meets all contestants of a round. */
const ratio = (ms) => median(ms.map((value, round) => value / times['keras tf.function'][round]))
const rows = Object.entries(times).map(([variant, ms]) => ({
  case: `deeplabv3plus ${values.side}x${values.side}x8 batch ${values.batch}`,
  variant,
  median_ms: median(ms).toFixed(1),
  p10_ms: percentile(ms, 0.1).toFixed(1),
  n: ms.length,
  ratio_to_tf_function: ratio(ms).toFixed(3),
  machine: machine(),
  versions: Object.entries(ready[variant].versions)
    .map(([name, version]) => `${name} ${version}`)
    .join('; '),
}))
writeCsv('train-step.csv', rows)
console.table(rows, ['case', 'variant', 'median_ms', 'p10_ms', 'n', 'ratio_to_tf_function'])

/** A process that does one step for each line it is sent. */
function contestant(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    step: () => child.stdin.write('step\n'),
    end: () => child.stdin.end(),
    async next() {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${command} ${args[0]} ended without an answer`)
      return JSON.parse(value)
    },
  }
}
