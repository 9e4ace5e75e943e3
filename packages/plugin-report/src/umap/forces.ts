/**
 * Attraction and repulsion as functions of the squared distance in the picture, read from tables.
 *
 * Attraction -2ab s^(b-1) / (1 + a s^b), repulsion 2b / ((0.001 + s)(1 + a s^b)) (arXiv:1802.03426, section 3.2, with the
 * constant of its implementation). Powers take most of the time of a layout; both are smooth in log s, so
 * they are tabulated at 512 places an octave, found by the bits of the float32, and interpolated: relative error below 5e-6.
 */
import type { Curve } from './curve.js'

const perOctaveBits = 9
const fractionBits = 23 - perOctaveBits
const [lowest, highest] = [2 ** -40, 2 ** 30]

export interface Forces {
  attraction: Float64Array
  repulsion: Float64Array
  /** Of a squared distance as float32 bits: (bits - first) >> shift is its place. */
  first: number
  shift: number
  least: number
  most: number
}

export function forces({ a, b }: Curve): Forces {
  const value = new Float32Array(1)
  const bits = new Int32Array(value.buffer)
  value[0] = lowest
  const first = bits[0]
  value[0] = highest
  const length = ((bits[0] - first) >> fractionBits) + 2
  const attraction = new Float64Array(length)
  const repulsion = new Float64Array(length)
  for (let place = 0; place < length; place++) {
    bits[0] = first + (place << fractionBits)
    const s = value[0]
    attraction[place] = (-2 * a * b * s ** (b - 1)) / (1 + a * s ** b)
    repulsion[place] = (2 * b) / ((0.001 + s) * (1 + a * s ** b))
  }
  return { attraction, repulsion, first, shift: fractionBits, least: lowest, most: highest }
}
