/** One HTTP request that lengthens a half file. */
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { PhdError } from '../errors.js'
import type { DatasetFile } from '../kinds.js'
import { coreVersion } from '../version.js'
import type { DownloadOptions } from './download.js'

const longestAskedMs = 120_000

/** What may be better at the next try. */
export class Interrupted extends Error {
  readonly askedMs?: number
  constructor(message: string, options: { cause?: unknown; askedMs?: number } = {}) {
    super(message, { cause: options.cause })
    this.askedMs = options.askedMs
  }
}

/** Returns when `part` has `file.bytes` bytes. Interrupted where another try may help, else DATASET_HTTP, DATASET_CHECKSUM, DISK_FULL. */
export async function transfer(name: string, file: DatasetFile, part: string, { timeoutMs, progress, signal }: DownloadOptions): Promise<void> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), timeoutMs)
  const asked = statSync(part, { throwIfNoEntry: false })?.size ?? 0
  let handle: number | undefined
  try {
    const response = await fetch(file.url, {
      // identity: the bytes of a range and of the checksum are those of the file itself
      headers: { 'accept-encoding': 'identity', 'user-agent': `phd/${coreVersion}`, ...(asked > 0 ? { range: `bytes=${asked}-` } : {}) },
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    })
    let at = checkHead(name, file, part, response, asked)
    handle = openSync(part, at > 0 ? 'r+' : 'w')
    progress?.(at)
    for await (const chunk of response.body ?? []) {
      timer.refresh()
      if (at + chunk.length > file.bytes) throw anotherSize(name, file, 'more bytes than that')
      write(handle, chunk, at, part) // at once: what waits when the connection is cut would be lost
      at += chunk.length
      progress?.(at)
    }
    if (at < file.bytes) throw new Interrupted(`the connection ended after ${at} of ${file.bytes} bytes`)
  } catch (error) {
    const ofDisk = ['open', 'write'].includes((error as NodeJS.ErrnoException).syscall ?? '')
    if (error instanceof PhdError || error instanceof Interrupted || ofDisk) throw error
    if (silence.signal.aborted) throw new Interrupted(`no byte for ${timeoutMs / 1000} s`, { cause: error })
    throw asInterrupted(name, file, error)
  } finally {
    clearTimeout(timer)
    silence.abort() // lets go of a body that was not read to its end
    if (handle !== undefined) closeSync(handle)
  }
}

/** Where in the file the body begins. */
function checkHead(name: string, file: DatasetFile, part: string, response: Response, asked: number): number {
  const { status, headers } = response
  if (status === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? []
    if (total !== undefined && total !== '*' && Number(total) !== file.bytes) throw anotherSize(name, file, `${total} bytes`)
    if (Number(start) === asked) return asked
    rmSync(part, { force: true })
    throw new Interrupted('the server answered with another range than was asked for')
  }
  if (status === 416) {
    rmSync(part, { force: true })
    throw new Interrupted('the server refused the range; begun anew')
  }
  if (status === 200) {
    const length = headers.get('content-length')
    if (length !== null && !headers.has('content-encoding') && Number(length) !== file.bytes) throw anotherSize(name, file, `${length} bytes`)
    return 0
  }
  const said = `HTTP ${status}${response.statusText ? ` ${response.statusText}` : ''}`
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    throw new Interrupted(`the server answered ${said}`, { askedMs: retryAfterMs(headers.get('retry-after')) })
  }
  throw refused(name, file, said)
}

function refused(name: string, file: DatasetFile, received: string, cause?: unknown): PhdError {
  return new PhdError('DATASET_HTTP', `The origin does not give ${name}.`, {
    expected: `${file.bytes} bytes of ${file.url}`,
    received,
    remedy: 'open that address in a browser; where it has moved, ask who provides the data set for a new version',
    cause,
  })
}

function anotherSize(name: string, file: DatasetFile, received: string): PhdError {
  return new PhdError('DATASET_CHECKSUM', `The origin's ${name} is not the file it should be.`, {
    expected: `${file.bytes} bytes, sha256 ${file.sha256}`,
    received: `${received} of ${file.url}`,
    remedy: 'if the origin has changed the file, ask who provides the data set for a new version; a page of a proxy or a login looks like this too',
  })
}

function write(handle: number, chunk: Uint8Array, at: number, part: string): void {
  try {
    for (let from = 0; from < chunk.length; ) from += writeSync(handle, chunk, from, chunk.length - from, at + from)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') throw error
    throw new PhdError('DISK_FULL', 'The disk is full, or as much is written as you are allowed.', {
      received: `${message} (${part})`,
      remedy: 'free some space, or choose another folder; the same command again goes on where it stopped',
      cause: error,
    })
  }
}

/** What fetch throws: its cause says more than "fetch failed". */
function asInterrupted(name: string, file: DatasetFile, error: unknown): Error {
  const cause = (error as Error).cause as (Error & { code?: string }) | undefined
  const said = cause?.message || cause?.code || (error as Error).message
  if (/redirect count exceeded/.test(said)) return refused(name, file, 'redirects that lead in a circle', error)
  if (/unknown scheme|Invalid URL/i.test(`${said} ${(error as Error).message}`)) return refused(name, file, said, error)
  if (/other side closed|terminated|ECONNRESET|socket hang up/i.test(said)) return new Interrupted('the connection was cut', { cause: error })
  return new Interrupted(said, { cause: error })
}

/** Of `Retry-After` in seconds; a date is not worth the trouble. */
function retryAfterMs(text: string | null): number | undefined {
  const seconds = Number(text)
  return text && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, longestAskedMs) : undefined
}
