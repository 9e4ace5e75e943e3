/** GIF's LZW: codes of 3 to 12 bits, low bits first, into exactly `count` indices. A string says what is wrong. */
const largestTable = 4096

export function indicesOf(data: Uint8Array, codeSize: number, count: number): Uint8Array | string {
  if (codeSize < 2 || codeSize > 8) return `a code size of ${codeSize}`
  const clear = 1 << codeSize
  const end = clear + 1
  const prefix = new Uint16Array(largestTable)
  const last = new Uint8Array(largestTable)
  const lengths = new Uint16Array(largestTable)
  for (let code = 0; code < clear; code++) {
    last[code] = code
    lengths[code] = 1
  }
  const out = new Uint8Array(count)
  let written = 0
  let size = codeSize + 1
  let next = clear + 2
  let previous = -1
  let bits = 0
  let held = 0
  let at = 0
  for (;;) {
    while (held < size) {
      if (at >= data.length) return written === count ? out : `${written} numbers, then the image ends`
      bits |= data[at++] << held
      held += 8
    }
    const code = bits & ((1 << size) - 1)
    bits >>>= size
    held -= size
    if (code === end) return written === count ? out : `${written} numbers, then the end code`
    if (code === clear) {
      size = codeSize + 1
      next = clear + 2
      previous = -1
      continue
    }
    if (code > next || (code >= next && previous < 0) || (code >= clear && code <= end)) return `code ${code} before it is known, after ${written} numbers`
    const known = code < next ? code : previous
    const length = lengths[known] + (code < next ? 0 : 1)
    if (written + length > count) return `more than ${count} numbers`
    let to = written + length - 1
    const tail = to
    if (code >= next) to--
    for (let walk = known; ; walk = prefix[walk]) {
      out[to] = last[walk]
      if (to-- === written) break
    }
    if (code >= next) out[tail] = out[written]
    if (previous >= 0 && next < largestTable) {
      prefix[next] = previous
      last[next] = out[written]
      lengths[next] = lengths[previous] + 1
      next++
      if (next === 1 << size && size < 12) size++
    }
    written += length
    previous = code
  }
}
