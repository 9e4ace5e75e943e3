/** The curve 1 / (1 + a x^2b) by which nearness in the picture is measured, fitted to a minimum distance. */

export interface Curve {
  a: number
  b: number
}

const samples = 300

/**
 * Least squares against 1 up to minDist, exp(-(x - minDist) / spread) beyond, at 300 points of [0, 3 spread]
 * (arXiv:1802.03426, definition 11). Damped Gauss-Newton (Marquardt 1963, doi:10.1137/0111030) in log a and log b.
 */
export function fitCurve(minDist: number, spread = 1): Curve {
  const xs = Array.from({ length: samples }, (_, i) => (3 * spread * i) / (samples - 1))
  const ys = xs.map((x) => (x < minDist ? 1 : Math.exp(-(x - minDist) / spread)))
  const curve = ([la, lb]: number[], x: number) => 1 / (1 + Math.exp(la) * x ** (2 * Math.exp(lb)))
  const loss = (at: number[]) => xs.reduce((sum, x, i) => sum + (curve(at, x) - ys[i]) ** 2, 0)
  let at = [0, 0]
  let damping = 1e-3
  for (let step = 0; step < 500 && damping < 1e12; step++) {
    let [aa, ab, bb, ga, gb] = [0, 0, 0, 0, 0]
    xs.forEach((x, i) => {
      const y = curve(at, x)
      const slope = -y * (1 - y)
      const [ja, jb] = [slope, x > 0 ? slope * 2 * Math.exp(at[1]) * Math.log(x) : 0]
      const residual = y - ys[i]
      aa += ja * ja
      ab += ja * jb
      bb += jb * jb
      ga += ja * residual
      gb += jb * residual
    })
    const [da, db] = [aa * (1 + damping), bb * (1 + damping)]
    const determinant = da * db - ab * ab
    const next = [at[0] - (db * ga - ab * gb) / determinant, at[1] - (da * gb - ab * ga) / determinant]
    const better = loss(next) < loss(at)
    if (better && Math.abs(next[0] - at[0]) + Math.abs(next[1] - at[1]) < 1e-12) break
    if (better) at = next
    damping = better ? damping / 10 : damping * 10
  }
  return { a: Math.exp(at[0]), b: Math.exp(at[1]) }
}
