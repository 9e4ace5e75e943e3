/** Events simulated on several threads. The answer does not depend on how many, as every event has its own seed and folder. */
import { Worker } from 'node:worker_threads'
import { PhdError } from '@phd/core'
import { throwIfStopped } from '../dataset/replace-folder.js'
import type { EventSpec } from './event.js'
import type { WorldTerrain } from './terrain-map.js'
import type { Answer } from './worker.js'
import type { EventReport } from './write-event.js'

export interface ThreadOptions {
  terrain: WorldTerrain
  folder: string
  threads: number
  signal?: AbortSignal
  done?: (report: EventReport, count: number) => void
}

/** Reports in the order of `specs`. */
export async function simulateAll(specs: EventSpec[], { terrain, folder, threads, signal, done }: ThreadOptions): Promise<EventReport[]> {
  const reports: EventReport[] = []
  let next = 0
  let finished = 0
  const workers = Array.from(
    { length: Math.min(threads, specs.length) },
    () => new Worker(new URL('./worker.js', import.meta.url), { workerData: { terrain, folder } }),
  )
  const work = async (worker: Worker) => {
    while (next < specs.length) {
      throwIfStopped(signal)
      const at = next++
      const answer = await ask(worker, specs[at])
      if ('failed' in answer) throw new PhdError(answer.failed.code, answer.failed.message, answer.failed.detail)
      reports[at] = answer.report
      done?.(answer.report, ++finished)
    }
  }
  try {
    await Promise.all(workers.map(work))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return reports
}

function ask(worker: Worker, spec: EventSpec): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onError = (error: unknown) => reject(error)
    worker.once('error', onError)
    worker.once('message', (answer: Answer) => {
      worker.off('error', onError)
      resolve(answer)
    })
    worker.postMessage(spec)
  })
}
