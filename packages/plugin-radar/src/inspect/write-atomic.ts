/** A picture or a page, whole or not at all, and over nothing but one of its kind. */
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PhdError } from '@phd/core'
import { playerHead } from './player-page.js'

const kinds = {
  '.png': { name: 'a PNG', head: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  '.html': { name: 'a player that phd wrote', head: Buffer.from(playerHead) },
}

/** Before anything is read or written: a glob after --png names files of radar. RADAR_INSPECT_WRITE. */
export async function checkWritable(path: string, ending: keyof typeof kinds): Promise<void> {
  const { name, head } = kinds[ending]
  if (!path.endsWith(ending)) {
    throw new PhdError('RADAR_INSPECT_WRITE', `${path} does not end in ${ending}.`, { expected: `a name that ends in ${ending}`, received: path, usage: true })
  }
  const first = await firstBytes(path, head.length)
  if (first === undefined || first.equals(head)) return
  throw new PhdError('RADAR_INSPECT_WRITE', `${path} is there and is not ${name}.`, {
    expected: `a new file, or ${name} to replace`,
    received: 'something else, which stays as it is',
    remedy: 'name another file',
    usage: true,
  })
}

/** Undefined where there is no file; none of what cannot be read, such as a folder. */
async function firstBytes(path: string, count: number): Promise<Buffer | undefined> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? undefined : Buffer.alloc(0)
  }
}

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
