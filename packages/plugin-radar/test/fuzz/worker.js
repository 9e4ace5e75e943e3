/** Reads mutated inputs of one reader, one after the other; says before each which one it is, so that a hang is known. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkRead } from './check.js'
import { inputOf } from './input.js'
import { seedsOf } from './seeds/index.js'

const { name, seed, from, to, module, state } = workerData
const progress = new Int32Array(state)
const reader = (await (await import(module)).default.rasterReader[name]()).default
const seeds = await seedsOf(name)
const counted = { frames: 2, error: 3 }
const faults = []
let rejected
process.on('unhandledRejection', (error) => {
  rejected = error
})
Atomics.store(progress, 1, 1)
for (let input = from; input < to; input++) {
  Atomics.store(progress, 0, input)
  const { file, options } = inputOf(name, seeds, seed, input)
  const { outcome, wrong } = await checkRead(reader, file, options)
  Atomics.add(progress, counted[outcome], 1)
  if (wrong) faults.push({ input, wrong })
  if (rejected) {
    faults.push({ input, wrong: `unhandled: ${rejected.stack ?? rejected}` })
    rejected = undefined
  }
  if (faults.length >= 20) break
}
parentPort.postMessage({ faults })
// The thread stays until it is ended: a thread that leaves by itself has crashed.
setInterval(() => {}, 1000)
