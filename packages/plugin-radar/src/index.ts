/**
 * @phd/plugin-radar: rainfall radar and terrain into water, by room.
 */
export * from './baselines/index.js'
export * from './dataset/index.js'
export * from './geo/index.js'
export * from './hail-caesar/index.js'
export * from './import/index.js'
export * from './metrics/index.js'
export * from './pairs/index.js'
export * from './raster/index.js'
export * from './readers/index.js'
export * from './simulate/index.js'
export * from './solver/index.js'
export * from './terrain/index.js'
export * from './world/index.js'
export * from './zarr/index.js'
