/**
 * The little of the protobuf wire format that Example and TensorProto need: varints, fixed 32 and 64 bits, and
 * length-delimited fields. Varints hold non-negative integers up to 2^53 - 1; all others, negative int64 among them, read as -1.
 */
import { PhdError } from '@phd/core'

export const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** One field of a message: its number, its wire type and, by type, an integer or a view of its bytes. */
export interface Field {
  number: number
  type: number
  integer: number
  bytes: Uint8Array
}

const none = new Uint8Array(0)

/** The fields of a message, in the order in which they stand. RADAR_SHARD_CORRUPT where the bytes are no message. */
export function* fields(message: Uint8Array): Generator<Field> {
  let at = 0
  const varint = (): number => {
    let value = 0
    let scale = 1
    for (let i = 0; i < 10; i++) {
      if (at >= message.length) throw notAMessage('a varint runs past the end')
      const byte = message[at++]
      value += (byte & 127) * scale
      if (byte < 128) return Number.isSafeInteger(value) ? value : -1
      scale *= 128
    }
    throw notAMessage('a varint of more than ten bytes')
  }
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > message.length) throw notAMessage('a field runs past the end')
    at += length
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    const key = varint()
    const number = Math.floor(key / 8)
    const type = key % 8
    if (number < 1 || key < 0) throw notAMessage('a field without a number')
    if (type === wire.varint) yield { number, type, integer: varint(), bytes: none }
    else if (type === wire.bytes) yield { number, type, integer: 0, bytes: take(varint()) }
    else if (type === wire.fixed32) yield { number, type, integer: 0, bytes: take(4) }
    else if (type === wire.fixed64) yield { number, type, integer: 0, bytes: take(8) }
    else throw notAMessage(`wire type ${type}`)
  }
}

/** Key and integer; `value` is a non-negative integer below 2^53. */
export function varintField(number: number, value: number): Uint8Array {
  return Uint8Array.from([...varintBytes(number * 8 + wire.varint), ...varintBytes(value)])
}

/** Key and length of a field, then its parts: fields nest without a copy, and whoever has the outermost joins them once. */
export function bytesField(number: number, ...parts: Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return [Uint8Array.from([...varintBytes(number * 8 + wire.bytes), ...varintBytes(length)]), ...parts]
}

export function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function notAMessage(why: string): PhdError {
  return new PhdError('RADAR_SHARD_CORRUPT', 'A record is not a tf.train.Example of float tensors.', {
    expected: 'protobuf as TensorFlow writes it',
    received: why,
    remedy: 'build the dataset again: phd radar build --force',
  })
}

function varintBytes(value: number): number[] {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  bytes.push(value)
  return bytes
}
