/** One file by HTTP: resumed by range, tried again, checked, renamed when it is right. */
import { renameSync, rmSync, statSync } from 'node:fs'
import { isPhdError, PhdError } from '../errors.js'
import type { DatasetFile } from '../kinds.js'
import { sha256Of } from '../registry/dataset.js'
import { flush } from '../run/files.js'
import { retrying } from './retry.js'
import { Interrupted, transfer } from './transfer.js'

export interface DownloadOptions {
  /** Failures in a row, without a byte gained, that are forgiven. */
  retries: number
  /** Without a byte for this long, the connection counts as dead. */
  timeoutMs: number
  /** Bytes of the file that are here; falls where a file has to begin anew. */
  progress?(bytes: number): void
  log?(line: string): void
  signal?: AbortSignal
  firstWaitMs?: number
}

/** Fetches `file` to `path`; the folder is there, and no one else writes this file. Errors: see the index. */
export async function downloadFile(name: string, file: DatasetFile, path: string, options: DownloadOptions): Promise<void> {
  const part = `${path}.part`
  const resumed = size(part) > 0
  if (size(part) > file.bytes) rmSync(part)
  if (size(part) < file.bytes || file.bytes === 0) await fill(name, file, part, options)
  const found = await sha256Of(part)
  if (found === file.sha256) {
    flush(part)
    renameSync(part, path)
    return
  }
  if (resumed) {
    options.log?.(`${name}: the half from an earlier attempt does not fit, begun anew`)
    rmSync(part)
    return downloadFile(name, file, path, options)
  }
  renameSync(part, `${path}.rejected`)
  throw new PhdError('DATASET_CHECKSUM', `${name} came whole, but is not the file it should be.`, {
    expected: `sha256 ${file.sha256}`,
    received: `${found}, kept as ${path}.rejected`,
    remedy: `compare it with ${file.url}; if the origin has changed the file, ask who provides the data set for a new version`,
  })
}

async function fill(name: string, file: DatasetFile, part: string, options: DownloadOptions): Promise<void> {
  const { retries, signal, log, firstWaitMs } = options
  try {
    await retrying(() => transfer(name, file, part, options), {
      retries,
      signal,
      firstWaitMs,
      done: () => size(part),
      retriable: (error) => error instanceof Interrupted,
      askedMs: (error) => (error as Interrupted).askedMs,
      waiting: (error, waitMs) => log?.(`${name}: ${(error as Error).message}; again in ${(waitMs / 1000).toFixed(0)} s`),
    })
  } catch (error) {
    if (isPhdError(error)) throw error
    if (signal?.aborted) throw stopped()
    if (!(error instanceof Interrupted)) throw error
    throw new PhdError('DATASET_NETWORK', `${name} could not be fetched from ${new URL(file.url).host}.`, {
      expected: `${file.bytes} bytes of ${file.url}`,
      received: `${error.message}, after ${size(part)} bytes`,
      remedy: `check ${unusedProxy() ?? 'network and proxy'}; the same command again goes on where it stopped`,
      cause: error,
    })
  }
}

/** Node's fetch passes a proxy by unless it is told. */
function unusedProxy(): string | undefined {
  const { https_proxy, HTTPS_PROXY, NODE_USE_ENV_PROXY } = process.env
  return (https_proxy || HTTPS_PROXY) && !NODE_USE_ENV_PROXY ? 'the network: https_proxy is used only with NODE_USE_ENV_PROXY=1, from Node 24 on' : undefined
}

export function stopped(): PhdError {
  return new PhdError('DATASET_STOPPED', 'Stopped before all files were fetched; whole files and halves are kept.', {
    remedy: 'the same command again goes on where it stopped',
  })
}

function size(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
