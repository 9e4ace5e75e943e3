/**
 * The solver's state: flat Float64 arrays over the grid with a ring of walls around it.
 *
 * Cell (y, x) of the user's grid lies at `(y + 1) * stride + x + 1`. `qx[i]` is the discharge through the west face of cell
 * i, `qy[i]` through its north face, m2/s a metre of face, positive toward east and south. Walls and cells without terrain
 * stand at `wallMetres`, so that no water ever stands above their sill.
 */
import type { Settings } from './options.js'

export const wallMetres = 1e9

export interface Grid {
  rows: number
  columns: number
  stride: number
  bed: Float64Array
  depth: Float64Array
  qx: Float64Array
  qy: Float64Array
  nextQx: Float64Array
  nextQy: Float64Array
  /** 1 where a row has water; a row of faces between two dry rows is skipped. */
  wetRow: Uint8Array
  cells: number
}

export function createGrid({ rows, columns, elevationMetres }: Settings): Grid {
  const stride = columns + 2
  const size = (rows + 3) * stride
  const bed = new Float64Array(size).fill(wallMetres)
  let cells = 0
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const height = elevationMetres[y * columns + x]
      if (!Number.isFinite(height)) continue
      bed[(y + 1) * stride + x + 1] = height
      cells++
    }
  }
  const zeros = () => new Float64Array(size)
  return { rows, columns, stride, bed, depth: zeros(), qx: zeros(), qy: zeros(), nextQx: zeros(), nextQy: zeros(), wetRow: new Uint8Array(rows + 3), cells }
}
