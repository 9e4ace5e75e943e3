/** Which parts of an earlier run serve again: those before the first change, whose files are whole. */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Part } from './manifest.js'
import { throwIfStopped } from './stop.js'
import { blockBytes, describeTar, type TarLayout } from './tar.js'

export interface Packing {
  layout: TarLayout
  partBytes: number
  level: number
}

/** Files count by path, size and time: reading gigabytes to find that nothing changed would take as long as packing them. */
export function fingerprint({ layout, partBytes, level }: Packing, firstBlock: number, blocks: number): string {
  const to = Math.min((firstBlock + blocks) * blockBytes, layout.bytes)
  const described = [{ partBytes, level, zlib: process.versions.zlib, to }, describeTar(layout, firstBlock * blockBytes, to)]
  return createHash('sha256').update(JSON.stringify(described)).digest('hex')
}

/** The first of `parts` that would be made the same again. */
export function sameParts(packing: Packing, parts: Part[]): Part[] {
  let block = 0
  const changed = parts.findIndex((part) => {
    const same = part.fingerprint === fingerprint(packing, block, part.blocks)
    block += part.blocks
    return !same
  })
  return changed < 0 ? parts : parts.slice(0, changed)
}

/** Those of `parts` whose files are as they should be. */
export async function intactParts(out: string, parts: Part[], signal?: AbortSignal): Promise<Set<Part>> {
  const intact = new Set<Part>()
  for (const part of parts) {
    throwIfStopped(signal)
    const path = join(out, part.file)
    if (statSync(path, { throwIfNoEntry: false })?.size === part.bytes && (await sha256(path)) === part.sha256) intact.add(part)
  }
  return intact
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
