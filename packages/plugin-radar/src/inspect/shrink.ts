/** Fewer cells for a picture. */
import type { Grid } from '../raster/index.js'

/** The greatest value of each block of cells; missing where all of it is. */
export function shrunk(values: Float32Array, { rows, columns }: Grid, factor: number): { values: Float32Array; width: number; height: number } {
  if (factor === 1) return { values, width: columns, height: rows }
  const width = Math.ceil(columns / factor)
  const height = Math.ceil(rows / factor)
  const out = new Float32Array(width * height).fill(Number.NaN)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]
      const at = Math.floor(row / factor) * width + Math.floor(column / factor)
      if (!(out[at] >= value) && !Number.isNaN(value)) out[at] = value
    }
  }
  return { values: out, width, height }
}
