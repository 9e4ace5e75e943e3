/**
 * `manifest.json` and `SHA256SUMS` beside the parts. The manifest grows with every part, so that a run that ended early
 * is taken up; the sums come last, and without them the folder does not unpack.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '../../errors.js'
import { writeAtomic } from '../../run/files.js'
import type { RuntimeDevice } from '../location.js'
import type { LeftOut } from './entry.js'

export const manifestFile = 'manifest.json'
export const sumsFile = 'SHA256SUMS'
export const folder = 'phd-bundle'
export const format = 'phd-bundle 1'
/** What one types where the parts are; it makes the folder `phd-bundle`. */
export const unpackLine = `sha256sum -c ${sumsFile} && cat ${folder}.[0-9]* | gzip -dc | tar -xf -`

export interface Part {
  file: string
  bytes: number
  sha256: string
  /** Blocks of the stream, each compressed by itself. */
  blocks: number
  /** Changes with the contents, the compression and the size of a part. */
  fingerprint: string
}

export interface Manifest {
  format: string
  /** False until all parts are there. */
  complete: boolean
  device: RuntimeDevice
  versions: Record<string, string>
  /** Of the machine that unpacks it. */
  requires: { platform: string; arch: string; glibc: string }
  /** Of all parts. */
  bytes: number
  /** Unpacked. */
  unpackedBytes: number
  files: number
  /** Largest size of a part. */
  partBytes: number
  parts: Part[]
  leftOut: LeftOut[]
  unpack: string
}

const part = new RegExp(`^${folder}\\.\\d+$`)
const whole = [part, new RegExp(`^${manifestFile}$`), new RegExp(`^${sumsFile}$`)]
/** Of a run that was killed. */
const unfinished = new RegExp(`^(${folder}\\.\\d+|${manifestFile}|${sumsFile})\\.\\d+\\.tmp$`)

/** Makes the folder, or BUNDLE_OUT where it holds something else. Half-written files of a killed run go. */
export function openFolder(out: string): void {
  if (existsSync(out) && !statSync(out).isDirectory()) {
    throw new PhdError('BUNDLE_OUT', `${out} is a file.`, { expected: 'a folder, there or to be made', received: out, usage: true })
  }
  mkdirSync(out, { recursive: true })
  const others = readdirSync(out).filter((name) => ![...whole, unfinished].some((each) => each.test(name)))
  const foreign = existsSync(join(out, manifestFile)) && readManifest(out) === undefined ? [manifestFile, ...others] : others
  if (foreign.length > 0) {
    throw new PhdError('BUNDLE_OUT', `${out} holds something else.`, {
      expected: 'an empty folder, or that of a bundle',
      received: foreign.slice(0, 3).join(', ') + (foreign.length > 3 ? `, and ${foreign.length - 3} more` : ''),
      remedy: 'name a new folder with --out',
    })
  }
  for (const name of readdirSync(out)) if (unfinished.test(name)) rmSync(join(out, name))
}

/** Undefined where there is none, or none of this format. */
export function readManifest(out: string): Manifest | undefined {
  const file = join(out, manifestFile)
  if (!existsSync(file)) return undefined
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
    return manifest.format === format ? manifest : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export function writeManifest(out: string, manifest: Manifest): void {
  writeAtomic(join(out, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)
}

export function writeSums(out: string, parts: Part[]): void {
  writeAtomic(join(out, sumsFile), parts.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(''))
}

/** Removes the sums, and all parts but `kept`. */
export function removeRest(out: string, kept: Iterable<Part>): void {
  rmSync(join(out, sumsFile), { force: true })
  const names = new Set([...kept].map(({ file }) => file))
  for (const name of readdirSync(out)) if (part.test(name) && !names.has(name)) rmSync(join(out, name))
}
