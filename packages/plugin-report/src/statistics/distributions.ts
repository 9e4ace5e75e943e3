/**
 * Normal and Student's t distributions, to about 1e-12.
 *
 * Incomplete gamma and beta functions by series and continued fractions (Abramowitz & Stegun 1964, 6.5.29, 6.5.31,
 * 26.5.8; evaluated after Lentz 1976). Quantiles by bisection of the distribution function, which cannot miss.
 */
import { gammaln } from 'simple-statistics'

const tiny = 1e-300
const enough = 1e-16

export function normalCdf(x: number): number {
  const tail = 0.5 * upperGammaHalf((x * x) / 2)
  return x > 0 ? 1 - tail : tail
}

/** p in (0, 1); at 0 and 1 the infinities. */
export function normalQuantile(p: number): number {
  return quantile(normalCdf, p)
}

export function studentTCdf(t: number, degrees: number): number {
  const tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
  return t > 0 ? 1 - tail : tail
}

export function studentTQuantile(p: number, degrees: number): number {
  return quantile((t) => studentTCdf(t, degrees), p)
}

/** Of a distribution symmetric about 0: the lower tail is searched, where no digits are lost. */
function quantile(cdf: (x: number) => number, p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  if (p === 0.5) return 0
  const lower = Math.min(p, 1 - p)
  let [far, near] = [-1, 0]
  while (cdf(far) > lower) [far, near] = [2 * far, far]
  for (let step = 0; step < 100; step++) {
    const middle = (far + near) / 2
    if (middle === far || middle === near) break
    if (cdf(middle) > lower) near = middle
    else far = middle
  }
  return p < 0.5 ? near : -near
}

/** Q(1/2, x), the regularised upper incomplete gamma function: erfc of the root of x. */
function upperGammaHalf(x: number): number {
  const scale = Math.exp(-x) * Math.sqrt(x / Math.PI)
  if (x < 1.5) {
    let term = 2
    let sum = term
    for (let k = 1; term > sum * enough; k++) {
      term *= x / (0.5 + k)
      sum += term
    }
    return 1 - scale * sum
  }
  return scale * continuedFraction(x + 0.5, (k) => ({ a: -k * (k - 0.5), b: x + 2 * k + 0.5 }))
}

/** 1 / (b0 + a1 / (b1 + a2 / (b2 + …))). */
function continuedFraction(b0: number, next: (k: number) => { a: number; b: number }): number {
  let d = 1 / b0
  let c = 1 / tiny
  let value = d
  for (let k = 1; k < 10_000; k++) {
    const { a, b } = next(k)
    d = 1 / notZero(b + a * d)
    c = notZero(b + a / c)
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < enough * 4) break
  }
  return value
}

function notZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** I_x(a, b), the regularised incomplete beta function. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + gammaln(a + b) - gammaln(a) - gammaln(b)) / a
  const coefficient = (k: number) => {
    const m = k >> 1
    return k % 2 === 0 ? (m * (b - m) * x) / ((a + k - 1) * (a + k)) : (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k))
  }
  return front * continuedFraction(1, (k) => ({ a: coefficient(k), b: 1 }))
}
