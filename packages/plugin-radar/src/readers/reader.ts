/** The kind `rasterReader`: one file format into frames. */
import type { Frame } from '../raster/index.js'

/** A file, or a member of an archive, already unpacked. */
export interface RasterFile {
  /** For messages and for what a format says in its names: `a.tar!/b.dat`. */
  name: string
  /** The first bytes, at most 64 KiB. */
  head: Uint8Array
  /** All of it. RADAR_FILE_SIZE beyond the bound of what is held in memory at once. */
  bytes(): Promise<Uint8Array>
  /** In pieces, for formats that are read as a stream; memory stays flat. */
  stream(): AsyncIterable<Uint8Array>
  /** A file of that name beside it, for formats that come in pairs; absent inside archives. */
  sibling?(name: string): Promise<RasterFile | undefined>
}

export interface ReadOptions {
  /** `--reader-option key=value`: what only one format knows, such as a rotation. Unknown keys are an error. */
  options?: Record<string, string>
  /** Lines for the user: a field skipped, a time taken from the name. */
  log?: (line: string) => void
}

export interface RasterReader {
  about: string
  /** What `--format` calls it; otherwise the key under which it is provided. */
  extensions: string[]
  /** Whether this is the reader's format, by content; the name decides only where content cannot (SRTM tiles). Never throws. */
  recognises(file: Pick<RasterFile, 'name' | 'head'>): boolean
  /** The fields of the file, in its order. RADAR_FILE_DAMAGED with what was expected and where; never a wrong number. */
  read(file: RasterFile, options?: ReadOptions): AsyncIterable<Frame>
}

declare module '@phd/core' {
  interface Kinds {
    rasterReader: RasterReader
  }
}
