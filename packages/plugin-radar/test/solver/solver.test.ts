import { random } from '@phd/core'
import { createSolver, type SolverOptions } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'

const rows = 24
const columns = 24

/** Hills of random heights: sinks, ridges, steps. */
function hills(seed: number): Float64Array {
  const draw = random(seed, 'hills')
  const bumps = Array.from({ length: 12 }, () => ({ y: draw() * rows, x: draw() * columns, metres: 20 * draw() - 8, width: 2 + 4 * draw() }))
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    const y = Math.floor(i / columns)
    const x = i % columns
    return 100 + bumps.reduce((sum, bump) => sum + bump.metres * Math.exp(-((y - bump.y) ** 2 + (x - bump.x) ** 2) / (2 * bump.width ** 2)), 0)
  })
}

const square = (elevationMetres: ArrayLike<number>, more: Partial<SolverOptions> = {}): SolverOptions => ({
  rows,
  columns,
  cellMetres: 20,
  elevationMetres,
  ...more,
})

const patchyRain = (seed: number): Float64Array => {
  const draw = random(seed, 'rain')
  return Float64Array.from({ length: rows * columns }, () => (draw() < 0.5 ? 0 : 120 * draw()))
}

describe('createSolver', () => {
  test('a lake at rest stays at rest', () => {
    const bed = hills(1)
    const lake = bed.map((height) => Math.max(0, 101 - height))
    const solver = createSolver(square(bed))
    solver.setDepth(lake)
    solver.advance(3600)
    const worst = solver.depthMetres().reduce((most, depth, i) => Math.max(most, Math.abs(depth - lake[i])), 0)
    expect(worst).toBeLessThan(1e-12)
  })

  test.each([
    { cellMetres: 10, slope: 0.005, manning: 0.03 },
    { cellMetres: 50, slope: 0.02, manning: 0.04 },
    { cellMetres: 50, slope: 0.0005, manning: 0.04 },
  ])(
    'rain on a plane of slope $slope: steady discharge R L, Manning depth (q n / sqrt S)^(3/5), at the time step that the wave allows',
    ({ cellMetres, slope, manning }) => {
      const length = 60
      const elevationMetres = Float64Array.from({ length }, (_, x) => 100 - slope * cellMetres * x)
      const solver = createSolver({ rows: 1, columns: length, cellMetres, elevationMetres, manning, edge: { kind: 'free', slope, sides: ['east'] } })
      const rain = new Float64Array(length).fill(50)
      for (let hour = 0; hour < 24; hour++) solver.advance(3600, rain)
      const metresPerSecond = 50 / 3_600_000
      expect(solver.outflowCubicMetresPerSecond / (metresPerSecond * length * cellMetres ** 2)).toBeCloseTo(1, 9)
      const depth = solver.depthMetres()
      for (const x of [20, 30, 45]) {
        const q = metresPerSecond * (x + 1) * cellMetres
        const ratio = depth[x] / ((q * manning) / Math.sqrt(slope)) ** 0.6
        expect(Math.abs(ratio - 1)).toBeLessThan(0.04)
      }
    },
  )

  test.each([1, 2, 3])('volume is conserved over random hills, closed and free (seed %i)', (seed) => {
    for (const edge of [{ kind: 'closed' }, { kind: 'free', slope: 0.01 }] as const) {
      const solver = createSolver(square(hills(seed), { edge }))
      for (let frame = 0; frame < 24; frame++) solver.advance(300, frame < 12 ? patchyRain(seed + frame) : undefined)
      const mass = solver.mass()
      expect(mass.errorShare).toBeLessThan(1e-12)
      expect(mass.rainCubicMetres).toBeGreaterThan(1000)
      if (edge.kind === 'closed') expect(mass.outflowCubicMetres).toBe(0)
      else expect(mass.outflowCubicMetres).toBeGreaterThan(100)
    }
  })

  test('flipping or transposing terrain and rain flips or transposes the water, to the last bit', () => {
    const run = (map: (y: number, x: number) => number) => {
      const bed = new Float64Array(rows * columns)
      const rain = new Float64Array(rows * columns)
      const [hill, fall] = [hills(4), patchyRain(4)]
      for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) [bed[map(y, x)], rain[map(y, x)]] = [hill[y * columns + x], fall[y * columns + x]]
      const solver = createSolver(square(bed, { edge: { kind: 'free', slope: 0.005 } }))
      solver.advance(1800, rain)
      solver.advance(1800)
      const depth = solver.depthMetres()
      return Float64Array.from({ length: rows * columns }, (_, i) => depth[map(Math.floor(i / columns), i % columns)])
    }
    const plain = run((y, x) => y * columns + x)
    expect(run((y, x) => y * columns + columns - 1 - x)).toEqual(plain)
    expect(run((y, x) => (rows - 1 - y) * columns + x)).toEqual(plain)
    expect(run((y, x) => x * columns + y)).toEqual(plain)
  })

  test('a wave runs into a dry bed without a negative depth, and not through a wall or missing terrain', () => {
    const bed = new Float64Array(rows * columns)
    for (let y = 0; y < rows; y++) bed[y * columns + 18] = y % 2 ? 50 : Number.NaN
    const solver = createSolver(square(bed, { manning: 0.02 }))
    solver.setDepth(bed.map((_, i) => (i % columns < 4 ? 2 : 0)))
    let front = 4
    for (let k = 0; k < 60; k++) {
      solver.advance(5)
      const depth = solver.depthMetres()
      expect(depth.every((metres) => !(metres < 0))).toBe(true)
      const reached = [...depth.subarray(5 * columns, 6 * columns)].findLastIndex((metres) => metres > 0)
      expect(reached).toBeGreaterThanOrEqual(front - 1)
      front = Math.max(front, reached + 1)
    }
    expect(front).toBe(18)
    expect(solver.mass().errorShare).toBeLessThan(1e-12)
  })

  test('the non-breaking wave over a flat bed: depth [7/3 (C - n^2 u^2 (x - u t))]^(3/7) (Hunter et al. 2005)', () => {
    const columns1d = 200
    const cellMetres = 25
    const [speed, manning] = [0.635, 0.03]
    const exact = (xMetres: number, seconds: number) => Math.max(0, (-7 / 3) * manning ** 2 * speed ** 2 * (xMetres - speed * seconds)) ** (3 / 7)
    const solver = createSolver({ rows: 1, columns: columns1d, cellMetres, elevationMetres: new Float64Array(columns1d), manning, theta: 1 })
    const start = 1800
    const at = (seconds: number) => Float64Array.from({ length: columns1d }, (_, x) => exact((x + 0.5) * cellMetres, seconds))
    solver.setDepth(at(start))
    // The first cell is held at the exact depth, as the wave comes in from the west.
    for (let seconds = 0; seconds < 1800; seconds += 5) {
      const depth = solver.depthMetres()
      depth[0] = exact(0.5 * cellMetres, start + seconds)
      solver.setDepth(depth)
      solver.advance(5)
    }
    const wanted = at(start + 1800)
    const found = solver.depthMetres()
    const rmse = Math.sqrt(wanted.reduce((sum, metres, x) => sum + (x === 0 ? 0 : (metres - found[x]) ** 2), 0) / columns1d)
    expect(rmse).toBeLessThan(0.03)
    expect(Math.max(...wanted)).toBeGreaterThan(0.8)
  })

  test('rain that is no number is refused by the mass balance, wrong parameters by name', () => {
    const solver = createSolver(square(hills(1)))
    expect(() => solver.advance(300, new Float64Array(rows * columns).fill(Number.POSITIVE_INFINITY))).toThrow(/lost or made water/)
    expect(() => createSolver(square(new Float64Array(3)))).toThrow(/cannot start/)
    expect(() => createSolver(square(hills(1), { theta: 2 }))).toThrow(expect.objectContaining({ code: 'RADAR_SOLVER_INPUT', received: '2' }))
  })
})
