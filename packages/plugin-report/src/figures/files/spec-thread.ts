/** The thread in which an edited specification is drawn; its answer is SVG or what is wrong. */
import { parentPort, workerData } from 'node:worker_threads'
import { isPhdError } from '@phd/core'
import { drawSpec } from '../render.js'

try {
  parentPort?.postMessage({ svg: await drawSpec(workerData) })
} catch (cause) {
  const own = isPhdError(cause) ? { expected: cause.expected, received: cause.received, remedy: cause.remedy } : {}
  const message = isPhdError(cause) ? cause.message : 'The specification is no chart that Vega-Lite can draw.'
  parentPort?.postMessage({ error: { message, received: String((cause as Error)?.message ?? cause).slice(0, 200), ...own } })
}
