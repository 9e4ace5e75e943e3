/** How far two groups lie apart; positive where the first is higher. */
import { gammaln, mean, sampleVariance } from 'simple-statistics'
import { checkSample, refused } from './sample.js'

/** Difference of means in pooled standard deviations (Cohen 1988, Statistical Power Analysis, 2.5.1). */
export function cohensD(a: number[], b: number[]): number {
  checkSample(a, 2, 'an effect size')
  checkSample(b, 2, 'an effect size')
  const pooled = ((a.length - 1) * sampleVariance(a) + (b.length - 1) * sampleVariance(b)) / (a.length + b.length - 2)
  if (pooled === 0) throw refused('an effect size', 'values that differ within a group', 'no spread in either')
  return (mean(a) - mean(b)) / Math.sqrt(pooled)
}

/** Cohen's d without its bias in small samples, by the exact factor (Hedges 1981, doi:10.3102/10769986006002107). */
export function hedgesG(a: number[], b: number[]): number {
  const degrees = a.length + b.length - 2
  const factor = Math.exp(gammaln(degrees / 2) - gammaln((degrees - 1) / 2)) / Math.sqrt(degrees / 2)
  return cohensD(a, b) * factor
}

/** Share of pairs where a is higher, less the share where b is (Cliff 1993, doi:10.1037/0033-2909.114.3.494); -1 to 1. */
export function cliffsDelta(a: number[], b: number[]): number {
  checkSample(a, 1, 'an effect size')
  checkSample(b, 1, 'an effect size')
  const sorted = Float64Array.from(b).sort()
  const balance = a.reduce((sum, value) => sum + rank(sorted, value, false) - (sorted.length - rank(sorted, value, true)), 0)
  return balance / (a.length * b.length)
}

/** How many of the sorted values lie under `value`, or at most at it. */
function rank(sorted: Float64Array, value: number, including: boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value || (including && sorted[middle] === value)) low = middle + 1
    else high = middle
  }
  return low
}
