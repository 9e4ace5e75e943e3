/**
 * SVG to PNG in two threads beside the main one, which goes on meanwhile. They are started with the first picture and end with the process.
 *
 * Errors: what resvg says of an SVG that it cannot draw.
 */
import { Worker } from 'node:worker_threads'
import type { ResvgRenderOptions } from '@resvg/resvg-js'

export interface RasterRequest {
  svg: string
  options: ResvgRenderOptions
}

interface Answer {
  id: number
  png?: Uint8Array
  error?: string
}

interface Waiting {
  resolve(png: Uint8Array): void
  reject(error: Error): void
}

interface Thread {
  worker: Worker
  waiting: Map<number, Waiting>
}

const mostThreads = 2
let threads: Thread[] = []
let asked = 0

export function rasterise(request: RasterRequest): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = leastBusy()
    const id = asked++
    thread.waiting.set(id, { resolve, reject })
    thread.worker.ref()
    thread.worker.postMessage({ id, ...request })
  })
}

function leastBusy(): Thread {
  const [first] = [...threads].sort((a, b) => a.waiting.size - b.waiting.size)
  return first && (first.waiting.size === 0 || threads.length === mostThreads) ? first : start()
}

function start(): Thread {
  const thread: Thread = { worker: new Worker(new URL('./raster-thread.js', import.meta.url)), waiting: new Map() }
  thread.worker.on('message', ({ id, png, error }: Answer) => {
    const waiting = thread.waiting.get(id)
    thread.waiting.delete(id)
    if (thread.waiting.size === 0) thread.worker.unref()
    if (png) waiting?.resolve(png)
    else waiting?.reject(new Error(error))
  })
  thread.worker.on('error', (error) => {
    threads = threads.filter((other) => other !== thread)
    for (const { reject } of thread.waiting.values()) reject(error)
  })
  threads.push(thread)
  return thread
}
