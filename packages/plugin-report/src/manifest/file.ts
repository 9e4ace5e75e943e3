/**
 * build.json in a report's folder, one for all its outputs, and build.previous.json: of each output the build before.
 *
 * A rebuild that changes nothing changes neither file.
 */
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError, writeAtomic } from '@phd/core'
import type { Build, Manifest, OutputKind } from './model.js'
import { parseManifest } from './parse.js'

export const manifestFile = 'build.json'
export const previousFile = 'build.previous.json'

/** Undefined where nothing was built yet. */
export function readManifest(dir: string, file = manifestFile): Manifest | undefined {
  const path = join(dir, file)
  return existsSync(path) ? parseManifest(readFileSync(path, 'utf8'), path) : undefined
}

/** Puts the build of one output in, those of the others kept. A build.json that cannot be read is written anew. */
export function recordBuild(dir: string, kind: OutputKind, built: Build): void {
  mkdirSync(dir, { recursive: true })
  const build = { ...built, sources: sourcesIn(dir) }
  whileLocked(join(dir, `${manifestFile}.lock`), () => {
    const now = readOrEmpty(dir, manifestFile)
    const before = now.builds[kind]
    if (before && serialised(before) === serialised(build)) return
    if (before) write(dir, previousFile, withBuild(readOrEmpty(dir, previousFile), kind, before))
    write(dir, manifestFile, withBuild(now, kind, build))
  })
}

/** Fingerprints of the words and settings in a report's folder. */
export function sourcesIn(dir: string): { file: string; sha256: string }[] {
  return ['report.md', 'report.yaml'].flatMap((file) => {
    const path = join(dir, file)
    return existsSync(path) ? [{ file, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }] : []
  })
}

function withBuild({ builds }: Manifest, kind: OutputKind, build: Build): Manifest {
  const all = { ...builds, [kind]: build }
  return {
    version: 1,
    builds: Object.fromEntries(
      Object.keys(all)
        .sort()
        .map((key) => [key, all[key]]),
    ),
  }
}

function readOrEmpty(dir: string, file: string): Manifest {
  try {
    return readManifest(dir, file) ?? { version: 1, builds: {} }
  } catch {
    return { version: 1, builds: {} }
  }
}

function write(dir: string, file: string, manifest: Manifest): void {
  writeAtomic(join(dir, file), serialised(manifest))
}

function serialised(value: Build | Manifest): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

const waitMs = 20
const staleMs = 10_000

/** Two commands that build into one folder at once must not lose each other's build. A lock left by a killed one is broken. */
function whileLocked(lock: string, work: () => void): void {
  const until = Date.now() + staleMs
  while (!taken(lock)) {
    if (Date.now() > until)
      throw new PhdError('REPORT_MANIFEST_BUSY', `Another command is writing ${lock.replace(/\.lock$/, '')}.`, { remedy: `wait for it, or remove ${lock}` })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs)
  }
  try {
    work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function taken(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > staleMs / 2) rmSync(lock, { force: true })
    return false
  }
}
