/**
 * A square window of a place, turned by one of the eight symmetries of the square, as the network sees it.
 *
 * Symmetries 0..7: bit 0 mirrors x, bit 1 mirrors y, bit 2 swaps y and x. Rain, terrain and truth turn together.
 */
import type { PlaceInputs } from './inputs.js'

export interface Window {
  top: number
  left: number
  symmetry: number
}

/** One sample on the grid of the water. */
export interface SampleMaps {
  place: PlaceInputs
  /** (channel, y, x) on the radar grid, see `rainLevels`. */
  rain: Float32Array
  rainChannels: number
  rainFactor: number
  /** (y, x): 1 wet, 0 dry. */
  wet: Uint8Array
}

/** A batch being filled: maps (batch, y, x, channels), labels and mask (batch, y, x). */
export interface BatchArrays {
  side: number
  channels: number
  maps: Float32Array
  labels: Int32Array
  mask: Float32Array
}

export function emptyBatch(size: number, side: number, channels: number): BatchArrays {
  const cells = size * side * side
  return { side, channels, maps: new Float32Array(cells * channels), labels: new Int32Array(cells), mask: new Float32Array(cells) }
}

/** Copy a window of `sample` into slot `index` of the batch. Cells beyond the place's edge stay zero and masked. */
export function copyWindow(batch: BatchArrays, index: number, sample: SampleMaps, { top, left, symmetry }: Window): void {
  const { side, channels, maps, labels, mask } = batch
  const { place, rain, rainChannels, rainFactor, wet } = sample
  const rainWidth = Math.ceil(place.width / rainFactor)
  const rainCells = rain.length / rainChannels
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [y, x] = source(row, column, side, symmetry)
      if (top + y >= place.height || left + x >= place.width) continue
      const cell = (top + y) * place.width + left + x
      const out = (index * side + row) * side + column
      labels[out] = wet[cell]
      mask[out] = place.valid[cell]
      const rainCell = Math.floor((top + y) / rainFactor) * rainWidth + Math.floor((left + x) / rainFactor)
      let at = out * channels
      for (let channel = 0; channel < rainChannels; channel++) maps[at++] = rain[channel * rainCells + rainCell]
      for (const terrain of place.terrain) maps[at++] = terrain[cell]
    }
  }
}

/** Where the cell (row, column) of a turned window comes from. */
function source(row: number, column: number, side: number, symmetry: number): [number, number] {
  const y = symmetry & 2 ? side - 1 - row : row
  const x = symmetry & 1 ? side - 1 - column : column
  return symmetry & 4 ? [x, y] : [y, x]
}

/** Windows of `side` cells that cover `length` cells along one axis, evenly spaced, the last flush with the edge. */
export function windowStarts(length: number, side: number): number[] {
  if (length <= side) return [0]
  const count = Math.ceil(length / side)
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - side)) / (count - 1)))
}
