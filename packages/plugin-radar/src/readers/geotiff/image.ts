/** One band of the first image of a TIFF: strips or tiles into rows. */
import { checkedCells, mostExpansion } from '../cells.js'
import { damaged, unsupported } from '../damaged.js'
import { type Tags, tag } from './tags.js'
import { compressionNames, undoPredictor, unpack } from './unpack.js'

export interface Band {
  rows: number
  columns: number
  bands: number
  values: Float64Array | Float32Array
}

type Sample = (view: DataView, at: number, little: boolean) => number

/** By sample format (1 unsigned, 2 signed, 3 float) and bits. */
const sampleReaders: Record<string, Sample> = {
  '1:8': (view, at) => view.getUint8(at),
  '1:16': (view, at, little) => view.getUint16(at, little),
  '1:32': (view, at, little) => view.getUint32(at, little),
  '2:8': (view, at) => view.getInt8(at),
  '2:16': (view, at, little) => view.getInt16(at, little),
  '2:32': (view, at, little) => view.getInt32(at, little),
  '3:32': (view, at, little) => view.getFloat32(at, little),
  '3:64': (view, at, little) => view.getFloat64(at, little),
}

/** `band` counts from 1. RADAR_FILE_DAMAGED, RADAR_FILE_UNSUPPORTED. */
export function readBand(file: string, bytes: Uint8Array, tags: Tags, band: number): Band {
  const columns = tags.number(tag.width)
  const rows = tags.number(tag.height)
  const bands = tags.number(tag.samplesPerPixel, 1)
  const bits = tags.number(tag.bitsPerSample, 1)
  const format = tags.number(tag.sampleFormat, 1)
  const compression = tags.number(tag.compression, 1)
  const predictor = tags.number(tag.predictor, 1)
  const remedy = `gdal_translate -co COMPRESS=DEFLATE ${file} out.tif`
  const read = sampleReaders[`${format === 4 ? 1 : format}:${bits}`]
  if (!read)
    throw unsupported(file, 'its samples are of a type that is not read', {
      expected: 'integers of 8, 16 or 32 bits, floats of 32 or 64',
      received: `format ${format}, ${bits} bits`,
      remedy: `gdal_translate -ot Float32 ${file} out.tif`,
    })
  if (!compressionNames[compression])
    throw unsupported(file, 'its compression is not read', { expected: 'none, LZW, deflate or PackBits', received: `compression ${compression}`, remedy })
  if (predictor !== 1 && predictor !== 2 && !(predictor === 3 && format === 3))
    throw unsupported(file, 'its predictor is not read', { expected: '1, 2, or 3 for floats', received: String(predictor), remedy })
  if (bands < 1 || band > bands)
    throw damaged(file, `it has no band ${band}`, { expected: `a band from 1 to ${bands}`, received: String(band), remedy: '--reader-option band=1' })

  const sampleBytes = bits / 8
  checkedCells(file, rows, columns, bytes.length * (compression === 1 ? 1 : mostExpansion), sampleBytes)
  const tiled = tags.numbers(tag.tileOffsets) !== undefined
  const blockWidth = tiled ? tags.number(tag.tileWidth) : columns
  const blockHeight = tiled ? tags.number(tag.tileHeight) : Math.min(rows, tags.number(tag.rowsPerStrip, rows))
  const separate = tags.number(tag.planar, 1) === 2
  const samples = separate ? 1 : bands
  const offsets = tags.numbers(tiled ? tag.tileOffsets : tag.stripOffsets) ?? []
  const counts = tags.numbers(tiled ? tag.tileByteCounts : tag.stripByteCounts) ?? []
  if (!(blockWidth > 0 && blockHeight > 0))
    throw damaged(file, 'its blocks have no size', { expected: 'a width and height above 0', received: `${blockWidth} x ${blockHeight}` })
  checkedCells(file, blockHeight, blockWidth * samples, bytes.length * (compression === 1 ? 1 : mostExpansion), sampleBytes)
  const across = Math.ceil(columns / blockWidth)
  const down = Math.ceil(rows / blockHeight)
  const first = separate ? (band - 1) * across * down : 0
  if (offsets.length < first + across * down || counts.length < first + across * down)
    throw damaged(file, 'blocks of the image are not in its directory', {
      expected: `${first + across * down} blocks`,
      received: String(Math.min(offsets.length, counts.length)),
    })

  const values = format === 3 && bits === 32 ? new Float32Array(rows * columns) : new Float64Array(rows * columns)
  const pixelBytes = samples * sampleBytes
  const sampleAt = separate ? 0 : (band - 1) * sampleBytes
  for (let block = 0; block < across * down; block++) {
    const top = Math.floor(block / across) * blockHeight
    const left = (block % across) * blockWidth
    const height = Math.min(blockHeight, rows - top)
    const width = Math.min(blockWidth, columns - left)
    const offset = offsets[first + block]
    const length = counts[first + block]
    if (length === 0 && offset === 0) {
      for (let row = 0; row < height; row++) values.fill(Number.NaN, (top + row) * columns + left, (top + row) * columns + left + width)
      continue
    }
    if (offset + length > bytes.length)
      throw damaged(file, `block ${block + 1} of the image lies outside of the file`, {
        expected: `an end up to ${bytes.length}`,
        received: String(offset + length),
      })
    const size = (tiled ? blockHeight : height) * blockWidth * pixelBytes
    const unpacked = unpackBlock(file, block, compression, bytes.subarray(offset, offset + length), size)
    const raw = predictor === 1 ? unpacked : new Uint8Array(unpacked)
    if (predictor !== 1) undoPredictor(predictor, raw, size / (blockWidth * pixelBytes), blockWidth, samples, sampleBytes, tags.littleEndian)
    const view = new DataView(raw.buffer, raw.byteOffset, raw.length)
    for (let row = 0; row < height; row++) {
      let at = row * blockWidth * pixelBytes + sampleAt
      let index = (top + row) * columns + left
      for (let column = 0; column < width; column++, at += pixelBytes) values[index++] = read(view, at, tags.littleEndian)
    }
  }
  return { rows, columns, bands, values }
}

function unpackBlock(file: string, block: number, compression: number, packed: Uint8Array, size: number): Uint8Array {
  const wrong = (received: string, cause?: unknown) =>
    damaged(file, `block ${block + 1} of the image does not unpack`, { expected: `${size} bytes`, received, cause })
  let unpacked: Uint8Array
  try {
    unpacked = unpack(compression, packed, size)
  } catch (error) {
    throw wrong((error as Error).message, error)
  }
  if (unpacked.length < size) throw wrong(`${unpacked.length} bytes`)
  return unpacked
}
