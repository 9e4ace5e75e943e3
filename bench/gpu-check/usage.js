// How busy a GPU is: nvidia-smi five times a second, and what of it falls between two moments.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const everyMs = 200
const query = 'utilization.gpu,utilization.memory,memory.used,power.draw'

/** A line of nvidia-smi in the order of `query`; what a card does not tell (`[N/A]`) is undefined. */
export function parseUsage(line) {
  const [busy, memoryBusy, memoryMiB, watts] = line.split(',').map((cell) => (cell.trim() === '' || Number.isNaN(Number(cell)) ? undefined : Number(cell)))
  return { busy, memoryBusy, memoryMiB, watts }
}

/**
 * Samples of the GPU `uuid`, taken until `end()`; `ended` is when they are. `between(from, to)` (milliseconds of performance.now) is
 * {samples, busyShare, memoryBusyShare, peakMemoryMiB, watts}, means but for the memory.
 */
export function sampleUsage(uuid) {
  const samples = []
  const child = spawn('nvidia-smi', ['-i', uuid, `--query-gpu=${query}`, '--format=csv,noheader,nounits', '-lms', String(everyMs)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => {
    child.on('error', resolve) // no nvidia-smi: no samples, and the table says so
    child.on('close', resolve)
  })
  createInterface({ input: child.stdout }).on('line', (line) => samples.push({ at: performance.now(), ...parseUsage(line) }))
  return { between: (from, to) => summarise(samples.filter(({ at }) => at >= from && at <= to)), end: () => child.kill(), ended }
}

export function summarise(samples) {
  const of = (key) => samples.map((sample) => sample[key]).filter((value) => value !== undefined)
  const mean = (key, scale = 1) => {
    const values = of(key)
    return values.length > 0 ? values.reduce((a, b) => a + b) / values.length / scale : undefined
  }
  const memory = of('memoryMiB')
  return {
    samples: samples.length,
    busyShare: mean('busy', 100),
    memoryBusyShare: mean('memoryBusy', 100),
    peakMemoryMiB: memory.length > 0 ? Math.max(...memory) : undefined,
    watts: mean('watts'),
  }
}
