/** A span of days from the archive into a folder. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { alone, isPhdError, PhdError, retrying, sha256Of } from '@phd/core'
import type { Blacklist } from './blacklist.js'
import { Connection, type Login, TooManyConnections } from './connection.js'
import { daysBetween } from './days.js'
import { type Listing, listDays, type RemoteFile } from './listing.js'
import { extendManifest, type ManifestFile, readManifest } from './manifest.js'
import { type Server, serverUrl } from './server.js'
import { bytesHere, retriable, stopped, type TransferOptions, transferFile } from './transfer.js'

export interface NimrodFetchOptions extends Omit<TransferOptions, 'progress'> {
  /** First and last day, ISO. */
  from: string
  to: string
  server: Server
  login: Login
  /** FTP over TLS (explicit). */
  secure?: boolean
  /** Connections at a time. */
  parallel: number
  timeoutMs: number
  blacklist: Blacklist
  /** Look only. */
  dryRun?: boolean
  /** Bytes that are here, of those files that had to be fetched. */
  progress?(done: number, total: number, note: string): void
}

export interface NimrodFile {
  file: string
  day: string
  bytes: number
  /** `here` before the call, `fetched` by it; of a dry run also `half` and `absent`. */
  state: 'here' | 'fetched' | 'half' | 'absent'
}

export interface NimrodFetch {
  files: NimrodFile[]
  /** Days of which the server has no tar. */
  missing: string[]
  blacklisted: string[]
}

const ofOneFile = ['RADAR_FETCH_SIZE', 'RADAR_FETCH_TAR', 'RADAR_FETCH_REFUSED', 'RADAR_FETCH_CONNECT']

/** Errors: see the index. One day that fails keeps no other back. */
export async function fetchNimrod(options: NimrodFetchOptions): Promise<NimrodFetch> {
  const days = daysBetween(options.from, options.to)
  const connections = Array.from({ length: options.parallel }, () => new Connection(options))
  const work = async () => {
    const listing = await list(connections[0], days, options)
    return options.dryRun ? planned(listing, options.out) : fetchAll(connections, listing, options)
  }
  try {
    if (options.dryRun) return await work()
    const waiting = () => options.log?.(`another phd is fetching to ${options.out}; waiting for it`)
    return await alone(options.out, { stopped, waiting, signal: options.signal }, work)
  } finally {
    for (const connection of connections) connection.close()
  }
}

async function list(connection: Connection, days: string[], options: NimrodFetchOptions): Promise<Listing> {
  const { server, blacklist, retries, firstWaitMs, signal, log } = options
  const url = serverUrl(server)
  const waiting = (error: unknown, waitMs: number) => log?.(`${url}: ${(error as Error).message}; again in ${(waitMs / 1000).toFixed(0)} s`)
  const work = () => connection.use((client) => listDays(client, server, days, blacklist))
  let listing: Listing
  try {
    listing = await retrying(work, { retries, firstWaitMs, signal, retriable, waiting })
  } catch (error) {
    if (signal?.aborted) throw stopped()
    if (isPhdError(error)) throw error
    throw new PhdError('RADAR_FETCH_CONNECT', `${url} could not be listed.`, {
      received: (error as Error).message,
      remedy: 'check the network and whether a firewall lets FTP through (port 21 and passive ports); then the same command again',
      cause: error,
    })
  }
  if (listing.files.length > 0 || listing.blacklisted.length === days.length) return listing
  throw new PhdError('RADAR_FETCH_NOTHING', 'The server has no tar of any of these days.', {
    expected: `files with the date in their name in ${url}/${days[0].slice(0, 4)}`,
    received: `${days.length} days from ${days[0]} to ${days.at(-1)}`,
    remedy: 'check the days and --server',
  })
}

function planned({ files, ...rest }: Listing, out: string): NimrodFetch {
  const stateOf = ({ name, bytes }: RemoteFile) => {
    if (bytesHere(join(out, name)) === bytes) return 'here'
    return bytesHere(join(out, `${name}.part`)) > 0 ? 'half' : 'absent'
  }
  return { files: files.map((file) => ({ file: file.name, day: file.day, bytes: file.bytes, state: stateOf(file) })), ...rest }
}

