/**
 * Is the process that writes a run still alive? A run whose process is gone is listed as stopped.
 *
 * On the same host the kernel knows: the process id, and its start time against reuse of the id.
 * On a shared file system the run's `heartbeat` file is touched every 20 s; older than 120 s is gone.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

const heartbeatMs = 20_000
const goneAfterMs = 120_000

/** A process on some host; `started` is its start time in clock ticks since boot. */
export interface Owner {
  host: string
  process: { pid: number; started: number }
}

export function thisProcess(): Owner {
  return { host: hostname(), process: { pid: process.pid, started: processStart(process.pid) } }
}

export function isAlive(owner: Owner, runDir: string): boolean {
  if (owner.host === hostname()) return owner.process.started !== gone && processStart(owner.process.pid) === owner.process.started
  try {
    return Date.now() - statSync(join(runDir, 'heartbeat')).mtimeMs < goneAfterMs
  } catch {
    return false // no heartbeat file: the run died before its first beat
  }
}

/**
 * Touches `heartbeat` now and then every 20 s, until `end`. Work that never gives way to the event loop calls `beat`
 * itself, as often as it likes.
 */
export function heartbeat(runDir: string): { beat(): void; end(): void } {
  const file = join(runDir, 'heartbeat')
  let last = 0
  const beat = () => {
    const now = Date.now()
    if (now - last < heartbeatMs / 2) return
    last = now
    writeFileSync(file, '')
  }
  beat()
  const timer = setInterval(beat, heartbeatMs)
  timer.unref()
  return { beat, end: () => clearInterval(timer) }
}

const gone = -1

/** Start time of a process in clock ticks since boot, 0 where the system does not tell; -1 where there is no such process. */
export function processStart(pid: number): number {
  if (!existsSync('/proc/self/stat')) return signalled(pid) ? 0 : gone
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? gone : Number(fields[19])
  } catch {
    return gone // proc(5): no folder, no process
  }
}

function signalled(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
