/** Reproducible numbers: one stream for each reader, seed and input, whatever came before. */

/** Mulberry32. @param {string} name @param {number} seed @param {number} input */
export function randomOf(name, seed, input) {
  let state = 2166136261
  for (const byte of Buffer.from(`${name}:${seed}:${input}`)) state = Math.imul(state ^ byte, 16777619)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  /** A whole number from 0 up to but not with `below`. */
  const below = (limit) => Math.floor(next() * limit)
  return { next, below, pick: (list) => list[below(list.length)] }
}
