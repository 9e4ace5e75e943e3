/** Slope of the terrain and the area that drains through each cell. */
import { type Flood, forNeighbours } from './priority-flood.js'

/** Magnitude of the gradient, metres a metre (Horn 1981, 3x3 cells; the edge repeats its last row). NaN where missing. */
export function slope(heightMetres: Float32Array, height: number, width: number, cellMetres: number): Float32Array {
  const out = new Float32Array(heightMetres.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const centre = heightMetres[y * width + x]
      const at = (dy: number, dx: number) => {
        const row = Math.min(height - 1, Math.max(0, y + dy))
        const column = Math.min(width - 1, Math.max(0, x + dx))
        const value = heightMetres[row * width + column]
        return Number.isFinite(value) ? value : centre
      }
      const east = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1)
      const south = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1)
      out[y * width + x] = Math.hypot(east, south) / (8 * cellMetres)
    }
  }
  return out
}

/**
 * Cells that drain through each cell, itself among them: D8 (O'Callaghan and Mark 1984) down the steepest way on the filled
 * terrain, and out of flats the way the flood came in. 0 where missing.
 */
export function flowAccumulation({ filledMetres, order, parent }: Flood, height: number, width: number): Float64Array {
  const cells = new Float64Array(filledMetres.length)
  for (let k = order.length - 1; k >= 0; k--) {
    const cell = order[k]
    cells[cell] += 1
    let receiver = parent[cell]
    let steepest = 0
    forNeighbours(cell, height, width, (neighbour, distance) => {
      const drop = (filledMetres[cell] - filledMetres[neighbour]) / distance
      if (drop > steepest) {
        steepest = drop
        receiver = neighbour
      }
    })
    if (receiver >= 0) cells[receiver] += cells[cell]
  }
  return cells
}
