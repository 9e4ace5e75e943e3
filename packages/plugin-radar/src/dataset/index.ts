/**
 * A dataset on disk: a folder of TFRecord shards in the peer's layout, one heightmap a place, and metadata.json.
 *
 *     DATASET/metadata.json
 *     DATASET/PLACE/heightmap.asc.gz         ESRI ASCII grid, metres, row 0 north
 *     DATASET/PLACE/0000.tfrecord.gz         GZIP TFRecord of tf.train.Example
 *     DATASET/train.txt, validate.txt, test.txt   the shards of each split
 *     DATASET/results/                       class balance, histograms, loss weights: see `statistics`
 *
 * Each Example has `rainfallradar` (channel, y, x) and `waterdepth` (y, x), serialised float32 tensors. Rain is mm/h / 100,
 * clipped to 0..1, pooled over windows that end `offsetMinutes` before the label; channel 0 is the oldest. Rain may be
 * coarser than water; both cover the same square, row 0 north. A shard belongs to one place, one event and one split.
 */
export { type BuildOptions, buildDataset } from './build/index.js'
export * as parseBuild from './build/parse.js'
export { decodeAsciiGrid, encodeAsciiGrid, type Heightmap } from './heightmap.js'
export { findLeaks, type Leak, leakageError, spanMinutes } from './leakage.js'
export { type DatasetMetadata, type DatasetSplit, type PlaceMetadata, readMetadata, type ShardMetadata, type Split } from './metadata.js'
export { type DatasetFolder, type OpenOptions, openDataset, type Place, type SampleIndex } from './open.js'
export { decodeSample, encodeSample, type Sample } from './sample.js'
export type { StorePaths } from './source/index.js'
export { drawStatistics, lossWeights } from './statistics/index.js'
export { type Balance, type DatasetSummary, summarise } from './summary.js'
