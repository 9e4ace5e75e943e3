/** Reading TFRecord files as a stream, gzipped (`.gz`) or plain. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { isPhdError, PhdError } from '@phd/core'
import { corrupt, empty, RecordCutter, truncated } from './framing.js'

/** Read and unpacked at a time: each piece is a journey to another thread. */
const chunkBytes = 2 ** 19

/**
 * The records of a file, one after the other.
 *
 * Errors: RADAR_SHARD_MISSING, RADAR_SHARD_EMPTY, RADAR_SHARD_TRUNCATED, RADAR_SHARD_CORRUPT. A record is valid until
 * the next one is asked for.
 */
export async function* readRecords(path: string): AsyncGenerator<Uint8Array> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) {
    throw new PhdError('RADAR_SHARD_MISSING', `There is no shard ${path}.`, { remedy: 'copy it again, or build the dataset again: phd radar build --force' })
  }
  if (found.size === 0) throw empty(path)
  yield* cutRecords(createReadStream(path, { highWaterMark: chunkBytes }), path, path.endsWith('.gz'))
}

/** The same from any stream of bytes; `name` stands in messages. */
export async function* cutRecords(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, name: string, gzipped: boolean): AsyncGenerator<Uint8Array> {
  const cutter = new RecordCutter(name)
  const source = Readable.from(bytes, { objectMode: false })
  const plain = gzipped ? source.pipe(createGunzip({ chunkSize: chunkBytes })) : source
  if (gzipped) source.on('error', (error) => plain.destroy(error))
  try {
    for await (const chunk of plain) yield* cutter.push(chunk as Uint8Array)
  } catch (error) {
    throw streamError(error, name)
  } finally {
    source.destroy()
  }
  cutter.end()
}

function streamError(error: unknown, name: string): unknown {
  if (isPhdError(error)) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'Z_BUF_ERROR') return truncated(name, 'its gzip stream has no end')
  if (code?.startsWith('Z_')) return corrupt(name, `gzip says: ${(error as Error).message}`, error)
  return error
}
