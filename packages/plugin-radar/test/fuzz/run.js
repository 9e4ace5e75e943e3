/** Fuzzes one reader in a worker thread, with a limit for each input and for memory. */
import { Worker } from 'node:worker_threads'

export const radarPlugin = new URL('../../lib/phd.js', import.meta.url).href

/** The watch looks ten times a second. */
const mostStepMs = 500

/**
 * @param {{ name: string, inputs: number, seed?: number, from?: number, hangSeconds?: number, mostBytes?: number, module?: string }} options
 * @returns {Promise<{ name: string, inputs: number, frames: number, errors: number, faults: { input: number, wrong: string }[], seconds: number, cpuSeconds: number, peakBytes: number }>}
 */
export async function fuzzReader({ name, inputs, seed = 1, from = 0, hangSeconds = 20, mostBytes = 1.5 * 2 ** 30, module = radarPlugin }) {
  const began = performance.now()
  const cpu = process.cpuUsage()
  const result = { name, inputs: 0, frames: 0, errors: 0, faults: [], seconds: 0, cpuSeconds: 0, peakBytes: 0 }
  let next = from
  while (next < from + inputs && result.faults.length < 20) {
    const done = await oneWorker({ name, seed, from: next, to: from + inputs, module, hangSeconds, mostBytes })
    result.frames += done.frames
    result.errors += done.errors
    result.faults.push(...done.faults)
    result.peakBytes = Math.max(result.peakBytes, done.peakBytes)
    next = done.next
  }
  result.inputs = next - from
  result.seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  result.cpuSeconds = (user + system) / 1e6
  return result
}

function oneWorker({ name, seed, from, to, module, hangSeconds, mostBytes }) {
  const state = new SharedArrayBuffer(16)
  const progress = new Int32Array(state)
  progress[0] = from
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { name, seed, from, to, module, state }, stdout: true, stderr: true })
  worker.stdout.resume()
  worker.stderr.resume()
  return new Promise((resolve) => {
    let peakBytes = 0
    let ended = false
    let seen = ''
    let waitedMs = 0
    let last = performance.now()
    const end = (faults, next) => {
      if (ended) return
      ended = true
      clearInterval(watch)
      worker.terminate().then(() => resolve({ frames: progress[2], errors: progress[3], faults, next, peakBytes }))
    }
    const stop = (wrong) => end([{ input: progress[0], wrong }], progress[0] + 1)
    const watch = setInterval(() => {
      const bytes = process.memoryUsage.rss()
      peakBytes = Math.max(peakBytes, bytes)
      const started = Atomics.load(progress, 1) === 1
      const now = `${Atomics.load(progress, 0)} ${started}`
      // Loading a reader and making its seeds is no input, and has its own limit.
      const limit = started ? hangSeconds : 120
      // Where the whole machine stood still, so did this watch: that is no hang of the reader.
      const stepMs = Math.min(performance.now() - last, mostStepMs)
      last = performance.now()
      waitedMs = now === seen ? waitedMs + stepMs : 0
      seen = now
      if (waitedMs > limit * 1000) stop(`a hang: no answer in ${limit} s`)
      if (bytes > mostBytes) stop(`memory: ${Math.round(bytes / 2 ** 20)} MiB resident`)
    }, 100)
    worker.once('message', ({ faults }) => end(faults, to))
    worker.once('error', (error) => stop(`the worker ended: ${error.stack ?? error}`))
    worker.once('exit', (code) => stop(`the worker left with ${code}`))
  })
}
