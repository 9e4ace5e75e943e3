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
    for (let instant = 0; instant < instantsPerFrame; instant++) {
      const seconds = (frame + (instant + 0.5) / instantsPerFrame) * stepSeconds
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          const east = (x + 0.5 - size / 2) * cellMetres
          const south = (y + 0.5 - size / 2) * cellMetres
          rain[(frame * size + y) * size + x] += intensity(storm, seconds, east, south) / instantsPerFrame
        }
      }
    }
  }
  return rain.map((mmPerHour) => (mmPerHour < 0.1 ? 0 : Math.min(maximumMmPerHour, mmPerHour)))
}

/** mm/h at a time and place. */
function intensity({ cells, sheetMmPerHour, onsetSeconds, endSeconds }: Storm, seconds: number, east: number, south: number): number {
  let sum = seconds > onsetSeconds && seconds < endSeconds ? sheetMmPerHour : 0
  for (const cell of cells) {
    const since = seconds - cell.peakSeconds
    const dx = east - cell.eastMetres - cell.eastMetresPerSecond * since
    const dy = south - cell.southMetres - cell.southMetresPerSecond * since
    const along = (dx * Math.cos(cell.angle) + dy * Math.sin(cell.angle)) / cell.majorMetres
    const across = (dy * Math.cos(cell.angle) - dx * Math.sin(cell.angle)) / cell.minorMetres
    const age = since / cell.lifeSeconds
    sum += cell.peakMmPerHour * Math.exp(-(along * along + across * across + age * age) / 2)
  }
  return sum
}
