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
 */
import type { Grid } from './grid.js'
import type { Settings } from './options.js'

export const gravity = 9.81

/** Fills `nextQx` and `nextQy`. */
export function computeFlux(grid: Grid, settings: Settings, dtSeconds: number): void {
  const { rows, columns, stride, wetRow } = grid
  for (let y = 1; y <= rows; y++) {
    const row = y * stride
    if (wetRow[y]) facesAlong(grid.qx, grid.nextQx, grid, settings, dtSeconds, row + 1, row + columns + 1, 1)
    else grid.nextQx.fill(0, row + 1, row + columns + 2)
  }
  for (let y = 1; y <= rows + 1; y++) {
    const row = y * stride
    if (wetRow[y] || wetRow[y - 1]) facesAlong(grid.qy, grid.nextQy, grid, settings, dtSeconds, row + 1, row + columns, stride)
    else grid.nextQy.fill(0, row + 1, row + columns + 1)
  }
}

/** Faces `first` to `last` between cells i - `back` and i. */
function facesAlong(q: Float64Array, next: Float64Array, { bed, depth }: Grid, s: Settings, dt: number, first: number, last: number, back: number): void {
  const { theta, froudeLimit, minimumFlowDepthMetres: minimum, manning, cellMetres } = s
  const aside = (1 - theta) / 2
  const drive = (gravity * dt) / cellMetres
  const drag = 4 * gravity * dt * manning * manning
  const froude = froudeLimit * froudeLimit * gravity
  for (let i = first; i <= last; i++) {
    const z1 = bed[i - back]
    const z2 = bed[i]
    const surface1 = z1 + depth[i - back]
    const surface2 = z2 + depth[i]
    const flowDepth = Math.max(surface1, surface2) - Math.max(z1, z2)
    if (flowDepth <= minimum) {
      next[i] = 0
      continue
    }
    const pushed = theta * q[i] + aside * (q[i - back] + q[i + back]) + drive * flowDepth * (surface1 - surface2)
    const squared = flowDepth * flowDepth
    const slowed = (2 * pushed) / (1 + Math.sqrt(1 + (drag * Math.abs(pushed)) / (squared * Math.cbrt(flowDepth))))
    if (slowed * slowed > froude * squared * flowDepth) next[i] = Math.sign(slowed) * Math.sqrt(froude * squared * flowDepth)
    else next[i] = slowed
  }
}
