/**
 * Shards of the published system as a dataset: `N.tfrecord.gz`, any number of records each, and `metadata.json` with the two shapes.
 *
 * Rain is (channel, y, x) in 0..1 of 100 mm/h, channel 0 the oldest; water (y, x) in metres, or 1 and 0. What those files do not
 * say stays unknown and is noted: times, the offset of water to rain, which way is north. Every file is an event and wholly on one
 * side of the split; the minutes of its records only count them, in steps of five. Records are written anew, 64 a shard, unchanged.
 */
export { planPublished } from './plan.js'
export { buildPublished } from './read.js'
