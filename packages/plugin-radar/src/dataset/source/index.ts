/**
 * Where samples come from: an event at a place, with terrain, rain in time and water in time.
 *
 * Rain is a row of slots of one length: slot k covers the minutes (k, k + 1] x step from the event's minute 0. Depths lie at
 * any minutes. Both cover the same ground, rain in coarser cells by a whole factor; rows from north to south; mm/h and metres;
 * NaN is missing, and so is a slot without a frame.
 */

export { openSource } from './open.js'
export { listPairSources } from './pairs.js'
export type { Area, EventSource, OpenSource, SourceSpec } from './source.js'
export { listStoreSources, type StorePaths } from './stores.js'
