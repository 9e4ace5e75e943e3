/** A thread that simulates the events it is sent, one at a time. */
import { parentPort, workerData } from 'node:worker_threads'
import { errorToJson, isPhdError } from '@phd/core'
import type { EventSpec } from './event.js'
import { loadTerrain } from './terrain-map.js'
import { type EventReport, writeEvent } from './write-event.js'

/** What a thread answers to an event. */
export type Answer = { report: EventReport } | { failed: string }

const { cellMetres, folder } = workerData as { cellMetres: number; folder: string }
const map = loadTerrain(cellMetres)

parentPort?.on('message', async (spec: EventSpec) => {
  const answer: Answer = await writeEvent(map, spec, folder).then(
    (report) => ({ report }),
    (error) => ({ failed: isPhdError(error) ? JSON.stringify(errorToJson(error)) : String(error?.stack ?? error) }),
  )
  parentPort?.postMessage(answer)
})
