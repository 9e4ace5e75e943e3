/**
 * h^(-7/3) in float32 without division or `Math.cbrt`, the same to the last bit here and in WebAssembly's vectors.
 *
 * The exponent of a guess y of h^(-1/3) is minus a third of h's, by integers (within 3.5 %). Then h^(-7/3) is y^7 times
 * (1 - r)^(-7/3), a polynomial of degree five in r = 1 - h y^3. For normal h > 0; within 1e-6. Every operation is rounded to
 * float32, which for two float32 numbers is what float32 arithmetic gives.
 */
const float = Math.fround

/** Bits of the guess = magic - (bits of h >> dropped) * third; third / 2^dropped is about 1/3. */
export const magic = 0x54a19000
export const dropped = 14
export const third = 5461
/** Of r^0 to r^5: the greatest relative error for |r| < 0.1029 is least, 4.4e-7 (linear programming on 6,001 points). */
export const coefficients = [1.0000004324628666, 2.3333313547831955, 3.888147441324669, 5.61734578489368, 7.676436826878237, 9.637739196084532].map(float)
const [c0, c1, c2, c3, c4, c5] = coefficients

const bits = new Int32Array(1)
const number = new Float32Array(bits.buffer)

/** `h` is a float32. */
export function frictionPower(h: number): number {
  number[0] = h
  bits[0] = magic - Math.imul(bits[0] >> dropped, third)
  const y = number[0]
  const squared = float(y * y)
  const r = float(1 - float(float(h * y) * squared))
  const r2 = float(r * r)
  const high = float(float(c2 + float(r * c3)) + float(r2 * float(c4 + float(r * c5))))
  const polynomial = float(float(c0 + float(r * c1)) + float(r2 * high))
  return float(float(float(squared * squared) * float(squared * y)) * polynomial)
}
