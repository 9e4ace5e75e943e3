/** Blocks built in this thread or in several. What is built does not depend on how many, as every block is its own. */
import { Worker } from 'node:worker_threads'
import { PhdError } from '@phd/core'
import { type BlockHooks, buildBlocks } from './blocks.js'
import type { Block, BuildPlan } from './plan.js'
import type { BlockNotes } from './record-notes.js'
import type { Answer, Order } from './worker.js'

export interface ThreadOptions extends Pick<BlockHooks, 'folder' | 'terrain' | 'done'> {
  threads: number
  signal?: AbortSignal
}

/** Resolves when all are built, or soon after `signal`. */
export async function buildInThreads(plan: BuildPlan, portions: Block[][], { threads, signal, folder, terrain, done }: ThreadOptions): Promise<void> {
  if (threads <= 1 || portions.length <= 1) {
    for (const portion of portions) await buildBlocks(plan, portion, { folder, terrain, done, stopped: () => signal?.aborted ?? false })
    return
  }
  const workers = Array.from({ length: Math.min(threads, portions.length) }, () => {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData: { plan: { ...plan, blocks: [] }, folder, terrain } })
  })
  let next = 0
  const stop = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
  const work = async (worker: Worker) => {
    while (next < portions.length && !signal?.aborted) await ask(worker, portions[next++], done)
  }
  try {
    await Promise.race([Promise.all(workers.map(work)), stop])
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

function ask(worker: Worker, portion: Block[], done: (notes: BlockNotes) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: unknown) => {
      worker.off('error', finish)
      worker.off('message', onMessage)
      if (error) reject(error)
      else resolve()
    }
    const onMessage = (answer: Answer) => {
      if ('notes' in answer) {
        try {
          done(answer.notes)
        } catch (error) {
          finish(error)
        }
      } else if ('failed' in answer) finish(new PhdError(answer.failed.code, answer.failed.message, answer.failed.detail))
      else finish()
    }
    worker.on('error', finish)
    worker.on('message', onMessage)
    worker.postMessage({ blocks: portion } satisfies Order)
  })
}
