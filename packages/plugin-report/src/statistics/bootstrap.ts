/**
 * Bootstrap intervals of any statistic of one sample.
 *
 * Percentile: Efron 1979, doi:10.1214/aos/1176344552. BCa, corrected for bias and skewness: Efron 1987,
 * doi:10.1080/01621459.1987.10478410, with the acceleration of the jackknife (Efron & Tibshirani 1993, 14.15).
 */
import { integer, type Random } from '@phd/core'
import { normalCdf, normalQuantile } from './distributions.js'
import type { Interval } from './intervals.js'
import { checkConfidence, refused } from './sample.js'

export interface BootstrapInterval extends Interval {
  method: 'bca' | 'percentile'
  resamples: number
  /** The statistic of each resample, ascending. */
  distribution: Float64Array
}

export interface BootstrapOptions {
  random: Random
  confidence?: number
  resamples?: number
  method?: 'bca' | 'percentile'
}

/**
 * `sample` may be of anything that is drawn together: values, or pairs. Where BCa is not defined (every resample says
 * the same), the answer is a percentile interval and says so.
 */
export function bootstrapInterval<T>(sample: readonly T[], statistic: (sample: T[]) => number, options: BootstrapOptions): BootstrapInterval {
  const { random, confidence = 0.95, resamples = 9999, method = 'bca' } = options
  checkConfidence(confidence)
  if (sample.length < 2) throw refused('a bootstrap', 'at least 2 values', String(sample.length))
  if (!Number.isInteger(resamples) || resamples < 1) throw refused('a bootstrap', 'a whole number of resamples', String(resamples))
  const estimate = statistic([...sample])
  const drawn = new Array<T>(sample.length)
  const distribution = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = sample[integer(random, sample.length)]
    return statistic(drawn)
  }).sort()
  if (!Number.isFinite(estimate) || !distribution.every(Number.isFinite))
    throw refused('a bootstrap', 'a statistic that is finite for every resample', 'NaN or infinity')
  const tails = [(1 - confidence) / 2, (1 + confidence) / 2]
  const corrected = method === 'bca' ? correctedTails(tails, sample, statistic, estimate, distribution) : undefined
  const [from, to] = corrected ?? tails
  const at = (share: number) => interpolated(distribution, share)
  return { estimate, low: at(from), high: at(to), n: sample.length, method: corrected ? 'bca' : 'percentile', resamples, distribution }
}

/** Where BCa reads the distribution instead of at the tails themselves; undefined where it is not defined. */
function correctedTails<T>(
  tails: number[],
  sample: readonly T[],
  statistic: (sample: T[]) => number,
  estimate: number,
  distribution: Float64Array,
): number[] | undefined {
  const below = distribution.filter((value) => value < estimate).length
  const upTo = distribution.filter((value) => value <= estimate).length
  const bias = normalQuantile((below + upTo) / (2 * distribution.length))
  const without = sample.map((_, left) => statistic(sample.filter((_, i) => i !== left)))
  const centre = without.reduce((a, b) => a + b, 0) / without.length
  const [cubes, squares] = [3, 2].map((power) => without.reduce((sum, value) => sum + (centre - value) ** power, 0))
  if (squares === 0 || !Number.isFinite(bias)) return undefined
  const acceleration = cubes / (6 * squares ** 1.5)
  return tails.map((tail) => {
    const z = bias + normalQuantile(tail)
    return normalCdf(bias + z / (1 - acceleration * z))
  })
}

/** Linear between the two nearest ranks, as NumPy's quantile; simple-statistics' takes the nearest one. */
function interpolated(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low])
}
