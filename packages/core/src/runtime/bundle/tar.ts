/**
 * A tar stream (ustar) of entries, the same bytes for the same contents: sorted by the caller, one owner, one time.
 *
 * The stream is laid out before anything is read, so that any stretch of it can be made by itself.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { PhdError } from '../../errors.js'
import type { Entry } from './entry.js'

/** The stream is compressed in blocks of this size. */
export const blockBytes = 4 << 20

const unit = 512
const time = Date.UTC(2000, 0, 1) / 1000

type Segment = { at: number; bytes: number } & ({ data: Buffer } | { file: string; mtimeMs: number })

export interface TarLayout {
  segments: Segment[]
  bytes: number
}

/** Paths begin with `folder`. */
export function layOutTar(entries: Entry[], folder: string): TarLayout {
  const segments: Segment[] = []
  let at = 0
  const add = (data: Buffer) => {
    segments.push({ at, bytes: data.length, data })
    at += data.length
  }
  for (const { path, executable, content } of entries) {
    const bytes = 'file' in content ? content.bytes : 'text' in content ? Buffer.byteLength(content.text) : 0
    add(header(`${folder}/${path}`, { bytes, mode: executable ? 0o755 : 0o644, link: 'link' in content ? content.link : undefined }))
    if ('text' in content) add(Buffer.from(content.text))
    if ('file' in content && bytes > 0) {
      segments.push({ at, bytes, file: content.file, mtimeMs: content.mtimeMs })
      at += bytes
    }
    if (bytes % unit !== 0) add(Buffer.alloc(unit - (bytes % unit)))
  }
  add(Buffer.alloc(2 * unit))
  return { segments, bytes: at }
}

/** Bytes `from` to `to` of the stream. BUNDLE_CHANGED where a file is not as it was when the stream was laid out. */
export function tarBytes({ segments }: TarLayout, from: number, to: number): Buffer {
  const out = Buffer.alloc(to - from)
  for (let i = segmentAt(segments, from); i < segments.length && segments[i].at < to; i++) {
    const segment = segments[i]
    const start = Math.max(from, segment.at)
    const end = Math.min(to, segment.at + segment.bytes)
    const target = out.subarray(start - from, end - from)
    if ('data' in segment) segment.data.copy(target, 0, start - segment.at, end - segment.at)
    else readExactly(segment, start - segment.at, target)
  }
  return out
}

/** What bytes `from` to `to` are made of: stays the same as long as these bytes do. */
export function describeTar({ segments }: TarLayout, from: number, to: number): unknown[] {
  const within = segments.slice(segmentAt(segments, from), segmentAt(segments, to - 1) + 1)
  return within.map((segment) => ('data' in segment ? [segment.at, segment.data.toString('base64')] : segment))
}

/** Index of the last segment that begins at or before `at`. */
function segmentAt(segments: Segment[], at: number): number {
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (segments[middle].at <= at) low = middle
    else high = middle - 1
  }
  return low
}

function readExactly({ file, bytes, mtimeMs }: { file: string; bytes: number; mtimeMs: number }, position: number, target: Buffer): void {
  const opened = openSync(file, 'r')
  try {
    const now = fstatSync(opened)
    let done = 0
    for (let got = 1; done < target.length && got > 0; done += got) got = readSync(opened, target, done, target.length - done, position + done)
    if (done === target.length && now.size === bytes && now.mtimeMs === mtimeMs) return
  } finally {
    closeSync(opened)
  }
  throw new PhdError('BUNDLE_CHANGED', `${file} changed while it was packed.`, { remedy: 'let builds and installs end, then run it again' })
}

function header(path: string, { bytes, mode, link }: { bytes: number; mode: number; link?: string }): Buffer {
  const name = Buffer.from(path)
  if (name.length <= 100) return plainHeader('', path, { bytes, mode, link })
  const split = Array.from({ length: name.length }, (_, i) => i).find((i) => name[i] === 0x2f && name.length - i - 1 <= 100 && i <= 155)
  if (split !== undefined) return plainHeader(name.toString('utf8', 0, split), name.toString('utf8', split + 1), { bytes, mode, link })
  const long = Buffer.concat([name, Buffer.alloc(unit - (name.length % unit))]) // GNU's record of a long name, which every tar reads
  return Buffer.concat([
    plainHeader('', '././@LongLink', { bytes: name.length + 1, mode: 0, type: 'L' }),
    long,
    plainHeader('', name.toString('utf8', 0, 99), { bytes, mode, link }),
  ])
}

function plainHeader(prefix: string, name: string, { bytes, mode, link, type }: { bytes: number; mode: number; link?: string; type?: string }): Buffer {
  const block = Buffer.alloc(unit)
  const octal = (value: number, at: number, digits: number) => block.write(`${value.toString(8).padStart(digits, '0')}\0`, at, 'latin1')
  block.write(name, 0)
  octal(mode, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  octal(bytes, 124, 11)
  octal(time, 136, 11)
  block.write('        ', 148)
  block.write(type ?? (link === undefined ? '0' : '2'), 156)
  block.write(link ?? '', 157)
  block.write('ustar\x0000', 257, 'latin1')
  block.write('root', 265)
  block.write('root', 297)
  block.write(prefix, 345)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}
