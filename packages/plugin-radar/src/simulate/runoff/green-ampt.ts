/**
 * Infiltration after Green and Ampt (1911), J. Agric. Sci. 4, 1-24: a sharp wetting front that sinks into dry soil.
 *
 *     f = K (1 + S / F),  S = psi dtheta;  under water for a time dt:  F1 - F0 = K dt + S ln((F1 + S) / (F0 + S))
 *
 * F is what has gone in since the start, metres. The head of the water on the ground is left out, as is usual.
 */
export interface GreenAmptSoil {
  conductivityMetresPerSecond: number
  /** psi times dtheta, metres. */
  suctionDeficitMetres: number
}

/** What the soil can take in `seconds` under water, metres, having taken `takenMetres`. */
export function greenAmptPotential({ conductivityMetresPerSecond: k, suctionDeficitMetres: s }: GreenAmptSoil, takenMetres: number, seconds: number): number {
  const steady = k * seconds
  if (s === 0 || seconds === 0) return steady
  const base = takenMetres + s
  // The root of d - steady - s ln(1 + d / base) by Newton from above, where the function is convex: it falls towards the root.
  let d = steady + Math.sqrt(steady * steady + 2 * s * steady)
  for (let i = 0; i < 50; i++) {
    const next = d - (d - steady - s * Math.log1p(d / base)) / (1 - s / (base + d))
    if (!(Math.abs(next - d) > 1e-14 * next)) return next
    d = next
  }
  return d
}