async function fetchAll(connections: Connection[], listing: Listing, options: NimrodFetchOptions): Promise<NimrodFetch> {
  const { out, log } = options
  const { missing, blacklisted } = listing
  extendManifest(out, { missing, blacklisted })
  await adopt(out, listing.files, options.server)
  const whole = new Set(listing.files.filter(({ name, bytes }) => bytesHere(join(out, name)) === bytes))
  const wanted = listing.files.filter((file) => !whole.has(file))
  for (const { name, bytes } of wanted) {
    const here = bytesHere(join(out, name))
    if (here > 0) log?.(`${name}: ${here} bytes here, ${bytes} on the server; fetched anew`)
  }
  const report = counter(wanted, options)
  const failures: PhdError[] = []
  const fetched = new Map<string, number>()
  const stop = new AbortController()
  stop.signal.addEventListener('abort', () => {
    for (const connection of connections) connection.close()
  })
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const queue = [...wanted]
  let lanes = Math.min(connections.length, wanted.length)
  let fatal: unknown
  const lane = async (connection: Connection) => {
    for (let file = queue.shift(); file && !signal.aborted; file = queue.shift()) {
      const one = file
      try {
        const bytes = await transferFile(connection, one, { ...options, signal, sharing: () => lanes > 1, progress: (bytes) => report(one, bytes) })
        report(one, bytes)
        const entry = await entryOf(join(out, one.name), { ...one, bytes }, options.server, new Date())
        extendManifest(out, { files: [entry] })
        fetched.set(one.name, bytes)
      } catch (error) {
        if (error instanceof TooManyConnections) {
          queue.push(one)
          log?.(`the server takes no more connections (${error.message}); going on with one less`)
          break
        }
        if (isPhdError(error) && ofOneFile.includes(error.code)) {
          if (wanted.length > 1) log?.(error.message)
          failures.push(error)
          continue
        }
        fatal ??= error
        stop.abort()
      }
    }
    lanes--
    connection.close()
  }
  await Promise.all(connections.slice(0, lanes).map(lane))
  if (signal.aborted) fatal ??= stopped()
  if (fatal) throw fatal
  if (failures.length > 0) throw failed(failures, listing.files.length)
  const state = ({ name }: RemoteFile) => (fetched.has(name) ? 'fetched' : 'here')
  const files = listing.files.map((file) => ({ file: file.name, day: file.day, bytes: fetched.get(file.name) ?? file.bytes, state: state(file) }) as const)
  return { files, missing, blacklisted }
}

/** Adds up the bytes of all files; begins with the halves that are here. */
function counter(wanted: RemoteFile[], { out, progress }: NimrodFetchOptions): (file: RemoteFile, bytes: number) => void {
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
  const here = new Map(wanted.map(({ name }) => [name, bytesHere(join(out, `${name}.part`))]))
  return ({ name, day }, bytes) => {
    here.set(name, bytes)
    const done = [...here.values()].reduce((sum, n) => sum + n, 0)
    progress?.(done, Math.max(done, total), day)
  }
}

/** Whole tars that are here and not in the manifest: put there by hand, or by a process that ended between the two. */
async function adopt(out: string, files: RemoteFile[], server: Server): Promise<void> {
  const known = new Map(readManifest(out).files.map(({ file, bytes }) => [file, bytes]))
  for (const file of files) {
    const path = join(out, file.name)
    if (bytesHere(path) === file.bytes && known.get(file.name) !== file.bytes)
      extendManifest(out, { files: [await entryOf(path, file, server, statSync(path).mtime)] })
  }
}

async function entryOf(path: string, { name, day, bytes, path: remote }: RemoteFile, server: Server, at: Date): Promise<ManifestFile> {
  return { file: name, day, bytes, sha256: await sha256Of(path), fetchedAt: at.toISOString(), from: serverUrl({ ...server, path: remote }) }
}

function failed(failures: PhdError[], of: number): PhdError {
  const [first] = failures
  if (failures.length === 1) return first
  return new PhdError('RADAR_FETCH_INCOMPLETE', `${failures.length} of ${of} tars could not be fetched.`, {
    expected: first.expected,
    received: `of the first: ${first.message} ${first.received ?? ''}`,
    remedy: 'the same command again goes on where it stopped',
    cause: first,
  })
}
