/** Terrain as inputs of a model. */
import { type TerrainFeatures, terrainFeatures } from './features.js'

export const terrainChannelNames = ['relativeHeight', 'heightAboveMinimum', 'sinkDepth', 'slope', 'flowAccumulation'] as const

/**
 * (channel, y, x) in the order of `terrainChannelNames`, about -2..2, 0 where there is no terrain.
 *
 * Scales are physical constants, not statistics of the tile, so that one place means the same as another: relative height
 * over 50 m; height above the local minimum and sink depth as logarithms with units of 1 m and 0.1 m; slope over 0.25; area
 * in decades above one hectare.
 */
export function terrainChannels(heightMetres: Float32Array, height: number, width: number, cellMetres: number): Float32Array {
  return normalisedChannels(terrainFeatures(heightMetres, height, width, cellMetres))
}

export function normalisedChannels(features: TerrainFeatures): Float32Array {
  const channels: [Float32Array, (value: number) => number][] = [
    [features.relativeHeightMetres, (metres) => Math.max(-3, Math.min(3, metres / 50))],
    [features.heightAboveMinimumMetres, (metres) => Math.log1p(metres) / 3],
    [features.sinkDepthMetres, (metres) => Math.log1p(metres / 0.1) / 3],
    [features.slope, (gradient) => Math.min(2, gradient / 0.25)],
    [features.logFlowAccumulation, (decades) => (decades - 4) / 2],
  ]
  const cells = features.slope.length
  const out = new Float32Array(channels.length * cells)
  for (const [channel, [values, scale]] of channels.entries()) {
    for (let i = 0; i < cells; i++) out[channel * cells + i] = Number.isFinite(values[i]) ? scale(values[i]) : 0
  }
  return out
}
