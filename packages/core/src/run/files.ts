/** Files that are either there whole or not at all. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Write to a temporary name beside `path`, flush to disk, then rename over it. */
export function writeAtomic(path: string, data: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  try {
    const file = openSync(temporary, 'w')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  flush(dirname(path)) // the new name itself survives a power cut
}

/** Flush a file or folder to disk; nothing where it is not there. */
export function flush(path: string): void {
  if (!existsSync(path)) return
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Remove the temporary files that a killed process left in a folder. */
export function removeTemporary(dir: string): void {
  if (!existsSync(dir)) return
  for (const name of readdirSync(dir)) if (name.endsWith('.tmp')) rmSync(join(dir, name), { force: true })
}
