/** A thread that builds the blocks it is sent. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ErrorDetail, isPhdError } from '@phd/core'
import { buildBlocks } from './blocks.js'
import type { Block, BuildPlan } from './plan.js'
import type { BlockNotes } from './record-notes.js'

export interface Order {
  blocks: Block[]
}

/** Notes of each block as it is written, then the end. An error travels as plain data. */
export type Answer = { notes: BlockNotes } | { finished: true } | { failed: { code: string; message: string; detail: ErrorDetail } }

const { plan, folder, terrain } = workerData as { plan: BuildPlan; folder: string; terrain: Record<string, string> }
const send = (answer: Answer) => parentPort?.postMessage(answer)

parentPort?.on('message', async ({ blocks }: Order) => {
  try {
    await buildBlocks(plan, blocks, { folder, terrain, stopped: () => false, done: (notes) => send({ notes }) })
    send({ finished: true })
  } catch (error) {
    send({ failed: plain(error) })
  }
})

function plain(error: unknown): { code: string; message: string; detail: ErrorDetail } {
  if (!isPhdError(error)) return { code: 'UNEXPECTED', message: String(error instanceof Error ? error.stack : error), detail: {} }
  const { code, message, expected, received, remedy, usage } = error
  return { code, message, detail: { expected, received, remedy, usage } }
}
