/**
 * Compress a tar stream and cut it into part files.
 *
 * Blocks of 4 MiB are gzip members of their own, several at a time; a part is whole members, so that `cat` of all parts
 * is one gzip stream, parts are made one without the other, and the same contents give the same parts.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { folder, type Part } from './manifest.js'
import { fingerprint } from './resume.js'
import { throwIfStopped } from './stop.js'
import { blockBytes, type TarLayout, tarBytes } from './tar.js'

export interface PartsOptions {
  layout: TarLayout
  out: string
  partBytes: number
  /** Of gzip, 1 to 9. */
  level: number
  /** The first parts, as an earlier run made them, and which of them are there still. */
  known: Part[]
  intact: Set<Part>
  /** All parts so far. */
  written: (parts: Part[]) => void
  /** Bytes of the stream. */
  progress: (done: number, total: number) => void
  signal?: AbortSignal
}

export async function writeParts(options: PartsOptions): Promise<Part[]> {
  const { layout, known, intact, written, progress, partBytes } = options
  const total = Math.ceil(layout.bytes / blockBytes)
  const digits = Math.max(3, String(Math.ceil(layout.bytes / (partBytes - blockBytes))).length)
  let done = 0
  const report = (blocks: number) => {
    done += blocks
    progress(Math.min(done * blockBytes, layout.bytes), layout.bytes)
  }
  const parts: Part[] = []
  for (const part of known) {
    const blocks = compressAhead(options, done, done + part.blocks)
    if (intact.has(part)) report(part.blocks)
    else await writePart(part.file, blocks, await blocks.next(), options, report)
    parts.push(part)
  }
  const rest = compressAhead(options, done, total)
  for (let first = await rest.next(); !first.done; ) {
    const file = `${folder}.${String(parts.length).padStart(digits, '0')}`
    const start = done
    const { next, ...part } = await writePart(file, rest, first, options, report)
    parts.push({ ...part, fingerprint: fingerprint(options, start, part.blocks) })
    written(parts)
    first = next
  }
  return parts
}

type Blocks = AsyncGenerator<Buffer, void>
type Next = IteratorResult<Buffer, void>

/** As many blocks as fit, `first` in any case; answers what comes next. */
async function writePart(
  file: string,
  source: Blocks,
  first: Next,
  { out, partBytes, signal }: PartsOptions,
  report: (blocks: number) => void,
): Promise<Omit<Part, 'fingerprint'> & { next: Next }> {
  const writer = new PartWriter(join(out, file))
  let blocks = 0
  let next = first
  try {
    for (; !next.done && (blocks === 0 || writer.bytes + next.value.length <= partBytes); next = await source.next()) {
      throwIfStopped(signal)
      writer.write(next.value)
      blocks++
      report(1)
    }
    return { file, bytes: writer.bytes, sha256: writer.end(), blocks, next }
  } finally {
    writer.dispose()
  }
}

const compress = promisify<Buffer, { level: number }, Buffer>(gzip)

/** Blocks `from` to `to` in order, while the next ones are being compressed. */
async function* compressAhead({ layout, level }: PartsOptions, from: number, to: number): Blocks {
  const ahead: Promise<Buffer>[] = []
  for (let block = from; block < to || ahead.length > 0; ) {
    while (block < to && ahead.length <= availableParallelism()) {
      const at = block++ * blockBytes
      ahead.push(compress(tarBytes(layout, at, Math.min(at + blockBytes, layout.bytes)), { level }))
    }
    yield await ahead.shift()!
  }
}
/** One file, under a temporary name until it is whole. */
class PartWriter {
  bytes = 0
  private readonly path: string
  private readonly temporary: string
  private readonly hash = createHash('sha256')
  private file: number | undefined

  constructor(path: string) {
    this.path = path
    this.temporary = `${path}.${process.pid}.tmp`
    this.file = openSync(this.temporary, 'w')
  }

  write(data: Buffer): void {
    for (let at = 0; at < data.length; ) at += writeSync(this.file!, data, at)
    this.hash.update(data)
    this.bytes += data.length
  }

  /** Answers the sha256. */
  end(): string {
    fsyncSync(this.file!)
    this.close()
    renameSync(this.temporary, this.path)
    return this.hash.digest('hex')
  }

  dispose(): void {
    this.close()
    rmSync(this.temporary, { force: true })
  }

  private close(): void {
    if (this.file !== undefined) closeSync(this.file)
    this.file = undefined
  }
}
