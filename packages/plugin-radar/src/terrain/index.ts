/**
 * Terrain: what a heightmap says about where water gathers, before any rain has fallen.
 *
 * Grids are (y, x), row 0 north, square cells in metres, NaN where there is no terrain.
 */
export { normalisedChannels, terrainChannelNames, terrainChannels } from './channels.js'
export { type TerrainFeatures, terrainFeatures } from './features.js'
export { flowAccumulation, slope } from './flow.js'
export { type Flood, priorityFlood } from './priority-flood.js'
