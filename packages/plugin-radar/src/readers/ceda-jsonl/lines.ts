/** A stream of bytes into lines of text, one in memory at a time. */
import { tooLarge } from '../damaged.js'

/** Longest line: a whole UK composite is about 30 MB of text. */
const longest = 256 * 2 ** 20

export async function* linesOf(name: string, bytes: AsyncIterable<Uint8Array>): AsyncIterable<{ line: string; number: number }> {
  let parts: Uint8Array[] = []
  let length = 0
  let number = 0
  const take = () => {
    const line = Buffer.concat(parts).toString()
    parts = []
    length = 0
    number++
    return { line, number }
  }
  for await (const piece of bytes) {
    let from = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      parts.push(piece.subarray(from, end))
      from = end + 1
      yield take()
    }
    length += piece.length - from
    if (length > longest) throw tooLarge(`line ${number + 1} of ${name}`, longest)
    if (from < piece.length) parts.push(piece.subarray(from))
  }
  if (length > 0) yield take()
}
