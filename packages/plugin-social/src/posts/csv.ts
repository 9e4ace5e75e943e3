/**
 * CSV by RFC 4180: a header line, quoted fields with commas, quotes and line ends inside; a byte order mark is passed over.
 *
 * Errors: SOCIAL_CSV (with the line's number, never its text), SOCIAL_ENCODING.
 */
import { pipeline, Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { PhdError } from '@phd/core'
import { notUtf8 } from './encoding.js'
import type { SourceRow } from './post.js'

const batchRows = 1000
const longestRecordBytes = 64 << 20

/** Rows in batches. */
export async function* csvRows(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<SourceRow[]> {
  const { parse } = await import('csv-parse')
  const parser = parse({ bom: true, columns: header, info: true, skip_empty_lines: true, max_record_size: longestRecordBytes })
  pipeline(Readable.from(checkedUtf8(file, bytes)), parser, () => undefined)
  let batch: SourceRow[] = []
  try {
    for await (const { record, info } of parser) {
      batch.push({ file, line: info.lines, row: record, json: JSON.stringify(record) })
      if (batch.length === batchRows) {
        yield batch
        batch = []
      }
    }
  } catch (cause) {
    throw csvError(file, cause)
  }
  if (batch.length > 0) yield batch
}

function header(names: string[]): string[] {
  return names.map((name) => name.trim())
}

async function* checkedUtf8(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const chunk of bytes) {
    try {
      decoder.decode(chunk, { stream: true })
    } catch {
      throw notUtf8(file, line)
    }
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) line++
    yield chunk
  }
  try {
    decoder.decode()
  } catch {
    throw notUtf8(file, line)
  }
}

const reasons: Record<string, string> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: 'a record with more or fewer fields than the header',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'a record with more or fewer fields than the header',
  CSV_QUOTE_NOT_CLOSED: 'a quote that is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'characters after a closing quote',
  INVALID_OPENING_QUOTE: 'a quote inside a field that is not quoted',
  CSV_MAX_RECORD_SIZE: `a record of more than ${longestRecordBytes >> 20} MiB`,
}

/** csv-parse's own messages quote the record; only its code and line are passed on. */
function csvError(file: string, cause: unknown): unknown {
  const { code, lines } = cause as { code?: string; lines?: number }
  if (!(cause instanceof Error) || cause.name === 'PhdError' || !code || !/CSV_|QUOTE/.test(code)) return cause
  return new PhdError('SOCIAL_CSV', `${file}, line ${lines ?? '?'}: the table cannot be read.`, {
    expected: 'comma-separated values with a header line (RFC 4180)',
    received: reasons[code] ?? code,
    remedy: 'mend the line, or write the file again with a spreadsheet or csvclean',
  })
}
