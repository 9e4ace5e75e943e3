/** tar: its files one after the other, as a stream. */
import { Readable } from 'node:stream'
import { isPhdError } from '@phd/core'
import tar from 'tar-stream'
import { damaged, messageOf } from '../damaged.js'
import type { Bytes, Source } from './source.js'

const block = 512

/** By the checksum of the first header: the oldest tars have no magic. */
export function isTar(head: Uint8Array): boolean {
  if (head.length < block || head[0] === 0) return false
  const field = String.fromCharCode(...head.subarray(148, 156)).replace(/[\0 ]+$/, '')
  if (!/^ *[0-7]+$/.test(field)) return false
  let sum = 8 * 32
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += head[at]
  return sum === Number.parseInt(field, 8)
}

/** The next file is asked for when the last one has been read or passed over. RADAR_FILE_DAMAGED names the member where it broke. */
export async function* tarMembers(name: string, bytes: Bytes): AsyncIterable<Source> {
  const ending = { zeros: 0 }
  const from = Readable.from(countingZeros(bytes, ending), { objectMode: true })
  const extract = tar.extract()
  from.on('error', (error) => extract.destroy(error))
  from.pipe(extract as unknown as NodeJS.WritableStream)
  let last = ''
  try {
    for await (const entry of extract) {
      const { name: member, type, size } = entry.header
      last = `${name}!/${member}`
      const reading = memberBytes(last, entry as AsyncIterable<Uint8Array>)
      if (type === 'file' || type === 'contiguous-file') yield { name: last, once: true, open: reading.open, size }
      await reading.drain()
    }
  } catch (error) {
    if (isPhdError(error) && error.code !== 'RADAR_FILE_DAMAGED') throw error
    throw damaged(last || name, last ? 'its tar breaks in it or after it' : 'its tar is broken', {
      expected: 'a whole tar archive',
      received: reasonOf(error),
      cause: error,
    })
  } finally {
    from.destroy()
    extract.destroy()
  }
  if (ending.zeros < 2 * block)
    throw damaged(name, 'its tar is cut off', { expected: 'two empty blocks of 512 bytes at its end', received: `${ending.zeros} zero bytes after ${last}` })
}

function memberBytes(name: string, entry: AsyncIterable<Uint8Array>) {
  const pieces = entry[Symbol.asyncIterator]()
  let pending: Promise<IteratorResult<Uint8Array>> | undefined
  const next = () => {
    pending = pieces.next()
    return pending
  }
  return {
    // Never `return()`s the entry: tar-stream would end the whole archive.
    async *open(): Bytes {
      try {
        for (let piece = await next(); !piece.done; piece = await next()) yield piece.value
      } catch (error) {
        throw damaged(name, 'it is broken in its tar', { expected: 'all bytes of this member', received: reasonOf(error), cause: error })
      }
    },
    async drain() {
      await pending
      while (!(await next()).done);
    },
  }
}

/** Where the stream that holds the tar broke, what it says about it. */
function reasonOf(error: unknown): string {
  return (isPhdError(error) ? error.received : undefined) ?? messageOf(error)
}

async function* countingZeros(bytes: Bytes, ending: { zeros: number }): Bytes {
  for await (const piece of bytes) {
    let at = piece.length
    while (at > 0 && piece[at - 1] === 0) at--
    ending.zeros = at === 0 ? ending.zeros + piece.length : piece.length - at
    yield piece
  }
}
