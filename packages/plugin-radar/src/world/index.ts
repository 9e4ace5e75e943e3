/**
 * The synthetic world: moving storms over real terrain, and the water that our solver makes of them.
 *
 * A tile of terrain is a place; each storm over it is an event, with a pair folder of its own (see the pairs room), so that
 * `phd radar build` keeps all storms of a tile on one side of a split. Storms of different tiles are independent.
 *
 * Rain is one of two: storms of a few Gaussian cells (storm.ts, the default), or random fields whose wet share, rates, lengths
 * in space and time and drift are those of real radar sequences (climate.ts, rain-field.ts; docs/results/synthetic-rain.md).
 * Terrain is real (Jacksboro) or synthetic (synthetic-terrain.ts). `zarr` writes stores in place of pairs, for large grids.
 */
export { buildWorld, type World, type WorldOptions } from './build.js'
export { climates, type RainClimate, type StormKind, stormKinds } from './climate.js'
export { createRainField, type RainField } from './rain-field.js'
export { type RainStatistics, rainStatistics } from './statistics/rain-statistics.js'
export { drawStorm, type Storm, stormRain } from './storm.js'
export { type TerrainKind, terrainKinds } from './terrain-map.js'
export type { EventReport } from './write-event.js'
