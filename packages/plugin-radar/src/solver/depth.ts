/** Depths from discharges, exactly conserving and never negative. */
import type { Grid } from './grid.js'

/**
 * No cell gives more than it has: where the outflow of a step exceeds a cell's water, all its outward discharges are scaled
 * by one factor. A discharge leaves exactly one cell, so it is scaled once at most.
 */
export function limitOutflow(grid: Grid, dtSeconds: number, cellMetres: number): void {
  const { rows, columns, stride, depth, wetRow, nextQx: qx, nextQy: qy } = grid
  const perMetre = dtSeconds / cellMetres
  for (let y = 1; y <= rows; y++) {
    if (!wetRow[y]) continue
    for (let x = 1, i = y * stride + 1; x <= columns; x++, i++) {
      const west = qx[i] < 0 ? -qx[i] : 0
      const east = Math.max(qx[i + 1], 0)
      const north = qy[i] < 0 ? -qy[i] : 0
      const south = Math.max(qy[i + stride], 0)
      const out = (west + east + (north + south)) * perMetre
      if (out <= depth[i]) continue
      const factor = depth[i] / out
      if (west > 0) qx[i] *= factor
      if (east > 0) qx[i + 1] *= factor
      if (north > 0) qy[i] *= factor
      if (south > 0) qy[i + stride] *= factor
    }
  }
}

/** Metres of water that left over the edge, summed over edge faces. */
export function edgeOutflow({ rows, columns, stride, nextQx, nextQy }: Grid, dtSeconds: number, cellMetres: number): number {
  let out = 0
  for (let y = 1; y <= rows; y++) out += nextQx[y * stride + columns + 1] - nextQx[y * stride + 1]
  for (let x = 1; x <= columns; x++) out += nextQy[(rows + 1) * stride + x] - nextQy[stride + x]
  return (out * dtSeconds) / cellMetres
}

/** Applies the discharges and makes them the current ones; answers the greatest depth, metres. */
export function updateDepth(grid: Grid, dtSeconds: number, cellMetres: number): number {
  const { rows, columns, stride, depth, wetRow, nextQx: qx, nextQy: qy } = grid
  const perMetre = dtSeconds / cellMetres
  let deepest = 0
  for (let y = 1; y <= rows; y++) {
    let wet = 0
    for (let x = 1, i = y * stride + 1; x <= columns; x++, i++) {
      const change = perMetre * (qx[i] - qx[i + 1] + (qy[i] - qy[i + stride]))
      let h = depth[i] + change
      if (h < 0) h = 0 // rounding: a limited cell ends at zero give or take one unit in the last place
      depth[i] = h
      if (h > 0) wet = 1
      if (h > deepest) deepest = h
    }
    wetRow[y] = wet
  }
  grid.nextQx = grid.qx
  grid.nextQy = grid.qy
  grid.qx = qx
  grid.qy = qy
  return deepest
}
