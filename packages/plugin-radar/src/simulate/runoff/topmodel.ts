/**
 * TOPMODEL's lumped store: rain goes in, runoff comes out, and what is in between is known.
 *
 * The discharge j of a store whose deficit D falls as water comes in is j = j0 exp(-D / M), so dj/dt = j (r - j) / M
 * (Beven and Kirkby 1979, Hydrol. Sci. Bull. 24, 43-69; solved over a time step as in Coulthard et al. 2013, Earth Surf.
 * Process. Landforms 38, 1897-1906):
 *
 *     g = j0 (exp(r dt / M) - 1) / r      without rain: g = j0 dt / M
 *     j = j0 exp(r dt / M) / (1 + g)
 *     R = M / dt ln(1 + g)                mean runoff of the step
 *
 * The same as the published forms, without their cancellation. M ln(j / j0) = (r - R) dt: the store takes what does not
 * run off, to the last drop.
 */
export const initialDischargeMetresPerSecond = 1e-9

export interface TopmodelStep {
  dischargeMetresPerSecond: number
  /** Mean over the step, m/s. */
  runoffMetresPerSecond: number
}

export function topmodelStep(dischargeMetresPerSecond: number, rainMetresPerSecond: number, seconds: number, recessionMetres: number): TopmodelStep {
  const x = (rainMetresPerSecond * seconds) / recessionMetres
  const g = dischargeMetresPerSecond * (rainMetresPerSecond > 0 ? Math.expm1(x) / rainMetresPerSecond : seconds / recessionMetres)
  return {
    dischargeMetresPerSecond: (dischargeMetresPerSecond * Math.exp(x)) / (1 + g),
    runoffMetresPerSecond: (recessionMetres / seconds) * Math.log1p(g),
  }
}
