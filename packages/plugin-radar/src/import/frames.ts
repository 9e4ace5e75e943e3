/** The frames of one input, in its own order, whatever it is: a file, an archive, a store. */
import { isPhdError, PhdError } from '@phd/core'
import type { Crs, Frame } from '../raster/index.js'
import { type NamedReader, openRasterFiles, readerFor, readFrames } from '../readers/index.js'
import { openRasterStore } from '../zarr/index.js'
import type { Input } from './inputs.js'

export interface InputOptions {
  readers: NamedReader[]
  format?: string
  readerOptions?: Record<string, string>
  /** Of files that do not say it. */
  crs?: Crs
  /** Called with what cannot be read; without it the error is thrown. */
  damaged?: (file: string, error: PhdError) => void
  /** Called with what no reader knows, in a folder, a glob or an archive. */
  ignored?: (file: string) => void
  log?: (line: string) => void
}

export interface InputFrame {
  frame: Frame
  /** Counts the frames of the input, damaged files' too. */
  ordinal: number
  /** The file, or the member of an archive. */
  file: string
  reader: string
}

/** The same frames with the same ordinals every time. The errors of the readers. */
export async function* inputFrames(input: Input, options: InputOptions): AsyncGenerator<InputFrame> {
  let ordinal = 0
  for await (const { frame, file, reader } of input.store ? storeFrames(input.path, options.format) : fileFrames(input, options)) {
    const grid = frame.grid.crs || !options.crs ? frame.grid : { ...frame.grid, crs: options.crs }
    yield { frame: { ...frame, grid }, ordinal: ordinal++, file, reader }
  }
}

type Found = Omit<InputFrame, 'ordinal'>

async function* fileFrames({ path, named }: Input, { readers, format, readerOptions, damaged, ignored, log }: InputOptions): AsyncGenerator<Found> {
  const skip = (file: string, error: unknown) => {
    if (!isPhdError(error) || !isDamage(error)) throw error
    if (!damaged) throw withSkip(error)
    damaged(file, error)
  }
  try {
    for await (const file of openRasterFiles(path)) {
      try {
        const { name: reader } = readerFor(file, readers, format)
        for await (const frame of readFrames(file, readers, { format: reader, options: readerOptions, log })) yield { frame, file: file.name, reader }
      } catch (error) {
        const unknown = isPhdError(error) && error.code === 'RADAR_FORMAT_UNKNOWN'
        if (unknown && (!named || file.name !== path)) ignored?.(file.name)
        else skip(file.name, error)
      }
    }
  } catch (error) {
    skip(path, error)
  }
}

async function* storeFrames(path: string, format?: string): AsyncGenerator<Found> {
  if (format !== undefined) {
    throw new PhdError('RADAR_FORMAT_NAME', `${path} is a Zarr store, which no --format reads.`, {
      expected: 'files with --format, or stores without it',
      received: `--format ${format}`,
      remedy: 'leave out --format',
      usage: true,
    })
  }
  const store = await openRasterStore(path)
  for (const { name, quantity, units, inTime } of store.variables) {
    for (let k = 0; k < (inTime ? store.timesMs.length : 1); k++) {
      const time = inTime ? { timeMs: store.timesMs[k], minutes: store.minutes[k] } : {}
      yield { frame: { quantity, units, name, grid: store.grid, values: await store.frame(name, k), ...time }, file: path, reader: 'zarr' }
    }
  }
}

function isDamage({ code, usage }: PhdError): boolean {
  return !usage && /^RADAR_FILE_|^RADAR_FORMAT_UNKNOWN$/.test(code)
}

function withSkip(error: PhdError): PhdError {
  const { code, message, expected, received, remedy, usage, cause } = error
  const skip = 'import leaves such files out with --skip-damaged'
  if (remedy?.includes(skip)) return error
  return new PhdError(code, message, { expected, received, remedy: remedy ? `${remedy}; or ${skip}` : skip, usage, cause })
}
