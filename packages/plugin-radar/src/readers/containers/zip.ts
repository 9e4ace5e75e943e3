/** zip: its files in the order of its directory. Nothing is written, so names are only names. */
import { crc32 } from 'node:zlib'
import { isPhdError } from '@phd/core'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { damaged, messageOf } from '../damaged.js'
import type { Bytes, Source } from './source.js'

export function isZip(head: Uint8Array): boolean {
  return head.length >= 4 && head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** From a file on disk, or from bytes where it lies in another archive. */
export async function* zipMembers(name: string, from: { path: string } | { bytes: Uint8Array }): AsyncIterable<Source> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const
  const whole = (error: unknown) =>
    isPhdError(error) ? error : damaged(name, 'its zip is broken', { expected: 'a whole zip archive', received: messageOf(error), cause: error })
  let zip: ZipFile
  try {
    zip = 'path' in from ? await yauzl.openPromise(from.path, options) : await yauzl.fromBufferPromise(Buffer.from(from.bytes), options)
  } catch (error) {
    throw whole(error)
  }
  try {
    const members = zip.eachEntry()[Symbol.asyncIterator]()
    for (;;) {
      let entry: Entry
      try {
        const { done, value } = await members.next()
        if (done) break
        entry = value
      } catch (error) {
        throw whole(error)
      }
      const raw = entry.fileName
      const member = raw.toString((entry.generalPurposeBitFlag & 0x800) !== 0 ? 'utf8' : 'latin1')
      if (member.endsWith('/')) continue
      const inside = `${name}!/${member}`
      yield { name: inside, once: false, open: () => memberBytes(zip, entry, inside), size: entry.uncompressedSize }
    }
  } finally {
    zip.close()
  }
}

async function* memberBytes(zip: ZipFile, entry: Entry, name: string): Bytes {
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const piece of stream) {
      sum = crc32(piece as Buffer, sum)
      yield piece as Buffer
    }
  } catch (error) {
    throw damaged(name, 'it is broken in its zip', { expected: 'all bytes of this member', received: messageOf(error), cause: error })
  }
  if (sum !== entry.crc32) throw damaged(name, 'its checksum is wrong', { expected: `CRC-32 ${hex(entry.crc32)}`, received: hex(sum) })
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
