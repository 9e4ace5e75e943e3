/**
 * JSON lines: one object a line. Blank lines are no rows; a byte order mark at the start is passed over.
 *
 * Errors: SOCIAL_JSON (with the line's number, never its text), SOCIAL_ENCODING.
 */
import { TextDecoder } from 'node:util'
import { PhdError } from '@phd/core'
import { byteOrderMark, notUtf8 } from './encoding.js'
import type { Row, SourceRow } from './post.js'

/** Longer lines are no posts; without a limit a file without line ends would fill the memory. */
const longestLineBytes = 64 << 20
const newline = 0x0a

/** Rows in batches, one for each piece of the file. */
export async function* jsonlRows(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<SourceRow[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 0
  let rest: Buffer = Buffer.alloc(0)

  const take = (lineBytes: Buffer, batch: SourceRow[]) => {
    line++
    const source = rowOf(file, line, decode(decoder, lineBytes, file, line))
    if (source) batch.push(source)
  }

  for await (const chunk of bytes) {
    const piece = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const batch: SourceRow[] = []
    let start = 0
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      take(piece.subarray(start, end), batch)
      start = end + 1
    }
    rest = piece.subarray(start)
    if (rest.length > longestLineBytes) throw notJson(file, line + 1, `a line of more than ${longestLineBytes >> 20} MiB`)
    if (batch.length > 0) yield batch
  }
  const last: SourceRow[] = []
  if (rest.length > 0) take(rest, last)
  if (last.length > 0) yield last
}

function decode(decoder: TextDecoder, bytes: Buffer, file: string, line: number): string {
  try {
    const text = decoder.decode(bytes)
    return line === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text
  } catch {
    throw notUtf8(file, line)
  }
}

function rowOf(file: string, line: number, text: string): SourceRow | undefined {
  const json = text.trim()
  if (json === '') return undefined
  let row: unknown
  try {
    row = JSON.parse(json)
  } catch {
    // JSON.parse's own message quotes the line.
    throw notJson(file, line, json === '[' || json.startsWith('[{') ? 'the start of a list' : `${json.length} characters that are not`)
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw notJson(file, line, Array.isArray(row) ? 'a list' : `a ${typeof row}`)
  return { file, line, row: row as Row, json }
}

function notJson(file: string, line: number, received: string): PhdError {
  return new PhdError('SOCIAL_JSON', `${file}, line ${line}: this is not a JSON object.`, {
    expected: 'one JSON object a line',
    received,
    remedy: received.includes('list') ? `make lines of it: jq -c '.[]' ${file}` : 'mend or remove the line',
  })
}
