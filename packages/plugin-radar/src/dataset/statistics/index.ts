/**
 * What is in a dataset, as typed results that any figure can draw: DATASET/results.
 *
 *     balance         table: samples and wet share by split, and what calling everything dry scores
 *     rain-values     curves: share of all pooled rain values by bin, one line a split
 *     depth-values    curves: share of all depths by bin
 *     rain-water      curves: median and middle eight tenths of the sum of water by the sum of rain of a sample
 *     rain-water-points  embedding: the samples behind it, at most 3,000, drawn by hash; no picture
 *     loss-weights    table: 100 bins of wet cells a training sample, and a weight for each
 *
 * The weight of a bin is 0.1 + 0.9 (1 - n / n of the fullest bin), as the published table has it, here counted a sample at a
 * time and in float64.
 */
export { drawStatistics } from './draw.js'
export { lossWeights } from './loss-weights.js'
export { writeStatistics } from './results.js'
export { Statistics } from './statistics.js'
