/**
 * A storm: rain cells that grow, move and decay, over a sheet of light rain.
 *
 * Each cell is an ellipse of Gaussian intensity; it has its peak somewhere around the tile at some time, moves with the
 * storm and a little of its own, and lives some tens of minutes. Cells come in a few clusters, so that rain returns to the
 * same ground. Peaks are log-normal with a median of 36 mm/h. This is a caricature with the statistics of summer storms in
 * 5-minute radar composites: totals over a few kilometres of 10 to 90 mm, peaks of 15 to 130 mm/h.
 */
import { normal, type Random } from '@phd/core'

interface RainCell {
  /** Centre at the peak, metres from the tile's middle, east and south; and when. */
  eastMetres: number
  southMetres: number
  peakSeconds: number
  /** Standard deviation of the intensity in time. */
  lifeSeconds: number
  eastMetresPerSecond: number
  southMetresPerSecond: number
  majorMetres: number
  minorMetres: number
  angle: number
  peakMmPerHour: number
}

export interface Storm {
  cells: RainCell[]
  /** Light rain between onset and end. */
  sheetMmPerHour: number
  onsetSeconds: number
  endSeconds: number
}

const maximumMmPerHour = 140

/** A storm that is over, but for stragglers, after two thirds of `hours`. */
export function drawStorm(draw: Random, hours: number): Storm {
  const wholeSeconds = hours * 3600
  const onsetSeconds = draw() * 0.06 * wholeSeconds
  const endSeconds = (0.35 + 0.3 * draw()) * wholeSeconds
  const direction = 2 * Math.PI * draw()
  const speed = 3 + 9 * draw()
  const strength = Math.exp(0.35 * normal(draw))
  const clusters = Array.from({ length: 2 + Math.floor(3 * draw()) }, () => ({
    seconds: onsetSeconds + draw() * (endSeconds - onsetSeconds),
    eastMetres: 3000 * normal(draw),
    southMetres: 3000 * normal(draw),
  }))
  const cells = clusters.flatMap((cluster) =>
    Array.from({ length: 2 + Math.floor(5 * draw()) }, () => {
      const majorMetres = 1200 + 2800 * draw()
      return {
        eastMetres: cluster.eastMetres + 2000 * normal(draw),
        southMetres: cluster.southMetres + 2000 * normal(draw),
        peakSeconds: cluster.seconds + 900 * normal(draw),
        lifeSeconds: 420 + 780 * draw(),
        eastMetresPerSecond: speed * Math.cos(direction) + 0.8 * normal(draw),
        southMetresPerSecond: speed * Math.sin(direction) + 0.8 * normal(draw),
        majorMetres,
        minorMetres: majorMetres * (0.4 + 0.5 * draw()),
        angle: direction + 0.5 * normal(draw),
        peakMmPerHour: Math.min(maximumMmPerHour, 36 * strength * Math.exp(0.5 * normal(draw))),
      }
    }),
  )
  return { cells, sheetMmPerHour: 3 * draw() * draw(), onsetSeconds, endSeconds }
}

const instantsPerFrame = 5

/**
 * Mean intensity of each frame, (time, y, x) mm/h, row 0 north, over a square of `size` x `size` rain cells of `cellMetres`
 * around the tile's middle. Below 0.1 mm/h is 0, as a radar would have it.
 */
export function stormRain(storm: Storm, frames: number, stepSeconds: number, size: number, cellMetres: number): Float32Array {
  const rain = new Float32Array(frames * size * size)
  for (let frame = 0; frame < frames; frame++) {
    const grid = rain.subarray(frame * size * size, (frame + 1) * size * size)
    for (let instant = 0; instant < instantsPerFrame; instant++) {
      const seconds = (frame + (instant + 0.5) / instantsPerFrame) * stepSeconds
      const sheet = seconds > storm.onsetSeconds && seconds < storm.endSeconds ? storm.sheetMmPerHour : 0
      for (let i = 0; i < grid.length; i++) grid[i] += sheet / instantsPerFrame
      for (const cell of storm.cells) addCell(grid, cell, seconds, size, cellMetres, 1 / instantsPerFrame)
    }
  }
  return rain.map((mmPerHour) => (mmPerHour < 0.1 ? 0 : Math.min(maximumMmPerHour, mmPerHour)))
}

/** Adds `weight` times the intensity of one rain cell. */
function addCell(grid: Float32Array, cell: RainCell, seconds: number, size: number, cellMetres: number, weight: number): void {
  const since = seconds - cell.peakSeconds
  const age = since / cell.lifeSeconds
  if (Math.abs(age) > 6) return
  const [cosine, sine] = [Math.cos(cell.angle), Math.sin(cell.angle)]
  for (let y = 0; y < size; y++) {
    const dy = (y + 0.5 - size / 2) * cellMetres - cell.southMetres - cell.southMetresPerSecond * since
    for (let x = 0; x < size; x++) {
      const dx = (x + 0.5 - size / 2) * cellMetres - cell.eastMetres - cell.eastMetresPerSecond * since
      const along = (dx * cosine + dy * sine) / cell.majorMetres
      const across = (dy * cosine - dx * sine) / cell.minorMetres
      grid[y * size + x] += weight * cell.peakMmPerHour * Math.exp(-(along * along + across * across + age * age) / 2)
    }
  }
}
