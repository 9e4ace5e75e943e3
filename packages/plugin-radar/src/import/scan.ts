/** First pass: what each input holds, without keeping any of it. */
import { createHash } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError, sha256Of } from '@phd/core'
import type { Grid, Quantity } from '../raster/index.js'
import { type InputOptions, inputFrames } from './frames.js'
import type { Input } from './inputs.js'

export interface ScannedFrame {
  ordinal: number
  timeMs?: number
  minutes?: number
  quantity: Quantity
  name: string
  units: string
  /** Index into `grids`. */
  grid: number
  /** Of the values. */
  hash: string
}

export interface Damage {
  file: string
  code: string
  message: string
  expected?: string
  received?: string
}

export interface Scanned {
  path: string
  bytes: number
  modifiedMs: number
  sha256: string
  reader: string
  grids: Grid[]
  frames: ScannedFrame[]
  damaged: Damage[]
  ignored: string[]
}

export interface ScanOptions extends InputOptions {
  skipDamaged: boolean
  /** Lines of this file are taken as scanned; each new one is appended. */
  journal: string
  progress(done: number, total: number): void
  /** Throws where the user wants to stop. */
  check(): void
}

export async function scanInputs(inputs: Input[], options: ScanOptions): Promise<Scanned[]> {
  const { format, readerOptions, crs, skipDamaged } = options
  const key = createHash('sha256')
    .update(JSON.stringify([1, format, readerOptions, crs]))
    .digest('hex')
  const known = await readJournal(options.journal, key)
  const all: Scanned[] = []
  for (const [done, input] of inputs.entries()) {
    options.check()
    const earlier = known.get(input.path)
    const same = earlier?.bytes === input.bytes && earlier.modifiedMs === input.modifiedMs
    if (same && (skipDamaged || earlier.damaged.length === 0)) all.push(earlier)
    else {
      const scanned = await scanInput(input, options)
      await appendFile(options.journal, `${JSON.stringify({ key, scanned })}\n`)
      all.push(scanned)
    }
    options.progress(done + 1, inputs.length)
  }
  return all
}

async function scanInput(input: Input, options: ScanOptions): Promise<Scanned> {
  const { path, bytes, modifiedMs, store } = input
  const grids: Grid[] = []
  const gridKeys: string[] = []
  const frames: (ScannedFrame & { file: string })[] = []
  const damaged: Damage[] = []
  const ignored: string[] = []
  const readers = new Set<string>()
  const skip = (file: string, { code, message, expected, received }: PhdError) => damaged.push({ file, code, message, expected, received })
  for await (const { frame, ordinal, file, reader } of inputFrames(input, {
    ...options,
    ignored: (name) => ignored.push(name),
    ...(options.skipDamaged ? { damaged: skip } : {}),
  })) {
    options.check()
    const { timeMs, minutes, quantity, name, units, grid, values } = frame
    const gridKey = JSON.stringify(grid)
    if (!gridKeys.includes(gridKey)) {
      gridKeys.push(gridKey)
      grids.push(grid)
    }
    readers.add(reader)
    frames.push({ ordinal, timeMs, minutes, quantity, name, units, grid: gridKeys.indexOf(gridKey), hash: hashOf(values), file })
  }
  const broken = new Set(damaged.map(({ file }) => file))
  return {
    path,
    bytes,
    modifiedMs,
    sha256: await sha256Of(store ? join(path, 'zarr.json') : path),
    reader: [...readers].sort().join(', '),
    grids,
    frames: frames.filter(({ file }) => !broken.has(file)).map(({ file: _, ...rest }) => rest),
    damaged,
    ignored,
  }
}

function hashOf(values: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('base64url')
    .slice(0, 27)
}

async function readJournal(path: string, key: string): Promise<Map<string, Scanned>> {
  const known = new Map<string, Scanned>()
  const text = await readFile(path, 'utf8').catch(() => '')
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      const entry: { key: string; scanned: Scanned } = JSON.parse(line)
      if (entry.key === key) known.set(entry.scanned.path, entry.scanned)
    } catch {
      // A line that was cut when the process was killed: the input is scanned again.
    }
  }
  return known
}

/** What was found where a file changed since it was scanned. */
export function changed(path: string): PhdError {
  return new PhdError('RADAR_INPUT_CHANGED', `${path} is not what it was when the import began.`, {
    expected: 'a file that stays as it is',
    received: 'other frames',
    remedy: 'run the command again',
  })
}
