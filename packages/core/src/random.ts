/**
 * Seeded random numbers: one independent stream for each (seed, name).
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), seeded by xmur3 hashing of the text `seed/name`.
 */
export type Random = () => number

/** A stream of numbers in [0, 1) with 32 random bits. */
export function random(seed: number, stream = ''): Random {
  const next = hash32(`${seed}/${stream}`)
  let a = next()
  let b = next()
  let c = next()
  let counter = 1
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) draw()
  return draw
}

/** A standard normal variate from two uniforms (Box and Muller 1958). */
export function normal(draw: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw()))
  return radius * Math.cos(2 * Math.PI * draw())
}

/** An integer in [0, below). */
export function integer(draw: Random, below: number): number {
  return Math.floor(draw() * below)
}

/** The numbers 0..length-1 in random order (Fisher and Yates). */
export function permutation(draw: Random, length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = integer(draw, i + 1)
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}

function hash32(text: string): () => number {
  let h = 1779033703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    h ^= h >>> 16
    return h >>> 0
  }
}
