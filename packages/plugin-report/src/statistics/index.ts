/**
 * Statistics for what is printed: intervals, tests and effect sizes of small samples, such as one value a seed.
 *
 * In: plain arrays of finite numbers. Out: plain numbers and objects. Pure; what is random takes core's `Random`.
 * Mean, deviation and logarithm of gamma are simple-statistics'. Each function names its paper.
 * Errors: REPORT_STATISTICS (too few values, values that are not finite, unequal lengths).
 */
export { type BootstrapInterval, bootstrapInterval } from './bootstrap.js'
export { normalCdf, normalQuantile, studentTCdf, studentTQuantile } from './distributions.js'
export { cliffsDelta, cohensD, hedgesG } from './effect-size.js'
export { holm } from './holm.js'
export { type Interval, tInterval, wilsonInterval } from './intervals.js'
export { type PermutationTest, pairedPermutationTest } from './permutation.js'
