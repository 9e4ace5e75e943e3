/** One process at a time in a folder that is being filled. */
import { mkdirSync } from 'node:fs'
import { isPhdError, PhdError } from '../errors.js'
import { withLock } from '../runtime/lock.js'

export interface AloneOptions {
  /** The error of a stop while waiting. */
  stopped(): PhdError
  /** Told once where another process is at work there. */
  waiting(): void
  signal?: AbortSignal
}

/** Makes `folder` and runs `work` when no other process is at work in it. DATASET_OUT where it is no folder. */
export async function alone<T>(folder: string, { stopped, waiting, signal }: AloneOptions, work: () => Promise<T>): Promise<T> {
  makeFolder(folder)
  let begun = false
  try {
    return await withLock(folder, { waiting, signal }, () => {
      begun = true
      return work()
    })
  } catch (error) {
    throw !begun && isPhdError(error) && error.code === 'RUNTIME_STOPPED' ? stopped() : error
  }
}

/** DATASET_OUT where it cannot be one. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error
    throw new PhdError('DATASET_OUT', `${folder} cannot be a folder.`, {
      expected: 'a folder, or a path where one can be made',
      received: 'a file lies there or on the way',
      remedy: 'name another folder',
      usage: true,
      cause: error,
    })
  }
}
