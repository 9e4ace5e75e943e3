/** `manifest.json`: what was fetched, when and from where, so that whoever reads the data later can check it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError, writeAtomic } from '@phd/core'

export const manifestName = 'manifest.json'

export interface ManifestFile {
  file: string
  day: string
  bytes: number
  sha256: string
  /** ISO time, UTC. */
  fetchedAt: string
  /** Address without user and password. */
  from: string
}

export interface Manifest {
  about: string
  /** By name. */
  files: ManifestFile[]
  /** Days asked for of which the server had no tar. */
  missing: string[]
  /** Days left out on purpose. */
  blacklisted: string[]
}

const about = 'Met Office NIMROD UK 1 km composite, CEDA archive. Use it under the terms of your CEDA account; cite it as the CEDA catalogue says.'

/** An empty one where there is none. RADAR_FETCH_MANIFEST where the file is another's. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, manifestName)
  if (!existsSync(path)) return { about, files: [], missing: [], blacklisted: [] }
  let cause: unknown
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    if (found.files.every(({ file, bytes, sha256 }) => file && Number.isInteger(bytes) && sha256)) return found
  } catch (error) {
    cause = error
  }
  throw new PhdError('RADAR_FETCH_MANIFEST', `${path} is not a manifest that phd radar fetch wrote.`, {
    cause,
    remedy: 'move it away; the tars beside it are then hashed anew',
  })
}

/** Writes it with `change` laid over what it held; a file that came in takes its day out of the missing ones. */
export function extendManifest(folder: string, change: Partial<Pick<Manifest, 'files' | 'missing' | 'blacklisted'>>): void {
  const old = readManifest(folder)
  const files = [...new Map([...old.files, ...(change.files ?? [])].map((file) => [file.file, file])).values()]
  const have = new Set(files.map(({ day }) => day))
  const days = (key: 'missing' | 'blacklisted') => [...new Set([...old[key], ...(change[key] ?? [])])].filter((day) => !have.has(day)).sort()
  const sorted = files.sort((a, b) => (a.file < b.file ? -1 : 1))
  writeAtomic(join(folder, manifestName), `${JSON.stringify({ about, files: sorted, missing: days('missing'), blacklisted: days('blacklisted') }, null, 2)}\n`)
}
