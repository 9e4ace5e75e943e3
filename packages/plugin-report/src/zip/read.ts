/**
 * A ZIP archive that may be anybody's: names as they stand in it, parts unpacked one by one and never larger than they say.
 *
 * Errors: REPORT_FILE (no ZIP), REPORT_FILE_REFUSED (paths that lead out of it, or more than a deck can hold).
 */
import { inflateRawSync } from 'node:zlib'
import { PhdError } from '@phd/core'

export interface ZipEntry {
  name: string
  bytes: number
  /** Unpacks it. */
  read(): Buffer
}

const [endSignature, entrySignature] = [0x06054b50, 0x02014b50]
const [mostEntries, mostBytes, mostPackedToPlain] = [20_000, 1 << 30, 1000]

export function readZip(file: Buffer, name: string): ZipEntry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== endSignature) throw noZip(name, 'no end of a ZIP archive')
  const count = file.readUInt16LE(end + 10)
  if (count > mostEntries || count === 0xffff) throw refused(name, `${count} entries`)
  const entries: ZipEntry[] = []
  let total = 0
  for (let i = 0, at = file.readUInt32LE(end + 16); i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entrySignature) throw noZip(name, `a list of parts that breaks off at part ${i + 1}`)
    const [method, packed, bytes] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)]
    const [nameBytes, extra, comment, start] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32), file.readUInt32LE(at + 42)]
    const entry = file.toString('utf8', at + 46, at + 46 + nameBytes)
    if (/^[/\\]|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)|\0/.test(entry)) throw refused(name, `a part "${entry}", which leads out of the file`)
    total += bytes
    if (total > mostBytes || (bytes > 10 << 20 && bytes > packed * mostPackedToPlain)) throw refused(name, `${Math.round(total / 2 ** 20)} MiB unpacked`)
    entries.push({ name: entry, bytes, read: () => unpack(file, { name: entry, method, packed, bytes, start }, name) })
    at += 46 + nameBytes + extra + comment
  }
  return entries
}

function unpack(
  file: Buffer,
  { name, method, packed, bytes, start }: { name: string; method: number; packed: number; bytes: number; start: number },
  archive: string,
): Buffer {
  if (start + 30 > file.length) throw noZip(archive, `part ${name} lies behind the end of the file`)
  const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
  const data = file.subarray(from, from + packed)
  try {
    if (method === 0) return data
    if (method === 8) return inflateRawSync(data, { maxOutputLength: Math.max(1, bytes) })
  } catch (cause) {
    throw refused(archive, `part ${name} unpacks to something else than the ${bytes} bytes that it says`, cause)
  }
  throw noZip(archive, `part ${name} is packed by method ${method}`)
}

function noZip(name: string, received: string): PhdError {
  return new PhdError('REPORT_FILE', `${name} is no PPTX file.`, { expected: 'a ZIP archive as PowerPoint writes it', received })
}

function refused(name: string, received: string, cause?: unknown): PhdError {
  return new PhdError('REPORT_FILE_REFUSED', `${name} is not opened: it is no honest PPTX file.`, {
    expected: `parts inside the archive, at most ${mostBytes / 2 ** 20} MiB`,
    received,
    remedy: 'do not open it elsewhere either; ask whoever sent it',
    cause,
  })
}
