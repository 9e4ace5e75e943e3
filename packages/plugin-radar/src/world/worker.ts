/** A thread that simulates the events it is sent, one at a time. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ErrorDetail, isPhdError } from '@phd/core'
import type { EventSpec } from './event.js'
import { type WorldTerrain, worldTerrain } from './terrain-map.js'
import { type EventReport, writeEvent } from './write-event.js'

/** What a thread answers to an event. An error travels as plain data. */
export type Answer = { report: EventReport } | { failed: { code: string; message: string; detail: ErrorDetail } }

const { terrain, folder } = workerData as { terrain: WorldTerrain; folder: string }
const map = worldTerrain(terrain)

parentPort?.on('message', async (spec: EventSpec) => {
  const answer: Answer = await writeEvent(map, terrain.kind, spec, folder).then(
    (report) => ({ report }),
    (error) => ({ failed: plain(error) }),
  )
  parentPort?.postMessage(answer)
})

function plain(error: unknown): { code: string; message: string; detail: ErrorDetail } {
  if (!isPhdError(error)) return { code: 'UNEXPECTED', message: String(error instanceof Error ? error.stack : error), detail: {} }
  const { code, message, expected, received, remedy, usage } = error
  return { code, message, detail: { expected, received, remedy, usage } }
}
