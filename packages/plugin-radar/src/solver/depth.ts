/** No cell gives more than it has. */
import type { Faces, Grid } from './grid.js'
import { outwardDischarge } from './plain.js'

/**
 * Where the outflow of a step exceeds a cell's water, all its outward discharges are scaled by one factor. A discharge leaves
 * exactly one cell, so it is scaled once at most, and rows may be limited in any order.
 */
export function limitRow({ stride, columns, depth }: Grid, { x, y }: Faces, row: number, perMetre: number): void {
  for (let i = row * stride + 1; i <= row * stride + columns; i++) {
    const out = outwardDischarge(x, y, i, stride) * perMetre
    if (!(out > depth[i])) continue
    const factor = depth[i] / out
    if (x[i] < 0) x[i] *= factor
    if (x[i + 1] > 0) x[i + 1] *= factor
    if (y[i] < 0) y[i] *= factor
    if (y[i + stride] > 0) y[i + stride] *= factor
  }
}

/** Metres of water that left over the edge from the cells of one row. */
export function edgeOutflow({ rows, columns, stride }: Grid, { x, y }: Faces, row: number, perMetre: number): number {
  const first = row * stride + 1
  let out = x[first + columns] - x[first]
  if (row === 1) for (let i = first; i < first + columns; i++) out -= y[i]
  if (row === rows) for (let i = first; i < first + columns; i++) out += y[i + stride]
  return out * perMetre
}

/** Takes what the ground can take from a row; answers the metres taken. Call before the depths are looked at. */
export function infiltrateRow({ columns, stride, depth, capacity, infiltrated }: Grid, row: number, dtSeconds: number): number {
  let sum = 0
  for (let i = row * stride + 1; i <= row * stride + columns; i++) {
    const taken = Math.min(depth[i], capacity[i] * dtSeconds)
    depth[i] -= taken
    infiltrated[i] += taken
    sum += taken
  }
  return sum
}

export function deepestOfRow({ columns, stride, depth }: Grid, row: number): number {
  let deepest = 0
  for (let i = row * stride + 1; i <= row * stride + columns; i++) if (depth[i] > deepest) deepest = depth[i]
  return deepest
}
