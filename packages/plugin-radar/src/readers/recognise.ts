/** Which reader reads a file. */
import { isPhdError, PhdError } from '@phd/core'
import type { Frame } from '../raster/index.js'
import { damaged, messageOf } from './damaged.js'
import { type OpenedFile, openRasterFiles } from './open-file.js'
import type { ReadOptions } from './reader.js'
import type { NamedReader } from './registered.js'

/** By content, or by `format`. RADAR_FORMAT_UNKNOWN, RADAR_FORMAT_AMBIGUOUS, RADAR_FORMAT_NAME, and what broke in the archive. */
export function readerFor(file: Pick<OpenedFile, 'name' | 'head' | 'damage'>, readers: NamedReader[], format?: string): NamedReader {
  if (file.damage) throw file.damage
  const names = readers.map(({ name }) => name).sort()
  if (format !== undefined) {
    const wanted = readers.find(({ name }) => name === format)
    if (wanted) return wanted
    throw new PhdError('RADAR_FORMAT_NAME', `There is no format "${format}".`, { expected: `one of ${names.join(', ')}`, received: format, usage: true })
  }
  const claimed = readers.filter(({ reader }) => reader.recognises(file)).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (claimed.length === 1) return claimed[0]
  if (claimed.length > 1)
    throw new PhdError('RADAR_FORMAT_AMBIGUOUS', `${file.name} may be of more than one format.`, {
      expected: 'one format that knows the file by its content',
      received: claimed.map(({ name }) => name).join(', '),
      remedy: `--format ${claimed[0].name}`,
      usage: true,
    })
  throw new PhdError('RADAR_FORMAT_UNKNOWN', `The format of ${file.name} is not known.`, {
    expected: `one of ${names.join(', ')}`,
    received: firstBytes(file.head),
    remedy: '--format NAME where the content does not tell, or a plugin that provides a rasterReader',
  })
}

/** The frames of one file by the reader that knows it, one at least. Only PhdErrors leave it. */
export async function* readFrames(
  file: OpenedFile,
  readers: NamedReader[],
  { format, ...options }: ReadOptions & { format?: string } = {},
): AsyncIterable<Frame> {
  const { name, reader } = readerFor(file, readers, format)
  let frames = 0
  try {
    for await (const frame of reader.read(file, options)) {
      frames++
      yield frame
    }
  } catch (error) {
    throw isPhdError(error)
      ? error
      : damaged(file.name, `the reader ${name} fails on it`, { expected: `a file of the format ${name}`, received: messageOf(error), cause: error })
  }
  if (frames === 0) throw damaged(file.name, 'it holds no field', { expected: `a file of the format ${name} with one field or more`, received: 'none' })
}

/**
 * All frames of a path, one file after the other. What an archive holds besides (a .prj beside its .asc) is passed over with
 * a line in the log; where it holds nothing else, RADAR_FORMAT_UNKNOWN.
 */
export async function* framesIn(path: string, readers: NamedReader[], options: ReadOptions & { format?: string } = {}): AsyncIterable<Frame> {
  let known = 0
  let unknown: unknown
  for await (const file of openRasterFiles(path)) {
    try {
      readerFor(file, readers, options.format)
    } catch (error) {
      if (!isPhdError(error) || error.code !== 'RADAR_FORMAT_UNKNOWN' || !file.name.includes('!/')) throw error
      unknown ??= error
      options.log?.(`${file.name} is passed over: no reader knows it`)
      continue
    }
    known++
    yield* readFrames(file, readers, options)
  }
  if (known === 0 && unknown) throw unknown
}

function firstBytes(head: Uint8Array): string {
  if (head.length === 0) return 'an empty file'
  const bytes = [...head.subarray(0, 16)]
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const ascii = bytes.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
  return `${hex}  "${ascii}"`
}
