/**
 * Flow between cells, over the scanned cells alone.
 *
 *     hf = max(z1 + h1, z2 + h2) - max(z1, z2)
 *     q' = (q - g hf dt S) / (1 + g hf dt n^2 |q| / hf^3)
 *     |q'| <= Fr hf sqrt(g hf);   |q'| dt / dx > h / 4 of the giving cell  ->  |q'| = h dx / (5 dt)
 *
 * Bates, Horritt and Fewtrell (2010), J. Hydrol. 387, 33-45, and the limits of Coulthard et al. (2013), Earth Surf. Process.
 * Landforms 38, 1897-1906. The exponent is 10/3 there and 3 in HAIL-CAESAR. A face between two dry cells keeps its discharge.
 */
import { faceSlope, noDataMetres, type PaddedGrid } from './padded-grid.js'
import type { HailCaesarSettings } from './settings.js'

export const gravity = 9.81

export function routeFlow(grid: PaddedGrid, settings: HailCaesarSettings, dtSeconds: number): void {
  const { scan, scanned, stride, bed, qx, qy, slopeX, slopeY } = grid
  for (let k = 0; k < scanned; k++) {
    const i = scan[k]
    if (bed[i] === noDataMetres) continue
    flowThrough(qx, i, i - 1, slopeX[i], grid, settings, dtSeconds)
    flowThrough(qy, i, i - stride, slopeY[i], grid, settings, dtSeconds)
  }
}

/** The face between cell `i` and its western or northern neighbour `low`. */
function flowThrough(q: Float64Array, i: number, low: number, kind: number, { bed, depth, cellMetres }: PaddedGrid, s: HailCaesarSettings, dt: number): void {
  const zLow = bed[low]
  const hLow = depth[low]
  const h = depth[i]
  if (zLow === noDataMetres || !(h > 0 || hLow > 0)) return
  const z = bed[i]
  const surface = z + h
  const surfaceLow = zLow + hLow
  const flowDepth = Math.max(surface, surfaceLow) - Math.max(z, zLow)
  if (!(flowDepth > s.minimumFlowDepthMetres)) {
    q[i] = 0
    return
  }
  let slope = (surfaceLow - surface) / cellMetres
  if (kind !== faceSlope.surface) slope = kind === faceSlope.towardLow ? -s.edgeSlope : s.edgeSlope
  const drive = gravity * flowDepth * dt
  const cubed = flowDepth * flowDepth * flowDepth
  const before = q[i]
  let now = (before - drive * slope) / (1 + (drive * (s.manning * s.manning) * Math.abs(before)) / cubed)
  if (now * now > s.froudeLimit * s.froudeLimit * gravity * cubed) {
    const most = flowDepth * Math.sqrt(gravity * flowDepth) * s.froudeLimit
    now = now > 0 ? most : -most
  }
  if (now > 0) {
    if ((now * dt) / cellMetres > h / 4) now = (h * cellMetres) / 5 / dt
  } else if (now < 0) {
    if ((-now * dt) / cellMetres > hLow / 4) now = -(hLow * cellMetres) / 5 / dt
  }
  q[i] = now
}

/** Applies the discharges to the scanned cells; answers the greatest depth, metres. */
export function updateDepth({ scan, scanned, stride, bed, depth, qx, qy, cellMetres }: PaddedGrid, dtSeconds: number): number {
  let deepest = 0
  for (let k = 0; k < scanned; k++) {
    const i = scan[k]
    let h = depth[i] + (dtSeconds * (qx[i + 1] - qx[i] + qy[i + stride] - qy[i])) / cellMetres
    if (bed[i] === noDataMetres) h = 0
    depth[i] = h
    if (h > deepest) deepest = h
  }
  return deepest
}

/** Lists the wet cells and their eight neighbours. */
export function scanWet(grid: PaddedGrid): void {
  const { rows, columns, stride, depth: h, scan } = grid
  let count = 0
  for (let y = 1; y <= rows; y++) {
    const row = y * stride
    let west = h[row - stride] > 0 || h[row] > 0 || h[row + stride] > 0
    let here = h[row - stride + 1] > 0 || h[row + 1] > 0 || h[row + stride + 1] > 0
    for (let x = 1; x <= columns; x++) {
      const i = row + x
      const east = h[i - stride + 1] > 0 || h[i + 1] > 0 || h[i + stride + 1] > 0
      if (west || here || east) scan[count++] = i
      west = here
      here = east
    }
  }
  grid.scanned = count
}

/** Takes what stands above `edgeDepthMetres` in the outer rows and columns; answers the metres taken, summed over cells. */
export function drainEdges({ rows, columns, stride, depth }: PaddedGrid, edgeDepthMetres: number): number {
  let taken = 0
  const drain = (i: number) => {
    if (!(depth[i] > edgeDepthMetres)) return
    taken += depth[i] - edgeDepthMetres
    depth[i] = edgeDepthMetres
  }
  for (let x = 1; x <= columns; x++) {
    drain(stride + x)
    drain(rows * stride + x)
  }
  for (let y = 1; y <= rows; y++) {
    drain(y * stride + 1)
    drain(y * stride + columns)
  }
  return taken
}
