/** The bytes of a posts file, unpacked, read in pieces; memory stays the same however long the file is. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { PhdError } from '@phd/core'
import type { PostsFile } from './files.js'

/** `onBytes` gets the count of bytes read from the disk since the last call. SOCIAL_GZIP where they cannot be unpacked. */
export async function* bytesOf(file: PostsFile, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const disk = createReadStream(file.path, { highWaterMark: 1 << 18 })
  disk.on('data', (chunk) => onBytes(chunk.length))
  // pipeline passes errors on to the last stream, where the loop throws them.
  const source = file.gzip ? pipeline(disk, createGunzip(), () => undefined) : disk
  try {
    for await (const chunk of source) yield chunk as Buffer
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? ''
    if (!code.startsWith('Z_')) throw cause
    throw new PhdError('SOCIAL_GZIP', `${file.path} cannot be unpacked.`, {
      expected: 'a whole gzip file',
      received: code === 'Z_BUF_ERROR' ? 'one that ends too early' : (cause as Error).message,
      remedy: 'copy or download it again',
      cause,
    })
  } finally {
    disk.destroy()
  }
}
