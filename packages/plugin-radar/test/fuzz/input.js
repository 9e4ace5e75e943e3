/** One mutated input as a reader gets it. */
import { mutate } from './mutate.js'
import { randomOf } from './random.js'

/** Options that a reader cannot do without. */
const needed = { 'ceda-jsonl': { orientation: 'as-published' } }

/** Input 0 and on of a reader and a seed; the first are the seeds themselves, which must be read. */
export function inputOf(reader, { name, seeds, pair, stubs }, seed, input) {
  const random = randomOf(reader, seed, input)
  const bytes = input < seeds.length ? seeds[input] : mutate(stubs && random.next() < 0.8 ? stubs : seeds, random)
  const beside = pair ? (input < seeds.length || random.next() < 0.7 ? pair : mutate([pair], random)) : undefined
  const piece = input < seeds.length ? 65_536 : random.pick([1 + random.below(16), 64 + random.below(1000), 65_536])
  const file = fileOf(name, bytes, piece)
  if (beside) file.sibling = async (wanted) => fileOf(wanted, beside, piece)
  return { file, bytes, options: { options: needed[reader] ?? {} } }
}

function fileOf(name, bytes, piece) {
  return {
    name,
    head: bytes.subarray(0, 65_536),
    bytes: async () => bytes,
    async *stream() {
      for (let at = 0; at < bytes.length; at += Math.max(piece, Math.ceil(bytes.length / 64)))
        yield bytes.subarray(at, at + Math.max(piece, Math.ceil(bytes.length / 64)))
    },
  }
}
