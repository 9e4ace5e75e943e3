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
  facesAlong(grid.qx, grid.slopeX, 1, grid, settings, dtSeconds)
  facesAlong(grid.qy, grid.slopeY, grid.stride, grid, settings, dtSeconds)
}

/** The faces between each scanned cell and its neighbour `back` before it, to the west or north. */
function facesAlong(q: Float64Array, slopeKind: Uint8Array, back: number, grid: PaddedGrid, settings: HailCaesarSettings, dt: number): void {
  const { scan, scanned, bed, depth, cellMetres } = grid
  const { minimumFlowDepthMetres, edgeSlope } = settings
  const drive = gravity * dt
  const drag = settings.manning * settings.manning
  const froude = settings.froudeLimit * settings.froudeLimit * gravity
  const quarter = cellMetres / 4 / dt
  const fifth = cellMetres / 5 / dt
  const [none, fromSurface, towardLow, g, froudeLimit] = [noDataMetres, faceSlope.surface, faceSlope.towardLow, gravity, settings.froudeLimit]
  for (let k = 0; k < scanned; k++) {
    const i = scan[k]
    const h = depth[i]
    const hLow = depth[i - back]
    const z = bed[i]
    const zLow = bed[i - back]
    if (!(h > 0 || hLow > 0) || z === none || zLow === none) continue
    const surface = z + h
    const surfaceLow = zLow + hLow
    const flowDepth = Math.max(surface, surfaceLow) - Math.max(z, zLow)
    if (!(flowDepth > minimumFlowDepthMetres)) {
      q[i] = 0
      continue
    }
    let slope = (surfaceLow - surface) / cellMetres
    if (slopeKind[i] !== fromSurface) slope = slopeKind[i] === towardLow ? -edgeSlope : edgeSlope
    const pull = drive * flowDepth
    const cubed = flowDepth * flowDepth * flowDepth
    const before = q[i]
    let now = (before - pull * slope) / (1 + (pull * drag * (before < 0 ? -before : before)) / cubed)
    if (now * now > froude * cubed) now = (now > 0 ? froudeLimit : -froudeLimit) * flowDepth * Math.sqrt(g * flowDepth)
    if (now > 0) {
      if (now > h * quarter) now = h * fifth
    } else if (now < -hLow * quarter) now = -hLow * fifth
    q[i] = now
  }
}

/** Applies the discharges to the scanned cells; answers the greatest depth, metres. */
export function updateDepth({ scan, scanned, stride, bed, depth, qx, qy, cellMetres }: PaddedGrid, dtSeconds: number): number {
  const none = noDataMetres
  let deepest = 0
  for (let k = 0; k < scanned; k++) {
    const i = scan[k]
    let h = depth[i] + (dtSeconds * (qx[i + 1] - qx[i] + qy[i + stride] - qy[i])) / cellMetres
    if (bed[i] === none) h = 0
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
