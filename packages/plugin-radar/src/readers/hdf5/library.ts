/**
 * The library: HDF5 itself as WebAssembly, with a file system in its own memory, so that nothing touches the disk.
 *
 * One for all files, and by its address ours alone. A damaged file can bring it down; the next file then gets a fresh one.
 */
import { type Stack, withStack } from './stack.js'

export type Library = typeof import('h5wasm')

export interface LoadedLibrary {
  h5wasm: Library
  stack: Stack
}

/** Of the last load, which may have failed: one begins where the one before has ended. */
let loading: Promise<LoadedLibrary | undefined> = Promise.resolve(undefined)
const forgotten = new WeakSet<Library>()
let generation = 0

/** Loaded at the first file, and anew where a damaged file has brought it down. */
export function loadLibrary(): Promise<LoadedLibrary> {
  const next = loading
    .catch(() => undefined)
    .then((before) => {
      if (before && !forgotten.has(before.h5wasm)) return before
      return withStack(load)
    })
  loading = next
  return next
}

async function load(): Promise<Library> {
  const library: Library = await import(`${import.meta.resolve('h5wasm')}?radar-${generation++}`)
  await library.ready
  listen(library)
  return library
}

/** The next file gets another one. */
export function forgetLibrary(library: Library): void {
  forgotten.add(library)
}

/** What the library has written to its standard error since the file was opened: else all of it would reach the user's terminal. */
let said = ''

function listen(loaded: Library): void {
  const stream = (loaded.FS as unknown as { getStream(descriptor: number): { tty?: { ops: object } } | null }).getStream(2)
  if (!stream?.tty) return
  const put_char = (_: unknown, byte: number) => {
    if (said.length < 8192) said += String.fromCharCode(byte)
  }
  stream.tty.ops = { ...stream.tty.ops, put_char, fsync: () => undefined }
}

export function forgetWhatItSaid(): void {
  said = ''
}

/** The innermost of its lines, `#006: path line 577 in H5F__super_read(): truncated file: eof = 9143`; else the error's own. */
export function reasonOf(error: Error): string {
  const first = said.split('HDF5-DIAG').find((part) => part.includes('#000')) ?? ''
  const lines = [...first.matchAll(/#\d+: .* in \w+\(\): (.*)/g)]
  return (lines.at(-1)?.[1] ?? (error.message ?? String(error)).split('\n')[0]).slice(0, 200)
}
