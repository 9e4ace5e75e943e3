/** Which process a lock or an unfinished folder belongs to, and whether it is still at work. */
import { statSync } from 'node:fs'
import { hostname } from 'node:os'
import { processStart } from '../run/liveness.js'

/** Without a sign for this long, a process on another host counts as gone. */
const goneAfterMs = 10 * 60_000

/** `PID.START.HOST`: the start time guards against reuse of the id. */
export function thisOwner(): string {
  return `${process.pid}.${processStart(process.pid)}.${hostname()}`
}

/** True where the process of `owner` is gone. `path` is what it last touched, for processes of other hosts. */
export function isGone(owner: string, path: string): boolean {
  const [pid, started, ...host] = owner.split('.')
  if (host.join('.') === hostname()) return processStart(Number(pid)) !== Number(started)
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return touched === undefined || Date.now() - touched > goneAfterMs
}
