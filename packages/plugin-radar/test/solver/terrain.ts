/** Terrain and rain of the solver's tests. */
import { random } from '@phd/core'
import type { SolverOptions } from '@phd/plugin-radar'

export const rows = 24
export const columns = 24

/** Hills of random heights: sinks, ridges, steps. */
export function hills(seed: number, height = rows, width = columns): Float64Array {
  const draw = random(seed, 'hills')
  const bumps = Array.from({ length: 12 }, () => ({ y: draw() * height, x: draw() * width, metres: 20 * draw() - 8, width: 2 + 4 * draw() }))
  return Float64Array.from({ length: height * width }, (_, i) => {
    const y = Math.floor(i / width)
    const x = i % width
    return 100 + bumps.reduce((sum, bump) => sum + bump.metres * Math.exp(-((y - bump.y) ** 2 + (x - bump.x) ** 2) / (2 * bump.width ** 2)), 0)
  })
}

export const square = (elevationMetres: ArrayLike<number>, more: Partial<SolverOptions> = {}): SolverOptions => ({
  rows,
  columns,
  cellMetres: 20,
  elevationMetres,
  ...more,
})

export function patchyRain(seed: number, cells = rows * columns): Float64Array {
  const draw = random(seed, 'rain')
  return Float64Array.from({ length: cells }, () => (draw() < 0.5 ? 0 : 120 * draw()))
}

export const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** A 1D channel along x whose west end is fed with `q` m2/s by rain into its first cell. */
export function fed(
  elevationMetres: Float64Array,
  cellMetres: number,
  q: number,
  more: Partial<SolverOptions>,
): { options: SolverOptions; rain: Float64Array } {
  const rain = new Float64Array(elevationMetres.length)
  rain[0] = (q / cellMetres) * 3_600_000
  return { options: { rows: 1, columns: elevationMetres.length, cellMetres, elevationMetres, ...more }, rain }
}
