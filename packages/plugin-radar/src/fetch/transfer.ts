/** One tar from the server, whole and under its name. */
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { isPhdError, PhdError, retrying } from '@phd/core'
import type { Client } from 'basic-ftp'
import { type Connection, TooManyConnections } from './connection.js'
import type { RemoteFile } from './listing.js'
import { faultOfTar } from './tar-check.js'

export interface TransferOptions {
  out: string
  /** Failures in a row, without a byte gained, that are forgiven. */
  retries: number
  firstWaitMs?: number
  progress?(bytes: number): void
  /** True where other connections are at work: a server that takes no more is then not waited for; TooManyConnections is thrown. */
  sharing?(): boolean
  log?(line: string): void
  signal?: AbortSignal
}

/** Length of what is there of a file: whole, or half. */
export function bytesHere(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Fetches `file` into `out` and returns its length. Errors: RADAR_FETCH_SIZE, _CONNECT, _REFUSED, _TAR and those of the connection. */
export async function transferFile(connection: Connection, file: RemoteFile, options: TransferOptions): Promise<number> {
  const { out, retries, firstWaitMs, signal, log } = options
  const path = join(out, file.name)
  const part = `${path}.part`
  dropStale(part, file, log)
  let bytes = file.bytes
  try {
    await retrying(
      () =>
        connection.use(async (client) => {
          bytes = await lengthen(client, { ...file, bytes }, part, options)
        }),
      {
        retries,
        firstWaitMs,
        signal,
        done: () => bytesHere(part),
        retriable: (error) => retriable(error) && !(error instanceof TooManyConnections && options.sharing?.()),
        waiting: (error, waitMs) => log?.(`${file.name}: ${(error as Error).message}; again in ${(waitMs / 1000).toFixed(0)} s`),
      },
    )
  } catch (error) {
    if (error instanceof TooManyConnections && options.sharing?.()) throw error
    throw signal?.aborted ? stopped() : asFailure(file, error, bytesHere(part))
  }
  const fault = await faultOfTar(part)
  if (fault !== undefined) {
    renameSync(part, `${path}.rejected`)
    throw new PhdError('RADAR_FETCH_TAR', `${file.name} came whole, but is no whole tar.`, {
      received: `${fault}, kept as ${path}.rejected`,
      remedy: 'fetch it again; where it stays so it is damaged at the archive: add the day to a --blacklist',
    })
  }
  renameSync(part, path)
  return bytes
}

/** Brings `part` to the length of the file, which it returns: the server is asked anew where the two do not agree. */
async function lengthen(client: Client, file: RemoteFile, part: string, { progress }: TransferOptions): Promise<number> {
  let here = bytesHere(part)
  if (here > file.bytes) {
    rmSync(part)
    here = 0
  }
  if (here < file.bytes || file.bytes === 0) await receive(client, file.path, part, here, progress)
  const came = bytesHere(part)
  progress?.(came)
  if (came === file.bytes) return came
  const now = await client.size(file.path).catch(() => file.bytes)
  if (came === now) return came
  if (came > now) rmSync(part)
  throw new WrongSize(`the server ended the file after ${came} of ${now} bytes`)
}

/** Every byte that came is in `part`, however it ends: a sink of the library's would drop what waits to be written. */
async function receive(client: Client, path: string, part: string, start: number, progress?: (bytes: number) => void): Promise<void> {
  const file = openSync(part, start > 0 ? 'r+' : 'w')
  let at = start
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      try {
        for (let from = 0; from < chunk.length; ) from += writeSync(file, chunk, from, chunk.length - from, at + from)
        at += chunk.length
        progress?.(at)
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
  progress?.(at)
  try {
    await client.downloadTo(sink, path, start)
  } catch (error) {
    const { name, code } = error as { name: string; code?: number }
    const noRestart = name === 'FTPError' && code !== undefined && code >= 500 && code <= 504
    if (at === 0 || (start > 0 && noRestart)) rmSync(part, { force: true })
    throw error
  } finally {
    sink.destroy()
    closeSync(file)
  }
}

class WrongSize extends Error {}

/** A half that is older than what the server has now belongs to another file. */
function dropStale(part: string, { name, modifiedMs }: RemoteFile, log?: (line: string) => void): void {
  if (modifiedMs === undefined || !existsSync(part) || statSync(part).mtimeMs >= modifiedMs) return
  log?.(`${name}: changed on the server since its half was fetched, begun anew`)
  rmSync(part)
}

const ofDisk = ['ENOSPC', 'EDQUOT', 'EFBIG']
const ofFolder = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EISDIR']

export function retriable(error: unknown): boolean {
  if (isPhdError(error)) return false
  const { name, code } = error as { name: string; code?: number | string }
  if (name === 'FTPError') return typeof code === 'number' && code <= 504
  return ![...ofDisk, ...ofFolder].includes(String(code))
}

/** What retrying gave up on, as the error a user reads. */
export function asFailure(file: Pick<RemoteFile, 'name' | 'bytes'>, error: unknown, here: number): unknown {
  if (isPhdError(error)) return error
  const { name, code, message } = error as Error & { code?: number | string }
  if (ofDisk.includes(String(code))) {
    return new PhdError('DISK_FULL', 'The disk is full, or as much is written as you are allowed.', {
      received: message,
      remedy: 'free some space, or choose another folder; the same command again goes on where it stopped',
      cause: error,
    })
  }
  if (ofFolder.includes(String(code))) return error
  const again = 'the same command again goes on where it stopped'
  if (name === 'FTPError' && Number(code) >= 550) {
    return new PhdError('RADAR_FETCH_REFUSED', `The server does not give ${file.name}.`, {
      received: message,
      remedy: 'the composite needs its own permission: apply for it at CEDA with the account of PHD_CEDA_USER',
    })
  }
  const what = error instanceof WrongSize ? 'RADAR_FETCH_SIZE' : 'RADAR_FETCH_CONNECT'
  return new PhdError(what, error instanceof WrongSize ? `${file.name} is shorter than the server says.` : `${file.name} could not be fetched.`, {
    expected: `${file.bytes} bytes`,
    received: `${message}; ${here} bytes are here`,
    remedy: error instanceof WrongSize ? again : `check the network; ${again}`,
  })
}

export function stopped(): PhdError {
  return new PhdError('RADAR_FETCH_STOPPED', 'Stopped before all days were fetched; whole tars and halves are kept.', {
    remedy: 'the same command again goes on where it stopped',
  })
}
