/** One writer at a time for a file: whoever makes the folder `FILE.lock` has it. */
import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PhdError } from '@phd/core'

const waitMs = 20_000
/** No write takes as long: whoever made an older one was ended in the middle. */
const staleMs = 60_000

/** CONFERENCE_BUSY where another process keeps it for 20 s. */
export async function withFileLock<T>(file: string, work: () => T): Promise<T> {
  const lock = `${file}.lock`
  mkdirSync(dirname(lock), { recursive: true })
  const until = Date.now() + waitMs
  while (!taken(lock)) {
    if (Date.now() > until) {
      throw new PhdError('CONFERENCE_BUSY', `Another phd writes to ${file}.`, { remedy: `try again; if none does, delete the folder ${lock}` })
    }
    await sleep(30)
  }
  try {
    return work()
  } finally {
    rmdirSync(lock)
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (ageMs(lock) > staleMs) removed(lock)
    return false
  }
}

function ageMs(lock: string): number {
  const found = statSync(lock, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}

function removed(lock: string): void {
  try {
    rmdirSync(lock)
  } catch {
    // another process was quicker
  }
}
