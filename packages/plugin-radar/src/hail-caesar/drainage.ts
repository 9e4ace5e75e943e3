/**
 * Drainage area, in cells, as HAIL-CAESAR has it: water goes from the highest cell to the lowest, from each to all lower ones
 * of its eight neighbours in proportion to the slope (Freeman 1991, Comput. Geosci. 17, 413-422, with exponent 1).
 *
 * Three things that a flow accumulation would not do are kept, since they decide where runoff comes to the surface:
 * a neighbour beyond the edge is the nearest cell inside; diagonals are 1.414 cells long; and the highest
 * `2 (rows + columns) + 3` cells, and the lowest where it lies below 0, give nothing and have no area. The program sorts a list
 * with room for the ring around the grid, of height 0 and before and behind the cells, and goes through it from index
 * `rows * columns` to 1. Found by comparing input points on terrains with and without plateaus and on land below the sea;
 * among cells of one height the order is that of `sortedOrder`.
 */
import { noDataMetres, type PaddedGrid } from './padded-grid.js'
import { sortedOrder } from './sort-order.js'

// biome-ignore lint/suspicious/noApproximativeNumericConstant: 1.414 is what the published program divides by
const diagonalCells = 1.414

export function drainageArea({ rows, columns, stride, bed }: PaddedGrid): Float64Array {
  const keys = new Float64Array(bed.length)
  const cellOf = new Int32Array(bed.length)
  let count = 1
  for (let y = 1; y <= rows; y++) {
    for (let x = 1; x <= columns; x++, count++) {
      keys[count] = bed[y * stride + x]
      cellOf[count] = y * stride + x
    }
  }
  const order = sortedOrder(keys)
  const area = new Float64Array(bed.length)
  const water = new Float64Array(bed.length).fill(1)
  const lower = new Int32Array(8)
  const slopes = new Float64Array(8)
  for (let n = rows * columns; n >= 1; n--) {
    const cell = cellOf[order[n]]
    if (cell === 0 || bed[cell] === noDataMetres) continue
    area[cell] = water[cell]
    const y = Math.trunc(cell / stride)
    const x = cell % stride
    let found = 0
    let total = 0
    for (let direction = 0; direction < 8; direction++) {
      const dy = downward[direction]
      const dx = eastward[direction]
      const neighbour = Math.min(rows, Math.max(1, y + dy)) * stride + Math.min(columns, Math.max(1, x + dx))
      if (bed[neighbour] === noDataMetres || !(bed[neighbour] < bed[cell])) continue
      slopes[found] = (bed[cell] - bed[neighbour]) / (dy !== 0 && dx !== 0 ? diagonalCells : 1)
      lower[found] = neighbour
      total += slopes[found++]
    }
    for (let k = 0; k < found; k++) water[lower[k]] += (water[cell] * slopes[k]) / total
  }
  return area
}

/** Clockwise from the north. */
const downward = [-1, -1, 0, 1, 1, 1, 0, -1]
const eastward = [0, 1, 1, 1, 0, -1, -1, -1]
