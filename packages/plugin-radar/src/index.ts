/**
 * @phd/plugin-radar: rainfall radar and terrain into water, by room.
 */
export * from './dataset/index.js'
export * from './metrics/index.js'
export * from './pairs/index.js'
