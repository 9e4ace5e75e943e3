/** The memory of the library, and the way back to what it was before any file. */
import type { Library } from './library.js'

/** Up to its last byte that is not zero. */
export type Memory = Uint8Array

const block = new Uint8Array(65_536)

export function memoryNow(library: Library): Memory {
  const bytes = bytesOf(library)
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  return bytes.slice(0, end)
}

/** Only where no file is open: whatever the library held is gone. Memory that it has grown by stays, as zeros. */
export function setBack(library: Library, memory: Memory): void {
  const bytes = bytesOf(library)
  bytes.set(memory)
  for (let at = memory.length; at < bytes.length; at += block.length) {
    const part = bytes.subarray(at, at + block.length)
    // Looking is four times as fast as writing, and most of it is untouched.
    if (Buffer.compare(part, block.subarray(0, part.length)) !== 0) part.fill(0)
  }
  closeStreams(library)
}

/** Taken anew each time: memory that grows is another array. */
function bytesOf({ Module }: Library): Uint8Array {
  return (Module as unknown as { HEAPU8: Uint8Array }).HEAPU8
}

/** Files that the library failed to close; 0 to 2 are its standard streams. */
function closeStreams({ FS }: Library): void {
  const { streams, close } = FS as unknown as { streams: (object | null)[]; close(stream: object): void }
  for (const stream of streams.slice(3)) if (stream) close(stream)
}
