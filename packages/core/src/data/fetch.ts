/** All files of a data set: those that are here are checked, the others fetched, several at a time. */
import { copyFileSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isPhdError, PhdError } from '../errors.js'
import type { Dataset, DatasetFile } from '../kinds.js'
import { datasetFile } from '../registry/dataset.js'
import { alone, makeFolder } from './alone.js'
import { downloadFile, stopped } from './download.js'
import { inParallel } from './parallel.js'
import { stateOf } from './verify.js'

export interface FetchOptions {
  /** Put the files here, under their names, instead of where experiments look for them. */
  out?: string
  parallel: number
  retries: number
  timeoutMs: number
  /** Bytes that are here, of those files that had to be fetched. */
  progress?(done: number, total: number, note: string): void
  log?(line: string): void
  signal?: AbortSignal
  firstWaitMs?: number
}

export interface FetchedFile {
  name: string
  path: string
  bytes: number
  sha256: string
  /** False where the file was here already. */
  fetched: boolean
}

interface Wanted {
  name: string
  path: string
  file: DatasetFile
}

const ofOneFile = ['DATASET_HTTP', 'DATASET_NETWORK', 'DATASET_CHECKSUM']

/** Every file whole and right, or an error; what came before the error is kept. Errors: see the index. */
export async function fetchDataset(name: string, { files }: Pick<Dataset, 'files'>, options: FetchOptions): Promise<FetchedFile[]> {
  const { out } = options
  const all = Object.entries(files).map(([file, it]) => {
    check(name, file, it)
    return { name: file, file: it, path: out ? join(out, file) : datasetFile(file, it.sha256) }
  })
  if (out) makeFolder(out)
  const states = await inParallel(all, options.parallel, ({ path, file }) => stateOf(path, file))
  const absent = all.filter((_, i) => states[i] !== 'ok')
  if (absent.length > 0) await (out ? inFolder(out, options, () => fetchAll(name, absent, options)) : fetchAll(name, absent, options))
  return all.map(({ name, path, file: { bytes, sha256 } }, i) => ({ name, path, bytes, sha256, fetched: states[i] !== 'ok' }))
}

async function fetchAll(name: string, absent: Wanted[], options: FetchOptions): Promise<void> {
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const report = counter(absent, options.progress)
  const failures: { file: string; error: PhdError }[] = []
  let fatal: unknown
  await inParallel(absent, options.parallel, async (one) => {
    try {
      if (signal.aborted) throw stopped()
      const bring = () => bringFile(one, { ...options, signal, progress: (bytes) => report(one, bytes) })
      await (options.out ? bring() : inFolder(dirname(one.path), { ...options, signal }, bring))
      report(one, one.file.bytes)
    } catch (error) {
      if (isPhdError(error) && ofOneFile.includes(error.code)) {
        if (absent.length > 1) options.log?.(error.message)
        failures.push({ file: one.name, error })
        return
      }
      fatal ??= error
      stop.abort()
    }
  })
  if (fatal) throw fatal
  if (failures.length > 0) throw failed(name, absent.length, failures)
}

/** Adds up the bytes of all files; begins with what earlier attempts left. */
function counter(absent: Wanted[], progress: FetchOptions['progress']): (one: Wanted, bytes: number) => void {
  const total = absent.reduce((sum, { file }) => sum + file.bytes, 0)
  const here = new Map(absent.map(({ name, path }) => [name, statSync(`${path}.part`, { throwIfNoEntry: false })?.size ?? 0]))
  return ({ name }, bytes) => {
    here.set(name, bytes)
    progress?.(
      [...here.values()].reduce((sum, n) => sum + n, 0),
      total,
      name,
    )
  }
}

async function bringFile({ name, file, path }: Wanted, options: FetchOptions & { progress(bytes: number): void }): Promise<void> {
  const state = await stateOf(path, file)
  if (state === 'ok') return // another process was faster
  if (state === 'changed') {
    renameSync(path, `${path}.changed`)
    options.log?.(`${path} was not the file it should be; it is now ${name}.changed`)
  }
  const kept = datasetFile(name, file.sha256)
  if (kept === path || (await stateOf(kept, file)) !== 'ok') return downloadFile(name, file, path, options)
  copyFileSync(kept, `${path}.part`)
  renameSync(`${path}.part`, path)
}

function inFolder<T>(folder: string, { signal, log }: FetchOptions, work: () => Promise<T>): Promise<T> {
  return alone(folder, { signal, stopped, waiting: () => log?.(`another phd is fetching to ${folder}; waiting for it`) }, work)
}

function check(set: string, name: string, { url, sha256, bytes }: DatasetFile): void {
  const wrong = [
    [basename(name) === name && !name.startsWith('.'), `the file name ${JSON.stringify(name)}`],
    [/^https?:\/\//.test(url), `the address ${JSON.stringify(url)}`],
    [/^[0-9a-f]{64}$/.test(sha256), `the sha256 ${JSON.stringify(sha256)} of ${name}`],
    [Number.isInteger(bytes) && bytes >= 0, `the length ${bytes} of ${name}`],
  ].find(([right]) => !right)
  if (wrong === undefined) return
  throw new PhdError('DATASET_INVALID', `The dataset ${set} is not described rightly.`, {
    expected: 'file names without a folder, http or https addresses, sha256 of 64 lower-case hexadecimal digits, lengths in bytes',
    received: String(wrong[1]),
    remedy: 'tell who provides it; phd list dataset names the plugin',
  })
}

function failed(name: string, of: number, failures: { file: string; error: PhdError }[]): PhdError {
  const [{ error }] = failures
  if (failures.length === 1) return error
  const names = failures.map(({ file }) => file)
  return new PhdError('DATASET_INCOMPLETE', `${failures.length} of ${of} files of ${name} could not be fetched.`, {
    expected: error.expected,
    received: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}; of the first: ${error.received}`,
    remedy: error.remedy,
    cause: error,
  })
}
