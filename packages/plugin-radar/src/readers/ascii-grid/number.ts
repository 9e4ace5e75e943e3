/**
 * Numbers out of bytes, as `Number()` gives them.
 *
 * Up to 15 digits are an integer that a double holds exactly, as it does 10^22; one division of two exact numbers is
 * rounded once, so the result is the nearest double (Clinger, PLDI 1990). All else goes to `Number()`.
 */
const powersOfTen = Float64Array.from({ length: 16 }, (_, power) => 10 ** power)

export const isSpace = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9

export interface Filled {
  /** Values that are filled now. */
  count: number
  /** Where reading goes on. */
  position: number
  /** The token at `position` is no number. */
  stopped: boolean
}

/** Fills `values` from `count` with the tokens of `bytes` from `position`; the last byte before `end` is a space. Infinite where Float32 cannot hold it. */
export function fillNumbers(bytes: Uint8Array, position: number, end: number, values: Float32Array, count: number): Filled {
  const size = values.length
  let p = position
  while (count < size) {
    let byte = bytes[p]
    while (p < end && isSpace(byte)) byte = bytes[++p]
    if (p >= end) break
    const start = p
    const negative = byte === 45
    if (negative || byte === 43) byte = bytes[++p]
    let mantissa = 0
    let digits = 0
    let decimals = 0
    while (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48)
      digits++
      byte = bytes[++p]
    }
    if (byte === 46) {
      byte = bytes[++p]
      const point = digits
      while (byte >= 48 && byte <= 57) {
        mantissa = mantissa * 10 + (byte - 48)
        digits++
        byte = bytes[++p]
      }
      decimals = digits - point
    }
    if (digits > 0 && digits <= 15 && isSpace(byte)) {
      const value = decimals === 0 ? mantissa : mantissa / powersOfTen[decimals]
      values[count++] = negative ? -value : value
      continue
    }
    while (p < end && !isSpace(bytes[p])) p++
    const value = numberOf(Buffer.from(bytes.buffer, bytes.byteOffset + start, p - start).toString('latin1'))
    if (value === undefined) return { count, position: start, stopped: true }
    values[count++] = value
  }
  return { count, position: p, stopped: false }
}

/** Any spelling of a number, and of "not a number"; undefined for a word. */
export function numberOf(text: string): number | undefined {
  if (/^[+-]?(nan|1\.#(qnan|ind|snan)\d*)$/i.test(text)) return Number.NaN
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}
