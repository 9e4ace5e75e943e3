/** A storm of a kind over one tile, cut from rain over a wide square. */
import { integer, type Random } from '@phd/core'
import { climates, type StormKind } from './climate.js'
import { createRainField } from './rain-field.js'

/** The rain goes on for this share of the hours, and ends within the minutes. */
const rainyShare = 0.6
const endingMinutes = 20
/** Tiles are put where it rains most: among this share of the places. */
const rainiestShare = 0.05

/**
 * Rain over a square of `size` cells, (time, y, x) mm/h. The tile lies under one of the wettest places of the square, so that
 * each event is one.
 */
export function stormOfKind(kind: StormKind, draw: Random, frames: number, minutes: number, size: number, cellMetres: number): Float32Array {
  const climate = climates[kind === 'mixed' ? (draw() < 0.5 ? 'convective' : 'stratiform') : kind]
  let wide = 64
  while (wide < 2 * size || wide * cellMetres < 100_000) wide *= 2
  const field = createRainField(climate, draw, wide, cellMetres, minutes)
  const all = Array.from({ length: frames }, (_, frame) => field.next(dryness((frame + 1) * minutes, frames * minutes)))
  const places = rainiest(all, wide, size)
  const { row, column } = places[integer(draw, places.length)]
  const rain = new Float32Array(frames * size * size)
  for (const [k, frame] of all.entries()) {
    for (let y = 0; y < size; y++) rain.set(frame.subarray((row + y) * wide + column, (row + y) * wide + column + size), (k * size + y) * size)
  }
  return rain
}

/** How far the threshold is raised: nothing until the rain is to end, then ever more. */
export function dryness(minute: number, minutes: number): number {
  return Math.max(0, (minute - rainyShare * minutes) / endingMinutes) * 3
}

/** Corners of the windows with the most rain, on a coarse lattice. */
function rainiest(frames: Float32Array[], wide: number, size: number): { row: number; column: number }[] {
  const total = new Float64Array(wide * wide)
  for (const frame of frames) for (let i = 0; i < total.length; i++) total[i] += frame[i]
  const step = Math.max(1, Math.floor((wide - size) / 32))
  const places: { row: number; column: number; rain: number }[] = []
  for (let row = 0; row + size <= wide; row += step) {
    for (let column = 0; column + size <= wide; column += step) {
      let rain = 0
      for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) rain += total[(row + y) * wide + column + x]
      places.push({ row, column, rain })
    }
  }
  places.sort((a, b) => b.rain - a.rain || a.row - b.row || a.column - b.column)
  return places.slice(0, Math.max(1, Math.round(rainiestShare * places.length)))
}
