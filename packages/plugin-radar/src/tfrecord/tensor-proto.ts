/**
 * tensorflow.TensorProto of float32: what `tf.io.serialize_tensor` writes and `tf.io.parse_tensor` reads.
 *
 * Written as `tensor_content` (little-endian, row-major). Read from `tensor_content` or from `float_val`, where fewer
 * values than elements repeat the last one, and none at all means zero, as in TensorFlow.
 */
import { bytesField, fields, join, notAMessage, varintField, wire } from './protobuf.js'

export interface FloatTensor {
  shape: number[]
  values: Float32Array
}

const field = { dtype: 1, shape: 2, versionNumber: 3, content: 4, floatValues: 5 } as const
const dimensionField = 2
const dimensionSizeField = 1
const float32 = 1

export function encodeTensor(tensor: FloatTensor): Uint8Array {
  return join(...tensorParts(tensor))
}

/** The same in parts; the last is a view of the values. */
export function tensorParts({ shape, values }: FloatTensor): Uint8Array[] {
  const dimensions = shape.flatMap((size) => bytesField(dimensionField, ...(size === 0 ? [] : [varintField(dimensionSizeField, size)])))
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return [varintField(field.dtype, float32), ...bytesField(field.shape, ...dimensions), ...(values.length === 0 ? [] : bytesField(field.content, content))]
}

/** RADAR_SHARD_CORRUPT where the bytes are no float32 tensor or the values do not fill the shape. */
export function decodeTensor(bytes: Uint8Array): FloatTensor {
  let dtype = 0
  let shape: number[] = []
  let content: Uint8Array | undefined
  const listed: number[] = []
  for (const { number, type, integer, bytes: value } of fields(bytes)) {
    if (number === field.dtype && type === wire.varint) dtype = integer
    else if (number === field.shape && type === wire.bytes) shape = readShape(value)
    else if (number === field.content && type === wire.bytes) content = value
    else if (number === field.floatValues && (type === wire.bytes || type === wire.fixed32)) for (const one of floats(value)) listed.push(one)
  }
  if (dtype !== float32) throw notAMessage(`a tensor of data type ${dtype}, not float32`)
  const length = shape.reduce((product, size) => product * size, 1)
  if (content?.length) {
    if (content.length !== length * 4) throw notAMessage(`${content.length} bytes for a tensor of shape ${shape.join('x')}`)
    return { shape, values: floats(content) }
  }
  if (listed.length > length || length > maximumElements) throw notAMessage(`${listed.length} values for a tensor of shape ${shape.join('x')}`)
  const values = new Float32Array(length).fill(listed.at(-1) ?? 0)
  values.set(listed)
  return { shape, values }
}

/** A tensor spelled by its last value alone may claim any shape: 1 GiB is enough for one raster. */
const maximumElements = 2 ** 28

function readShape(message: Uint8Array): number[] {
  const shape: number[] = []
  for (const { number, bytes } of fields(message)) {
    if (number !== dimensionField) continue
    let size = 0
    for (const part of fields(bytes)) if (part.number === dimensionSizeField) size = part.integer
    if (size < 0) throw notAMessage(`a dimension of ${size}`)
    shape.push(size)
  }
  return shape
}

/** A copy, because the bytes of a record are seldom aligned to four. Little-endian machines only, as Node's targets are. */
function floats(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0) throw notAMessage(`${bytes.length} bytes of float32`)
  const values = new Float32Array(bytes.length / 4)
  new Uint8Array(values.buffer).set(bytes)
  return values
}
