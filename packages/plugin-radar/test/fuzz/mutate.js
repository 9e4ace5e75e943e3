/** Damage as it happens, and as somebody would do it on purpose. */

const words = [0, 1, 2, 3, 7, 8, 9, 16, 127, 128, 255, 256, 511, 1023, 4095, 32767, 32768, 65535, 65536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]
const texts = [
  '0',
  '-1',
  '1',
  '99999',
  '4294967296',
  '99999999999999',
  '1e308',
  '-1e309',
  '1e-320',
  'nan',
  'Infinity',
  '""',
  '[]',
  'null',
  '0.5',
  '\0',
  '%s',
  '',
]

/** Half of all places lie in the first 600 bytes, where headers are. */
function placeIn(bytes, random) {
  return random.below(Math.max(1, random.next() < 0.5 ? Math.min(bytes.length, 600) : bytes.length))
}

const kinds = {
  bit(bytes, random) {
    if (bytes.length) bytes[placeIn(bytes, random)] ^= 1 << random.below(8)
    return bytes
  },
  byte(bytes, random) {
    if (bytes.length) bytes[placeIn(bytes, random)] = random.below(256)
    return bytes
  },
  word(bytes, random) {
    const size = random.pick([1, 2, 4, 8])
    if (bytes.length < size) return bytes
    const at = Math.min(placeIn(bytes, random), bytes.length - size)
    const value = BigInt(random.pick(words)) + BigInt(random.below(3) - 1)
    for (let index = 0; index < size; index++) bytes[at + (random.next() < 0.5 ? index : size - 1 - index)] = Number((value >> BigInt(8 * index)) & 255n)
    return bytes
  },
  range(bytes, random) {
    const at = placeIn(bytes, random)
    return bytes.fill(random.pick([0, 255, 32, 128]), at, Math.min(bytes.length, at + 1 + random.below(64)))
  },
  truncate: (bytes, random) => bytes.subarray(0, random.next() < 0.5 ? bytes.length - 1 - random.below(16) : random.below(bytes.length + 1)),
  extend: (bytes, random) => Buffer.concat([bytes, random.next() < 0.3 ? bytes : Buffer.alloc(1 + random.below(300), random.below(256))]),
  remove(bytes, random) {
    const at = placeIn(bytes, random)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(40))])
  },
  repeat(bytes, random) {
    const at = placeIn(bytes, random)
    const end = at + 1 + random.below(200)
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)])
  },
  splice(bytes, random, other) {
    const at = placeIn(bytes, random)
    const from = random.below(other.length + 1)
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from)])
  },
  move(bytes, random, other) {
    const size = 1 + random.below(64)
    const from = placeIn(other, random)
    bytes.set(other.subarray(from, from + Math.min(size, Math.max(0, bytes.length - from))), Math.min(from, Math.max(0, bytes.length - size)))
    return bytes
  },
  /** A number written in digits, or a JSON value, becomes another. */
  number(bytes, random) {
    const text = bytes.subarray(0, 8192).toString('latin1')
    const found = [...text.matchAll(/-?\d+(?:\.\d+)?/g)]
    if (found.length === 0) return kinds.word(bytes, random)
    const { index, 0: digits } = found[random.next() < 0.5 ? random.below(Math.min(found.length, 20)) : random.below(found.length)]
    return Buffer.concat([bytes.subarray(0, index), Buffer.from(random.pick(texts), 'latin1'), bytes.subarray(index + digits.length)])
  },
}
const names = Object.keys(kinds)

/** One to four kinds of damage on a copy of one of the seeds. @param {Buffer[]} seeds */
export function mutate(seeds, random) {
  let bytes = Buffer.from(random.pick(seeds))
  const times = 1 + random.below(4)
  for (let time = 0; time < times; time++) bytes = kinds[random.pick(names)](bytes, random, random.pick(seeds))
  return bytes
}
