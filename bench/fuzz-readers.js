// Every reader of rain and terrain on mutated files: a frame that keeps the contract, or an error that says why; never a crash, a hang or hunger.
//
//     node bench/fuzz-readers.js --inputs 1000000 --seed 1 [--reader geotiff] [--from 0]
//
// `--from 1234 --inputs 1` is input 1234 alone. Exit 1 and a list where a reader fails. CI does 20,000 of each (packages/plugin-radar/test/fuzz).
import { parseArgs } from 'node:util'
import { fuzzReader } from '../packages/plugin-radar/test/fuzz/run.js'
import { seeded } from '../packages/plugin-radar/test/fuzz/seeds/index.js'

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    reader: { type: 'string', multiple: true, default: [...seeded].sort() },
    help: { type: 'boolean', default: false },
  },
})
const numbers = [values.inputs, values.seed, values.from].map(Number)
const unknown = values.reader.find((name) => !seeded.includes(name))
if (values.help || unknown !== undefined || !numbers.every(Number.isSafeInteger)) {
  process.stdout.write(`node bench/fuzz-readers.js --inputs 1000000 --seed 1 [--reader NAME] [--from 0]\nreaders: ${seeded.join(', ')}\n`)
  process.exit(values.help ? 0 : 2)
}

const [inputs, seed, from] = numbers
process.stdout.write('reader,inputs,frames,errors,faults,seconds,cpu_seconds,peak_mib\n')
for (const name of values.reader) {
  const { frames, errors, faults, seconds, cpuSeconds, peakBytes, inputs: read } = await fuzzReader({ name, inputs, seed, from })
  process.stdout.write(`${[name, read, frames, errors, faults.length, seconds.toFixed(1), cpuSeconds.toFixed(1), Math.round(peakBytes / 2 ** 20)].join(',')}\n`)
  for (const { input, wrong } of faults) process.stderr.write(`${name} input ${input} of seed ${seed}: ${wrong}\n`)
  if (faults.length > 0) process.exitCode = 1
}
