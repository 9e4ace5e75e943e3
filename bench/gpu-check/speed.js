// The child that times a training step: node speed.js DEVICE NET SIZE SECONDS VARIANT   (SIZE as JSON)
//
// A row: {images, imagesPerSecond, stepMs, firstStepMs, steps, cpuShare, peakBytes, hostTensorsPeakBytes}. `peakBytes` is the
// process's resident memory. The loss is read every tenth step, as a
// training would: a GPU works on while JavaScript prepares the next steps.
import { availableParallelism } from 'node:os'
import { adam, compile, openTensorFlow, setTensorFloat32, tensorMemory } from '@phd/core/tensor'
import { answerItems, mark } from './child.js'
import { openNet } from './nets.js'
import { speedVariants } from './speed-variants.js'

const [device, net, size, seconds, name] = process.argv.slice(2)
const { options, tf32 = true, copies = 1 } = speedVariants[name]
const readEvery = 10

await answerItems([name], async () => {
  await openTensorFlow(device)
  setTensorFloat32(tf32)
  tensorMemory() // counts from here
  const { weights, inputs, labels, images, stepWith } = await openNet(net, { ...JSON.parse(size), copies })
  const step = stepWith(adam(weights.trainable, { learningRate: 1e-4 }))
  const run = options ? compile(step, options) : step
  const loop = (steps) => {
    const started = performance.now()
    for (let k = 1; k <= steps; k++) {
      const loss = run(inputs, labels)
      if (k % readEvery === 0 || k === steps) loss.dataSync()
      loss.dispose()
    }
    return performance.now() - started
  }
  const firstStepMs = loop(1)
  const warmMs = loop(3) / 3
  const turn = Math.max(1, Math.min(readEvery, Math.ceil(200 / warmMs)))
  mark({ measuring: true })
  const before = process.cpuUsage()
  const started = performance.now()
  let steps = 0
  while (steps < 3 || performance.now() - started < 1000 * seconds) {
    loop(turn)
    steps += turn
    await new Promise(setImmediate)
  }
  const wall = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  mark({ measuring: false })
  return {
    ...{ images, steps, firstStepMs, stepMs: wall / steps, imagesPerSecond: (1000 * images * steps) / wall },
    cpuShare: (user + system) / 1000 / wall / availableParallelism(),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    hostTensorsPeakBytes: tensorMemory()?.peakBytes ?? null,
  }
})
