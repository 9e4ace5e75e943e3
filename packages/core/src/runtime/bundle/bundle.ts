/** From contents to parts, taking up what an earlier run left. */
import { resolve } from 'node:path'
import type { RuntimeDevice } from '../location.js'
import { bundleContents } from './contents.js'
import { bytesOfEntry } from './entry.js'
import { folder, format, type Manifest, openFolder, type Part, readManifest, removeRest, unpackLine, writeManifest, writeSums } from './manifest.js'
import { writeParts } from './parts.js'
import { intactParts, sameParts } from './resume.js'
import { layOutTar } from './tar.js'

export interface BundleOptions {
  device: RuntimeDevice
  /** Folder of the parts; made where it is not there. */
  out: string
  /** Largest size of a part. */
  partBytes: number
  /** Of gzip, 1 (fast) to 9 (small). */
  level: number
  /** Bytes packed of all. */
  progress?: (done: number, total: number) => void
  signal?: AbortSignal
}

export type Bundle = Manifest & {
  /** Full path. */
  out: string
  /** Parts that were there already. */
  kept: number
}

export async function bundleRuntime({ device, out, partBytes, level, progress = () => {}, signal }: BundleOptions): Promise<Bundle> {
  const { entries, leftOut, versions, requires } = bundleContents(device)
  const dir = resolve(out)
  openFolder(dir)
  const packing = { layout: layOutTar(entries, folder), partBytes, level }
  const known = sameParts(packing, readManifest(dir)?.parts ?? [])
  const intact = await intactParts(dir, known, signal)
  const unpackedBytes = entries.reduce((total, entry) => total + bytesOfEntry(entry), 0)
  const manifest = (parts: Part[], complete: boolean): Manifest => ({
    format,
    complete,
    device,
    versions,
    requires,
    bytes: parts.reduce((total, { bytes }) => total + bytes, 0),
    unpackedBytes,
    files: entries.length,
    partBytes,
    parts,
    leftOut,
    unpack: unpackLine,
  })
  removeRest(dir, intact)
  writeManifest(dir, manifest(known, false))
  const written = (parts: Part[]) => writeManifest(dir, manifest(parts, false))
  const parts = await writeParts({ ...packing, out: dir, known, intact, written, progress, signal })
  const done = manifest(parts, true)
  writeManifest(dir, done)
  writeSums(dir, parts)
  return { ...done, out: dir, kept: intact.size }
}
