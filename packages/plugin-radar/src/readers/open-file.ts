/** A path into the raster files that it holds. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { PhdError } from '@phd/core'
import { type Bytes, collected, expand, type Source, type Unpacked } from './containers/index.js'
import { tooLarge } from './damaged.js'
import type { RasterFile } from './reader.js'

export interface RasterFileOptions {
  /** Of one file in memory; 1 GiB. */
  maxBytes?: number
  /** Archives in archives; 4. */
  maxDepth?: number
}

/** A raster file as `openRasterFiles` gives it. */
export interface OpenedFile extends RasterFile {
  /** Why nothing of it can be read; `readerFor` throws it. */
  damage?: PhdError
}

/**
 * The file itself, or the members of an archive. A file is read before the next one is asked for. RADAR_FILE_MISSING, and
 * those of the containers.
 */
export async function* openRasterFiles(path: string, { maxBytes = 2 ** 30, maxDepth = 4 }: RasterFileOptions = {}): AsyncIterable<OpenedFile> {
  const size = await sizeOf(path)
  const source: Source = { name: path, once: false, open: () => fileBytes(path), path, size }
  for await (const unpacked of expand(source, { maxBytes, maxDepth })) yield rasterFile(unpacked, maxBytes)
}

function rasterFile({ source, head, all, damage }: Unpacked, maxBytes: number): OpenedFile {
  let held: Promise<Uint8Array> | undefined
  const file: OpenedFile = {
    name: source.name,
    head,
    damage,
    bytes() {
      if (source.size !== undefined && source.size > maxBytes) return Promise.reject(tooLarge(source.name, maxBytes))
      held ??= collected(source.name, all(), maxBytes)
      return held
    },
    stream: () => (held ? once(held) : all()),
  }
  const path = source.path
  if (path) file.sibling = (name) => siblingOf(path, name, maxBytes)
  return file
}

async function* once(held: Promise<Uint8Array>): Bytes {
  yield await held
}

async function siblingOf(path: string, name: string, maxBytes: number): Promise<RasterFile | undefined> {
  const beside = join(dirname(path), basename(name))
  try {
    await stat(beside)
  } catch {
    return undefined
  }
  for await (const file of openRasterFiles(beside, { maxBytes })) return file
  return undefined
}

async function sizeOf(path: string): Promise<number> {
  const missing = (received: string, cause?: unknown) =>
    new PhdError('RADAR_FILE_MISSING', `There is no file ${path}.`, {
      expected: 'a raster file, or a .gz, .tar or .zip of raster files',
      received,
      remedy: 'check the path',
      usage: true,
      cause,
    })
  const about = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw missing(cause.code === 'ENOENT' ? 'nothing at this path' : cause.message, cause)
  })
  if (!about.isFile()) throw missing(about.isDirectory() ? 'a folder' : 'something that is no plain file')
  return about.size
}

async function* fileBytes(path: string): Bytes {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 65536 })) yield piece as Buffer
  } catch (cause) {
    throw new PhdError('RADAR_FILE_MISSING', `${path} cannot be read.`, {
      expected: 'a file that this user may read',
      received: (cause as Error).message,
      remedy: 'check the path and its permissions',
      cause,
    })
  }
}
