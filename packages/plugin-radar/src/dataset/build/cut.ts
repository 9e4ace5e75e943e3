/** From a pooled window and a depth to the sample of a tile. */
import type { Sample } from '../sample.js'
import type { Area } from '../source/index.js'
import { cutArea, inRadarCells } from './areas.js'
import type { BuildPlan } from './plan.js'

export interface CutSample extends Sample {
  clipped: number
  /** Cells at or above the threshold. */
  wetCells: number
}

type Made = Pick<BuildPlan, 'rain' | 'factor' | 'wetThresholdMetres' | 'binary'>

/**
 * `pooled` (channel, y, x) and `depthMetres` (y, x) cover a ground `width` water cells wide. Undefined where rain or water of the
 * tile is missing. Rain becomes shares of the dataset's maximum, depth metres or 1 and 0.
 */
export function cutSample(pooled: Float32Array, depthMetres: Float32Array, width: number, area: Area, made: Made): CutSample | 'no rain' | 'no water' {
  const { rain, factor, wetThresholdMetres, binary } = made
  const channels = rain.pattern.length
  const radar = inRadarCells(area, factor)
  const radarWidth = width / factor
  const radarCells = pooled.length / channels
  const cells = radar.rows * radar.columns
  const shares = new Float32Array(channels * cells)
  for (let channel = 0; channel < channels; channel++) {
    shares.set(cutArea(pooled.subarray(channel * radarCells, (channel + 1) * radarCells), radarWidth, radar), channel * cells)
  }
  let clipped = 0
  const perUnit = rain.pooling === 'sum' ? rain.stepMinutes / 60 : 1
  for (let i = 0; i < shares.length; i++) {
    if (Number.isNaN(shares[i])) return 'no rain'
    const value = shares[i] * perUnit
    if (value > rain.maximumMmPerHour) clipped++
    shares[i] = Math.min(1, Math.max(0, value / rain.maximumMmPerHour))
  }
  const depth = cutArea(depthMetres, width, area)
  let wetCells = 0
  for (let i = 0; i < depth.length; i++) {
    if (Number.isNaN(depth[i])) return 'no water'
    const wet = depth[i] >= wetThresholdMetres
    if (wet) wetCells++
    if (binary) depth[i] = wet ? 1 : 0
  }
  return { rain: shares, depthMetres: depth, clipped, wetCells }
}

/** Makes wet cells dry that have no wet neighbour among the eight around them, as the published loader does; in place. The number of them. */
export function removeIsolated(depthMetres: Float32Array, width: number, wetThresholdMetres: number): number {
  const height = depthMetres.length / width
  const wet = (y: number, x: number) => y >= 0 && y < height && x >= 0 && x < width && depthMetres[y * width + x] >= wetThresholdMetres
  const alone: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!wet(y, x)) continue
      let neighbours = 0
      for (let row = y - 1; row <= y + 1; row++) for (let column = x - 1; column <= x + 1; column++) if (wet(row, column)) neighbours++
      if (neighbours === 1) alone.push(y * width + x)
    }
  }
  for (const cell of alone) depthMetres[cell] = 0
  return alone.length
}
