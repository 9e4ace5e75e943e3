/** A place to write to: whether it may be replaced, and one process at a time. */
import { mkdirSync, rmdirSync } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { alone, PhdError } from '@phd/core'

export interface ClaimOptions {
  log?: (line: string) => void
  signal?: AbortSignal
}

/** Runs `work` when no other process writes to `out`; the folder that it lies in is made. RADAR_OUT_FOLDER, RADAR_STOPPED. */
export async function claimed<T>(out: string, { log, signal }: ClaimOptions, work: () => Promise<T>): Promise<T> {
  makeParent(out)
  const lock = `${out.replace(/[\\/]+$/, '')}.lock`
  const waiting = () => log?.(`another phd writes to ${out}; waiting for it`)
  for (;;) {
    let begun = false
    try {
      return await alone(lock, { signal, stopped, waiting }, () => {
        begun = true
        return work()
      })
    } catch (error) {
      // Whoever was at work there took the folder of the lock away when it ended.
      if (begun || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    } finally {
      removeEmpty(lock)
    }
  }
}

/** RADAR_OUT_FOLDER where a file stands on the way, or the system makes no folder there. */
export function makeParent(out: string): void {
  try {
    mkdirSync(dirname(out), { recursive: true })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'EEXIST' && code !== 'ENOTDIR' && code !== 'ENOENT') throw cause
    throw new PhdError('RADAR_OUT_FOLDER', `Nothing can be written to ${out}.`, {
      expected: 'a path where a folder can be made',
      received: code === 'ENOENT' ? 'a place where the system makes none' : 'a file on the way',
      remedy: 'name another --out',
      usage: true,
      cause,
    })
  }
}

/** RADAR_STORE_EXISTS where something is there already; with `force`, where it is not a store of ours. */
export async function checkFree(path: string, force = false): Promise<void> {
  const there = await stat(path).catch(() => undefined)
  if (!there) return
  const store = there.isDirectory() && (await exists(join(path, 'zarr.json')))
  if (force && (store || (there.isDirectory() && (await readdir(path)).length === 0))) return
  throw new PhdError('RADAR_STORE_EXISTS', `${path} is there already.`, {
    expected: 'a new folder',
    received: there.isDirectory() ? (store ? 'a store' : 'a folder that is no store') : 'a file',
    remedy: store ? 'name another --out, or replace it with --force' : 'name another --out; --force replaces stores alone',
    usage: true,
  })
}

/** RADAR_STORE_PARTIAL where the folder of an unfinished store holds what phd did not write. */
export async function checkPartial(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [] as string[])
  if (names.length === 0 || names.includes('zarr.json')) return
  throw new PhdError('RADAR_STORE_PARTIAL', `${folder} is not an unfinished store.`, {
    expected: 'nothing there, or what an interrupted command left',
    received: names.slice(0, 3).join(', '),
    remedy: 'move it away, or name another --out',
  })
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Another process took it meanwhile, and removes it.
  }
}

function stopped(): PhdError {
  return new PhdError('RADAR_STOPPED', 'Stopped before it began; another phd was at work there.', { remedy: 'run the command again' })
}
