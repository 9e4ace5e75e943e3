import { createSolver } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { columns, fed, hills, largest, patchyRain, rows, square } from './terrain.js'

describe('the solver against what is known', () => {
  test('a lake at rest stays at rest', () => {
    const bed = hills(1)
    const lake = bed.map((height) => Math.max(0, 101 - height))
    const solver = createSolver(square(bed, { initialDepthMetres: lake }))
    solver.advance(3600)
    expect(solver.steps).toBeGreaterThan(500)
    expect(largest(solver.depthMetres().map((depth, i) => depth - lake[i]))).toBeLessThan(1e-12)
    const { eastMetresPerSecond, southMetresPerSecond } = solver.velocity()
    expect(largest(eastMetresPerSecond)).toBeLessThan(1e-12)
    expect(largest(southMetresPerSecond)).toBeLessThan(1e-12)
  })

  test.each([
    { cellMetres: 10, slope: 0.005, manning: 0.03 },
    { cellMetres: 50, slope: 0.02, manning: 0.04 },
    { cellMetres: 50, slope: 0.0005, manning: 0.04 },
  ])('rain on a plane of slope $slope: discharge R L; Manning depth (q n / sqrt S)^(3/5), S of the water surface', ({ cellMetres, slope, manning }) => {
    const length = 60
    const elevationMetres = Float64Array.from({ length }, (_, x) => 100 - slope * cellMetres * x)
    const solver = createSolver({ rows: 1, columns: length, cellMetres, elevationMetres, manning, edge: { kind: 'free', slope, sides: ['east'] } })
    const rain = new Float64Array(length).fill(50)
    for (let hour = 0; hour < 24; hour++) solver.advance(3600, rain)
    const metresPerSecond = 50 / 3_600_000
    expect(solver.outflowCubicMetresPerSecond / (metresPerSecond * length * cellMetres ** 2)).toBeCloseTo(1, 6)
    const depth = solver.depthMetres()
    for (const x of [5, 20, 30, 45, 58]) {
      const q = metresPerSecond * (x + 1) * cellMetres
      const surfaceSlope = slope + (depth[x] - depth[x + 1]) / cellMetres
      // What stands above the sill drives the flow; on a plane that is the depth upstream.
      expect(depth[x] / ((q * manning) / Math.sqrt(surfaceSlope)) ** 0.6).toBeCloseTo(1, 5)
      expect(depth[x] / ((q * manning) / Math.sqrt(slope)) ** 0.6).toBeCloseTo(1, 0.8)
    }
  })

  // Hunter's wave has the inertia of advection, which the scheme leaves out. Without it the wave of the same speed u is
  // 3/7 g h^(7/3) - 3/4 u^2 h^(4/3) = g n^2 u^2 (u t - x), with a step of 7 u^2 / (4 g) at its front.
  test('the non-breaking wave over a flat bed converges to its own inertial form, and is near [7/3 n^2 u^2 (u t - x)]^(3/7) (Hunter et al. 2005)', () => {
    const errors = [50, 25, 12.5].map(waveErrors)
    expect(errors[0].inertial).toBeLessThan(6e-3)
    expect(errors[1].inertial).toBeLessThan(0.6 * errors[0].inertial)
    expect(errors[2].inertial).toBeLessThan(0.6 * errors[1].inertial)
    for (const { hunter } of errors) expect(hunter).toBeLessThan(0.06)
  })

  test('steady flow over a bed made for its depth (as MacDonald et al. 1997, subcritical, without the inertia of advection): first order', () => {
    const errors = [40, 80, 160].map(steadyError)
    expect(errors[0]).toBeLessThan(0.016)
    expect(errors[1]).toBeLessThan(0.55 * errors[0])
    expect(errors[2]).toBeLessThan(0.55 * errors[1])
  })

  test.each([1, 2, 3])('volume is conserved over random hills, closed and free, with water sinking in (seed %i)', (seed) => {
    for (const edge of [{ kind: 'closed' }, { kind: 'free', slope: 0.01 }] as const) {
      const solver = createSolver(square(hills(seed), { edge, infiltrationMmPerHour: 4, initialDepthMetres: patchyRain(9).map((rate) => rate / 1000) }))
      for (let frame = 0; frame < 24; frame++) solver.advance(300, frame < 12 ? patchyRain(seed + frame) : undefined)
      const mass = solver.mass()
      expect(mass.errorShare).toBeLessThan(1e-12)
      expect(mass.rainCubicMetres).toBeGreaterThan(1000)
      expect(mass.initialCubicMetres).toBeGreaterThan(1000)
      expect(mass.infiltrationCubicMetres).toBeGreaterThan(500)
      if (edge.kind === 'closed') expect(mass.outflowCubicMetres).toBe(0)
      else expect(mass.outflowCubicMetres).toBeGreaterThan(100)
    }
  })

  test('no water is made where momentum carries it off a nearly dry bump', () => {
    const bed = Float64Array.from({ length: 40 }, (_, x) => (x % 7 === 3 ? 0.3 : 0))
    const solver = createSolver({
      ...{ rows: 1, columns: 40, cellMetres: 5, elevationMetres: bed, manning: 0.01, theta: 0.6, courant: 1, froudeLimit: 2 },
      initialDepthMetres: bed.map((_, x) => (x < 8 ? 1.5 : 0)),
    })
    for (let k = 0; k < 200; k++) solver.advance(3)
    expect(solver.mass().errorShare).toBeLessThan(1e-12)
  })

  test('flipping or transposing terrain and rain flips or transposes the water, to the last bit', () => {
    const run = (map: (y: number, x: number) => number) => {
      const turned = (field: Float64Array) => {
        const out = new Float64Array(rows * columns)
        for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) out[map(y, x)] = field[y * columns + x]
        return out
      }
      const manning = turned(Float64Array.from({ length: rows * columns }, (_, i) => 0.02 + 0.0001 * i))
      const solver = createSolver(square(turned(hills(4)), { manning, edge: { kind: 'free', slope: 0.005 } }))
      solver.advance(1800, turned(patchyRain(4)))
      solver.advance(1800)
      const depth = solver.depthMetres()
      return Float64Array.from({ length: rows * columns }, (_, i) => depth[map(Math.floor(i / columns), i % columns)])
    }
    const plain = run((y, x) => y * columns + x)
    expect(largest(plain)).toBeGreaterThan(0.3)
    expect(run((y, x) => y * columns + columns - 1 - x)).toEqual(plain)
    expect(run((y, x) => (rows - 1 - y) * columns + x)).toEqual(plain)
    expect(run((y, x) => x * columns + y)).toEqual(plain)
  })

  test('a wave runs into a dry bed without a negative depth, and not through a wall or missing terrain', () => {
    const bed = new Float64Array(rows * columns)
    for (let y = 0; y < rows; y++) bed[y * columns + 18] = y % 2 ? 50 : Number.NaN
    const solver = createSolver(square(bed, { manning: 0.02, initialDepthMetres: bed.map((_, i) => (i % columns < 4 ? 2 : 0)) }))
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

  test('a free edge drains only its sides, each at its own slope', () => {
    const tank = (edge: Parameters<typeof createSolver>[0]['edge']) => {
      const solver = createSolver(square(new Float64Array(rows * columns), { edge, initialDepthMetres: new Float64Array(rows * columns).fill(0.5) }))
      solver.advance(60)
      return solver.mass().outflowCubicMetres
    }
    const east = tank({ kind: 'free', slope: { east: 0.001 } })
    expect(east).toBeGreaterThan(0)
    expect(tank({ kind: 'free', slope: 0.001, sides: ['east'] })).toBe(east)
    expect(tank({ kind: 'free', slope: { west: 0.001 } })).toBe(east)
    expect(tank({ kind: 'free', slope: { north: 0.001 } })).toBeCloseTo(east, 9)
    expect(tank({ kind: 'free', slope: { east: 0.004 } })).toBeGreaterThan(1.5 * east)
    expect(tank({ kind: 'closed' })).toBe(0)
  })
})

/** RMSE in metres after an hour: from the inertial wave behind the front, from Hunter's everywhere. */
function waveErrors(cellMetres: number): { inertial: number; hunter: number } {
  const cells = 5000 / cellMetres
  const [speed, manning, gravity] = [0.635, 0.03, 9.81]
  const behind = (cell: number, seconds: number) => speed * seconds - (cell + 0.5) * cellMetres
  const hunter = (metres: number) => Math.max(0, (7 / 3) * (manning * speed) ** 2 * metres) ** (3 / 7)
  const inertial = (metres: number) => {
    if (metres <= 0) return 0
    let h = Math.max(0.08, hunter(metres))
    for (let k = 0; k < 50; k++) {
      const off = (3 / 7) * gravity * h ** (7 / 3) - 0.75 * speed ** 2 * h ** (4 / 3) - gravity * (manning * speed) ** 2 * metres
      h -= off / (gravity * h ** (4 / 3) - speed ** 2 * h ** (1 / 3))
    }
    return h
  }
  const solver = createSolver({ rows: 1, columns: cells, cellMetres, elevationMetres: new Float64Array(cells), manning, theta: 1 })
  // The first cell is held at the exact depth, as the wave comes in from the west.
  const piece = cellMetres / 100
  for (let k = 1; k * piece <= 3600; k++) {
    const depth = solver.depthMetres()
    depth[0] = inertial(behind(0, k * piece))
    solver.setDepth(depth)
    solver.advance(piece)
  }
  const found = solver.depthMetres()
  const rmse = (exact: (metres: number) => number, from: number, to: number) => {
    const squares = Array.from(found, (h, x) => (h - exact(behind(x, 3600))) ** 2).slice(from / cellMetres, to / cellMetres)
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
  }
  return { inertial: rmse(inertial, 100, 2000), hunter: rmse(hunter, 100, 5000) }
}

/** Largest relative error of the depth 1 + 0.2 sin(2 pi x / L) m of 1.5 m2/s over 2 km. */
function steadyError(cells: number): number {
  const [lengthMetres, q, manning] = [2000, 1.5, 0.035]
  const cellMetres = lengthMetres / cells
  const depth = (x: number) => 1 + 0.2 * Math.sin((2 * Math.PI * x) / lengthMetres)
  const friction = (x: number) => (manning * q) ** 2 / depth(x) ** (10 / 3)
  // bed(x) = bed(0) + depth(0) - depth(x) - the head that friction takes, by Simpson's rule in short pieces
  const short = 1
  let lost = 0
  let x = 0
  const bed = Float64Array.from({ length: cells }, (_, i) => {
    for (const end = (i + 0.5) * cellMetres; x < end - 1e-9; ) {
      const piece = Math.min(short, end - x)
      lost += (piece / 6) * (friction(x) + 4 * friction(x + piece / 2) + friction(x + piece))
      x += piece
    }
    return 10 - depth((i + 0.5) * cellMetres) - lost
  })
  const last = depth(lengthMetres - cellMetres / 2)
  const slope = (q * manning) ** 2 / last ** (10 / 3)
  const { options, rain } = fed(bed, cellMetres, q, { manning, theta: 1, edge: { kind: 'free', slope, sides: ['east'] } })
  const solver = createSolver({ ...options, initialDepthMetres: bed.map((_, i) => depth((i + 0.5) * cellMetres)) })
  for (let hour = 0; hour < 8; hour++) solver.advance(3600, rain)
  expect(solver.outflowCubicMetresPerSecond / (q * cellMetres)).toBeCloseTo(1, 6)
  return largest(solver.depthMetres().map((h, i) => h / depth((i + 0.5) * cellMetres) - 1))
}
