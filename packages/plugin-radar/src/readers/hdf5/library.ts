/**
 * The library: HDF5 itself as WebAssembly, with a file system in its own memory, so that nothing touches the disk.
 *
 * One for all files. A damaged file can make it write where it must not, and some later file then never comes back; so its memory is
 * set back to what it was at the start each time the last open file is closed. Where a file brings it down, the next gets a fresh one. By its address it is ours alone:
 * files that others hold open in h5wasm are theirs.
 */
import { type Memory, memoryNow, setBack } from './memory.js'

export type Library = typeof import('h5wasm')

export interface Lent {
  library: Library
  /** Files that are open in it. */
  files: number
  atStart: Memory
}

let lent: Promise<Lent> | undefined
let generation = 0

/** For one file; loaded at the first, and anew where a damaged file has brought it down. */
export async function borrowLibrary(): Promise<Lent> {
  lent ??= load()
  const mine = await lent
  mine.files++
  return mine
}

async function load(): Promise<Lent> {
  const library: Library = await import(`${import.meta.resolve('h5wasm')}?radar-${generation}`)
  await library.ready
  listen(library)
  begin(library)
  return { library, files: 0, atStart: memoryNow(library) }
}

/** HDF5 sets itself up at its first file. */
function begin(library: Library): void {
  const path = '/first.h5'
  new library.File(path, 'w').close()
  library.FS!.unlink(path)
}

/** When the file is closed. `sound` is false where it has brought the library down: nobody borrows it any more. */
export async function returnLibrary(mine: Lent, sound: boolean): Promise<void> {
  mine.files--
  if (sound && mine.files === 0) setBack(mine.library, mine.atStart)
  if (sound || (await lent) !== mine) return
  lent = undefined
  generation++
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
