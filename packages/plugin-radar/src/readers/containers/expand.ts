/** Archives into their files, archives in archives included. */
import { isPhdError, PhdError } from '@phd/core'
import { tooLarge } from '../damaged.js'
import { gunzipped, isGzip } from './gzip.js'
import { type Bytes, collected, peek, type Source } from './source.js'
import { isTar, tarMembers } from './tar.js'
import { isZip, zipMembers } from './zip.js'

export interface Unpacked {
  source: Source
  head: Uint8Array
  all(): Bytes
  /** What broke before the first bytes were there; the archive goes on after it. */
  damage?: PhdError
}

export interface Limits {
  /** Archives in archives. */
  maxDepth: number
  /** Of one file held in memory. */
  maxBytes: number
}

export async function* expand(source: Source, limits: Limits, depth = 0): AsyncIterable<Unpacked> {
  let peeked: Awaited<ReturnType<typeof peek>>
  try {
    peeked = await peek(source)
  } catch (error) {
    if (!isPhdError(error)) throw error
    yield { source, head: new Uint8Array(0), damage: error, all: () => failing(error) }
    return
  }
  const { head, all, close } = peeked
  try {
    const packed = isGzip(head) || isTar(head) || isZip(head)
    if (packed && depth >= limits.maxDepth)
      throw new PhdError('RADAR_FILE_NESTED', `${source.name} lies too deep in archives.`, {
        expected: `at most ${limits.maxDepth} archives in one another`,
        received: `${depth + 1}`,
        remedy: 'unpack the outer archive first',
      })
    if (isGzip(head)) yield* expand(gunzipped(source, all), limits, depth + 1)
    else if (isTar(head)) for await (const member of tarMembers(source.name, all())) yield* expand(member, limits, depth + 1)
    else if (isZip(head)) {
      if (!source.path && (source.size ?? 0) > limits.maxBytes) throw tooLarge(source.name, limits.maxBytes)
      const from = source.path ? { path: source.path } : { bytes: await collected(source.name, all(), limits.maxBytes) }
      for await (const member of zipMembers(source.name, from)) yield* expand(member, limits, depth + 1)
    } else yield { source, head, all }
  } finally {
    await close()
  }
}

// biome-ignore lint/correctness/useYield: it fails before the first byte
async function* failing(error: PhdError): Bytes {
  throw error
}
