/** Folders that are there whole or not at all. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PhdError } from '@phd/core'

/**
 * Fill a temporary folder beside `out`, then rename it to `out`; whatever goes wrong, nothing half-written stays.
 *
 * An `out` with files in it is replaced only with `force`, and only where it holds `mark`, the file that says that phd
 * wrote it. RADAR_OUT_EXISTS.
 */
export async function replaceFolder<T>(out: string, force: boolean, mark: string, fill: (folder: string) => Promise<T>): Promise<T> {
  await checkFree(out, force, mark)
  const temporary = `${out.replace(/[\\/]+$/, '')}.${process.pid}.tmp`
  await mkdir(dirname(temporary), { recursive: true })
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary)
  try {
    const result = await fill(temporary)
    await rm(out, { recursive: true, force: true })
    await rename(temporary, out)
    return result
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

/** RADAR_OUT_EXISTS. */
export async function checkFree(out: string, force: boolean, mark: string): Promise<void> {
  if (!existsSync(out)) return
  const entries = await readdir(out).catch(() => ['a file'])
  if (entries.length === 0) return
  const ours = existsSync(join(out, mark))
  if (ours && force) return
  throw new PhdError('RADAR_OUT_EXISTS', `${out} is not empty.`, {
    expected: 'a new or empty folder',
    received: ours ? `an earlier result (${mark})` : `${entries.length} files that are not phd's`,
    remedy: ours ? '--force replaces it' : 'choose another --out',
    usage: true,
  })
}

/** RADAR_STOPPED after a signal: thrown inside `fill`, it removes what was written. */
export function throwIfStopped(signal?: AbortSignal): void {
  if (signal?.aborted) throw new PhdError('RADAR_STOPPED', 'Stopped before the end; nothing was kept.', { remedy: 'run the command again' })
}
