/**
 * One install at a time. The lock is a file that names its owner, made whole by link(2); the lock of a process that is
 * gone is taken over. Should two ever get past it, nothing breaks: each builds in a folder of its own and renames.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { throwIfStopped } from './child.js'
import { isGone, thisOwner } from './owner.js'

const retryMs = 250
const touchMs = 60_000

export interface LockOptions {
  /** Told once, with the process id and host of the one that is at work. */
  waiting: (owner: string) => void
  signal?: AbortSignal
}

/** Runs `work` while holding the lock of `folder`. */
export async function withLock<T>(folder: string, { waiting, signal }: LockOptions, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, '.lock')
  let told = false
  for (let holder = acquire(lock); holder !== undefined; holder = acquire(lock)) {
    if (isGone(holder, lock)) takeOver(lock, holder)
    else {
      if (!told) waiting(holder)
      told = true
      await sleep(retryMs)
    }
    throwIfStopped(signal)
  }
  const touch = setInterval(() => utimesSync(lock, new Date(), new Date()), touchMs)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    rmSync(lock, { force: true })
  }
}

/** Undefined where we hold the lock now, else who does. */
function acquire(lock: string): string | undefined {
  const ours = `${lock}.${process.pid}`
  writeFileSync(ours, thisOwner())
  try {
    linkSync(ours, lock)
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return read(lock) ?? acquire(lock) // let go of between the two calls
  } finally {
    rmSync(ours, { force: true })
  }
}

/** Only one of several that see the same dead owner renames its lock away. */
function takeOver(lock: string, dead: string): void {
  if (read(lock) !== dead) return
  const aside = `${lock}.${process.pid}.dead`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // another was faster
  }
  rmSync(aside, { force: true })
}

function read(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
