/**
 * Is the process that writes a run still alive? A run whose process is gone is listed as stopped.
 *
 * On the same host the kernel knows: the process id, and its start time against reuse of the id.
 * On a shared file system the run's `heartbeat` file is touched every 20 s; older than 120 s is gone.
 */
import { readFileSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Run } from './record.js'

export const heartbeatMs = 20_000
const goneAfterMs = 120_000

export function isAlive(run: Run, runDir: string): boolean {
  if (run.host === hostname()) return processStart(run.process.pid) === run.process.started
  try {
    return Date.now() - statSync(join(runDir, 'heartbeat')).mtimeMs < goneAfterMs
  } catch {
    return false // no heartbeat file: the run died before its first beat
  }
}

/** Start time of a process in clock ticks since boot; -1 where there is no such process. */
export function processStart(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? -1 : Number(fields[19])
  } catch {
    return -1 // proc(5): no folder, no process
  }
}
