/**
 * The stack of C inside the library's memory, 2 MB.
 *
 * The library tells errors by a JavaScript exception that leaves its functions without giving back their part of the stack. Some
 * 18,000 damaged files use it up; what lies below, the state of malloc, is then written over, and a later file never comes back.
 * Between calls the stack is empty: it is set back to where it was at the start.
 */
import type { Library, LoadedLibrary } from './library.js'

export interface Stack {
  /** Address of its top, which grows down. */
  top(): number
  setBack(): void
}

interface StackExports {
  emscripten_stack_get_current(): number
  _emscripten_stack_restore(address: number): void
}

/** Of WebAssembly, as far as it is used here: Node's types leave it out. */
interface Instantiates {
  instantiate(...asked: unknown[]): Promise<{ instance?: { exports: object }; exports?: object }>
}

/** The library shows its functions for this to nobody but the one who instantiates it. One load after another: see `loadLibrary`. */
export async function withStack(load: () => Promise<Library>): Promise<LoadedLibrary> {
  const engine = WebAssembly as unknown as Instantiates
  const { instantiate } = engine
  let found: StackExports | undefined
  const watched = async (...asked: unknown[]) => {
    const made = await instantiate(...asked)
    const exports = made.instance?.exports ?? made.exports ?? {}
    if ('H5_libinit_g' in exports) found = exports as unknown as StackExports
    return made
  }
  engine.instantiate = watched
  try {
    const h5wasm = await load()
    return { h5wasm, stack: stackOf(found) }
  } finally {
    if (engine.instantiate === watched) engine.instantiate = instantiate
  }
}

function stackOf(exports: StackExports | undefined): Stack {
  if (!exports) throw new Error('h5wasm shows no stack: it was not instantiated here, or is another version')
  const start = exports.emscripten_stack_get_current()
  return { top: () => exports.emscripten_stack_get_current(), setBack: () => exports._emscripten_stack_restore(start) }
}
