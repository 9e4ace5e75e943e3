/** Quantile of Student's t for two-sided intervals, by bisection over the finite series of the distribution function. */

const steps = 80

/** The t that a share `level` of the distribution lies within, for whole degrees of freedom from 1. */
export function studentT(level: number, freedom: number): number {
  let [low, high] = [0, 1]
  while (within(high, freedom) < level) high *= 2
  for (let i = 0; i < steps; i++) {
    const middle = (low + high) / 2
    if (within(middle, freedom) < level) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Share between -t and t: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4. */
function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom))
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const isOdd = freedom % 2 === 1
  let [term, sum] = isOdd ? [cosine, freedom > 1 ? cosine : 0] : [1, 1]
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}
