/** A thread with a strip of rows: it answers when it is ready, and each time it has gone on for the seconds it was sent. */
import { parentPort, workerData } from 'node:worker_threads'
import { sharedBarrier } from './barrier.js'
import { createGrid } from './grid.js'
import { createKernel } from './kernel.js'
import { march } from './march.js'
import type { Settings } from './options.js'
import type { Strip } from './strip.js'

export interface ThreadStart {
  memory: WebAssembly.Memory
  set: Settings
  strip: Strip
  threads: number
}

const { memory, set, strip, threads } = workerData as ThreadStart
const grid = createGrid(set, memory)
const kernel = createKernel(grid, set)
const barrier = sharedBarrier(grid.barrier, threads)

parentPort?.on('message', (seconds: number) => {
  march(grid, set, kernel, strip, seconds, barrier)
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
