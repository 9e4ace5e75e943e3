/** gzip, one member or several, as a stream. */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isPhdError } from '@phd/core'
import { damaged, messageOf } from '../damaged.js'
import type { Bytes, Source } from './source.js'

export function isGzip(head: Uint8Array): boolean {
  return head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

export function gunzipped(source: Source, packed: () => Bytes): Source {
  return { name: unpackedName(source.name), once: source.once, open: () => gunzip(source.name, packed()) }
}

async function* gunzip(name: string, packed: Bytes): Bytes {
  const from = Readable.from(packed, { objectMode: true })
  const unpack = createGunzip()
  from.on('error', (error) => unpack.destroy(error))
  from.pipe(unpack)
  try {
    yield* unpack
  } catch (error) {
    throw isPhdError(error)
      ? error
      : damaged(name, 'its gzip is broken', { expected: 'a whole gzip stream', received: `zlib: ${messageOf(error)}`, cause: error })
  } finally {
    from.destroy()
    unpack.destroy()
  }
}

function unpackedName(name: string): string {
  return name.replace(/\.tgz$/i, '.tar').replace(/\.gz$/i, '')
}
