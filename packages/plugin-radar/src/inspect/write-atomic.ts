/** A picture or a page, whole or not at all. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PhdError } from '@phd/core'

/** RADAR_INSPECT_WRITE. */
export async function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, data)
    await rename(beside, path)
  } catch (cause) {
    await rm(beside, { force: true })
    throw new PhdError('RADAR_INSPECT_WRITE', `${path} cannot be written.`, {
      expected: 'a folder that this user may write to',
      received: (cause as Error).message,
      cause,
    })
  }
}
