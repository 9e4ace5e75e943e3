/**
 * Which arguments of a TensorFlow op are lists: the eager call takes all tensors in one row, a graph wants them grouped.
 *
 * Read from the serialised OpDef (tensorflow/core/framework/op_def.proto): input_arg = 2; in it number_attr = 5 and
 * type_list_attr = 6 name the attribute that holds the length.
 */
import type { GraphBinding, OpAttribute } from './binding.js'

/** For each argument the attribute that counts its tensors; undefined for a single tensor. */
type Arguments = (string | undefined)[]

const known = new Map<string, Arguments>()

/** Node ids in one row, grouped by argument. */
export function groupInputs(binding: GraphBinding, op: string, attributes: OpAttribute[], ids: number[]): (number | number[])[] {
  const definition = known.get(op) ?? listArguments(binding.opDefinition(op))
  known.set(op, definition)
  const lists = definition.filter((length) => length !== undefined).length
  if (lists === 0) return ids
  let at = 0
  return definition.map((lengthAttribute) => {
    if (lengthAttribute === undefined) return ids[at++]
    const given = attributes.find(({ name }) => name === lengthAttribute)?.value
    const rest = ids.length - (definition.length - lists)
    const length = typeof given === 'number' ? given : Array.isArray(given) ? given.length : rest
    at += length
    return ids.slice(at - length, at)
  })
}

function listArguments(definition: Uint8Array): Arguments {
  return fields(definition)
    .filter(({ number }) => number === 2)
    .map(({ bytes }) => {
      const length = fields(bytes).find(({ number }) => number === 5 || number === 6)
      return length && Buffer.from(length.bytes).toString()
    })
}

/** Length-delimited fields of a protobuf message; numbers in between are skipped. */
function fields(message: Uint8Array): { number: number; bytes: Uint8Array }[] {
  const found: { number: number; bytes: Uint8Array }[] = []
  let at = 0
  const varint = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++]
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const key = varint()
    if ((key & 7) === 2) {
      const length = varint()
      found.push({ number: key >> 3, bytes: message.subarray(at, at + length) })
      at += length
    } else if ((key & 7) === 0) varint()
    else at += (key & 7) === 5 ? 4 : 8
  }
  return found
}
