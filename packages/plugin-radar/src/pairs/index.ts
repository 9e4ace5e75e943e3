/**
 * Pairs of rain and water: one folder a simulated event of a place.
 *
 *     PAIRS/NAME/meta.json                   shapes, dtypes, units, minutes; `place` and `event` where NAME is neither
 *     PAIRS/NAME/dem_dm.i16.bin.gz           (y, x) terrain, decimetres
 *     PAIRS/NAME/rain_mmh_x10.u16.bin.gz     (time, y, x) rain, 0.1 mm/h, coarser cells over the same square
 *     PAIRS/NAME/depth_mm.u16.bin.gz         (time, y, x) water depth, millimetres, at `depth.minutes`
 *
 * Little-endian, row 0 north. The simulation starts dry, and before its first frame there was no rain.
 */
export { type PairHeader, readHeader } from './meta.js'
export { listPairs, type Pair, readPair, readTerrain } from './read.js'
export { SlidingWindow } from './sliding.js'
export { defaultPattern, type Pooling, patternSteps, pooledWindow, poolings } from './windows.js'
export { type NewPair, quantise, writePair } from './write.js'
