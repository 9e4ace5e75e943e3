/** Intervals from a formula: of a mean over seeds, and of a share. */
import { mean, sampleStandardDeviation } from 'simple-statistics'
import { normalQuantile, studentTQuantile } from './distributions.js'
import { checkConfidence, checkSample, refused } from './sample.js'

export interface Interval {
  estimate: number
  low: number
  high: number
  n: number
}

/** Of the mean of normal values with unknown variance (Student 1908); for a few seeds, where a bootstrap is too narrow. */
export function tInterval(values: number[], confidence = 0.95): Interval {
  checkConfidence(confidence)
  checkSample(values, 2, 'an interval of their mean')
  const n = values.length
  const estimate = mean(values)
  const half = (studentTQuantile(1 - (1 - confidence) / 2, n - 1) * sampleStandardDeviation(values)) / Math.sqrt(n)
  return { estimate, low: estimate - half, high: estimate + half, n }
}

/** Of a share of n trials, without correction for continuity (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  checkConfidence(confidence)
  const whole = Number.isInteger(successes) && Number.isInteger(n)
  if (!whole || n < 1 || successes < 0 || successes > n)
    throw refused('an interval of a share', 'whole numbers, 0 to n successes of n >= 1', `${successes} of ${n}`)
  const z2 = normalQuantile((1 - confidence) / 2) ** 2
  const estimate = successes / n
  const centre = (successes + z2 / 2) / (n + z2)
  const half = Math.sqrt(z2 * (estimate * (1 - estimate) * n + z2 / 4)) / (n + z2)
  return { estimate, low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half, n }
}
