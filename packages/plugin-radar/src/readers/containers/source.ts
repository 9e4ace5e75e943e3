/** A named run of bytes, and its first part without losing the rest. */
import { PhdError } from '@phd/core'
import { tooLarge } from '../damaged.js'

export type Bytes = AsyncIterable<Uint8Array>

export interface Source {
  name: string
  /** From the first byte on. */
  open(): Bytes
  /** True where `open` works once: the member of a tar. */
  once: boolean
  /** Where it lies, for formats that need to seek. */
  path?: string
  /** Known beforehand. */
  size?: number
}

export const headBytes = 65536

export interface Peeked {
  head: Uint8Array
  /** All of the bytes, the head included. A source that opens once gives them once. */
  all(): Bytes
  close(): Promise<void>
}

export async function peek(source: Source): Promise<Peeked> {
  const pieces: Uint8Array[] = []
  const rest = source.open()[Symbol.asyncIterator]()
  let length = 0
  let whole = false
  let closed = false
  let used = false
  while (length < headBytes && !whole) {
    const { done, value } = await rest.next()
    if (done) whole = true
    else {
      pieces.push(value)
      length += value.length
    }
  }
  const head = joined(pieces, length).subarray(0, headBytes)
  const close = async () => {
    if (!whole && !closed) await rest.return?.()
    closed = true
  }
  async function* continued(): Bytes {
    yield* pieces.splice(0)
    while (!whole) {
      if (closed) throw passedOver(source.name)
      const { done, value } = await rest.next()
      if (done) whole = true
      else yield value
    }
  }
  return {
    head,
    close,
    all() {
      if (!used && (!closed || whole)) {
        used = true
        return continued()
      }
      if (source.once) throw passedOver(source.name)
      return source.open()
    },
  }
}

function passedOver(name: string): PhdError {
  return new PhdError('RADAR_FILE_ONCE', `${name} can be read once only.`, {
    expected: 'a member of a tar read in its turn, by one call of stream() or by bytes(), which keeps them',
    received: 'a second call, or one after the next member',
  })
}

export function joined(pieces: Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** All of a stream, up to a bound. RADAR_FILE_SIZE. */
export async function collected(name: string, bytes: Bytes, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length > maxBytes) throw tooLarge(name, maxBytes)
    pieces.push(piece)
  }
  return joined(pieces, length)
}
