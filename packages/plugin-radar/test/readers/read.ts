/** Readers as the program finds them, on files and on bytes. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Frame, openRasterFiles, type RasterFile, type RasterReader, type ReadOptions } from '../../lib/index.js'
import provided from '../../lib/phd.js'

export type { Frame, RasterFile, RasterReader }

/** As `phd.ts` provides them. */
export const readers = (provided as { rasterReader: Record<string, () => Promise<{ default: RasterReader }>> }).rasterReader

export async function readerOf(name: string): Promise<RasterReader> {
  return (await readers[name]()).default
}

export function fileOf(name: string, bytes: Uint8Array, pieceBytes = 65_536): RasterFile {
  return {
    name,
    head: bytes.subarray(0, 65_536),
    bytes: async () => bytes,
    async *stream() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
  }
}

export async function framesOf(
  format: string,
  name: string,
  bytes: Uint8Array | string,
  { pieceBytes, ...options }: ReadOptions & { pieceBytes?: number } = {},
): Promise<Frame[]> {
  const reader = await readerOf(format)
  const frames: Frame[] = []
  for await (const frame of reader.read(fileOf(name, typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, pieceBytes), options)) frames.push(frame)
  return frames
}

/** The frames of the members of a path that the reader knows. */
export async function framesOfPath(format: string, path: string, options: ReadOptions = {}): Promise<Frame[]> {
  const reader = await readerOf(format)
  const frames: Frame[] = []
  for await (const file of openRasterFiles(path)) {
    if (!reader.recognises(file)) continue
    for await (const frame of reader.read(file, options)) frames.push(frame)
  }
  return frames
}

export function oracleScript(name: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`./oracle/${name}`, import.meta.url)), 'utf8')
}
