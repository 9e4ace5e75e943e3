/**
 * Discharge through every face after one step: the inertial form of the shallow-water equations.
 *
 *     hf = max(z1 + h1, z2 + h2) - max(z1, z2)
 *     p  = theta q + (1 - theta) / 2 (q_before + q_after) - g hf dt S
 *     q' = p - g hf dt n^2 q' |q'| / hf^(10/3)          |q'| <= Fr hf sqrt(g hf)
 *
 * Bates, Horritt and Fewtrell (2010), J. Hydrol. 387, 33-45, with the q-centred average of de Almeida et al. (2012), Water
 * Resour. Res. 48, W05528. S is the slope of the water surface along the flow. One thing differs: they take friction as
 * q' |q|, which answers a thin sheet on a slope with q' = q_steady^2 / q and so swings about the steady discharge at the
 * time steps that the wave allows; here friction is wholly implicit, the positive root of the quadratic in q'. The steady
 * state is the same.
 *
 * Depths, discharges, slopes and sums are float64. The share of p that friction and the Froude limit leave is computed in
 * float32, which changes a discharge by less than 1e-6 of itself, and neither where it is zero nor what is conserved.
 *
 * This is the oracle of simd/kernel.ts: every line stands there again, in the same order.
 */
import { frictionPower } from './friction-power.js'
import type { Grid } from './grid.js'
import type { Kernel } from './kernel.js'
import type { Settings } from './options.js'

export const gravity = 9.81
const float = Math.fround

export function plainKernel(grid: Grid, set: Settings): Kernel {
  const { columns, stride } = grid
  return {
    westFaces: (y, { now, next, dtSeconds }) => facesAlong(grid, set, now.x, next.x, dtSeconds, y * stride + 1, columns + 1, 1),
    northFaces: (y, { now, next, dtSeconds }) => facesAlong(grid, set, now.y, next.y, dtSeconds, y * stride + 1, columns, stride),
    overdrawn(y, { next, dtSeconds }) {
      const perMetre = dtSeconds / set.cellMetres
      for (let i = y * stride + 1; i <= y * stride + columns; i++) {
        if (outwardDischarge(next.x, next.y, i, stride) * perMetre > grid.depth[i]) return true
      }
      return false
    },
    update: (y, { next, dtSeconds }) => updateCells(grid, next.x, next.y, dtSeconds, set.cellMetres, y * stride + 1, y * stride + columns),
  }
}

/** `count` faces from `first` on, between cells i - `back` and i. */
function facesAlong(grid: Grid, set: Settings, q: Float64Array, next: Float64Array, dt: number, first: number, count: number, back: number): void {
  const { bed, depth, manning } = grid
  const { theta, froudeLimit, minimumFlowDepthMetres: minimum, cellMetres } = set
  const spatial = manning.length > 0
  const aside = (1 - theta) / 2
  const drive = (gravity * dt) / cellMetres
  const resistance = 4 * gravity * dt
  const froude = float(froudeLimit * froudeLimit * gravity)
  for (let i = first; i < first + count; i++) {
    const z1 = bed[i - back]
    const z2 = bed[i]
    const surface1 = z1 + depth[i - back]
    const surface2 = z2 + depth[i]
    const flowDepth = greater(surface1, surface2) - greater(z1, z2)
    if (!(flowDepth > minimum)) {
      next[i] = 0
      continue
    }
    const pushed = theta * q[i] + aside * (q[i - back] + q[i + back]) + drive * flowDepth * (surface1 - surface2)
    const n = spatial ? (manning[i - back] + manning[i]) * 0.5 : set.manning
    next[i] = pushed * slowing(float(flowDepth), float(Math.abs(pushed)), float(resistance * (n * n)), froude)
  }
}

/** q' / p of a face: friction, then the Froude limit. In float32; within 1e-6. */
function slowing(flowDepth: number, pushed: number, resistance: number, froude: number): number {
  const friction = float(float(resistance * pushed) * frictionPower(flowDepth))
  const share = float(2 / float(1 + float(Math.sqrt(float(1 + friction)))))
  const slowed = float(share * pushed)
  const fastest = float(froude * float(float(flowDepth * flowDepth) * flowDepth))
  return float(slowed * slowed) > fastest ? float(float(Math.sqrt(fastest)) / pushed) : share
}

/** As the vectors' pmax, which differs from `Math.max` at -0 and for what is no number. */
function greater(a: number, b: number): number {
  if (a < b) return b
  return a
}

export function outwardDischarge(x: Float64Array, y: Float64Array, i: number, stride: number): number {
  return greater(-x[i], 0) + greater(x[i + 1], 0) + (greater(-y[i], 0) + greater(y[i + stride], 0))
}

/** A depth that rounding takes below zero is zero: a limited cell ends there give or take one unit in the last place. */
export function updateCells(grid: Grid, x: Float64Array, y: Float64Array, dt: number, cellMetres: number, first: number, last: number): number {
  const { depth, rain, stride } = grid
  const perMetre = dt / cellMetres
  let deepest = 0
  for (let i = first; i <= last; i++) {
    const left = greater(depth[i] + perMetre * (x[i] - x[i + 1] + (y[i] - y[i + stride])), 0)
    const h = left + rain[i] * dt
    depth[i] = h
    if (h > deepest) deepest = h
  }
  return deepest
}
