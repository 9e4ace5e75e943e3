/**
 * tf.train.Example whose features are single bytes values, as the peer's datasets have them.
 *
 * `Example { features { map<string, Feature> } }`, `Feature { bytes_list { value } }`. Features are written in order of
 * name, which is what `SerializeToString(deterministic=True)` gives in Python; they are read in any order.
 */
import { bytesField, fields, join, notAMessage } from './protobuf.js'

const first = 1
const second = 2

/** The value of a feature may be in parts. */
export function encodeExample(features: Record<string, Uint8Array | Uint8Array[]>): Uint8Array {
  const names = Object.keys(features).sort()
  const entries = names.flatMap((name) => {
    const feature = bytesField(first, ...bytesField(first, ...[features[name]].flat()))
    return bytesField(first, ...bytesField(first, new TextEncoder().encode(name)), ...bytesField(second, ...feature))
  })
  return join(...bytesField(first, ...entries))
}

/** The bytes features by name; features of floats or integers are left out. */
export function decodeExample(bytes: Uint8Array): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  for (const features of submessages(bytes, first)) {
    for (const entry of submessages(features, first)) {
      const name = submessages(entry, first).at(-1)
      const feature = submessages(entry, second).at(-1)
      if (!name || !feature) continue
      const values = submessages(feature, first).flatMap((list) => submessages(list, first))
      if (values.length > 1) throw notAMessage(`${values.length} values in the feature ${new TextDecoder().decode(name)}, not one`)
      if (values.length === 1) found.set(new TextDecoder().decode(name), values[0])
    }
  }
  return found
}

function submessages(message: Uint8Array, number: number): Uint8Array[] {
  const found: Uint8Array[] = []
  for (const field of fields(message)) if (field.number === number && field.type === 2) found.push(field.bytes)
  return found
}
