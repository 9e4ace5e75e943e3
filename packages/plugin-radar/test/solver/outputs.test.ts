import { createSolver } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { columns, fed, hills, largest, patchyRain, rows, square } from './terrain.js'

describe('what a solver follows', () => {
  test('maximum depth, arrival and hazard are those of every step, seen from outside with advances of one step', () => {
    const track = { maximumDepth: true, arrivalDepthMetres: 0.02, maximumHazard: true }
    const solver = createSolver(square(hills(3), { track, maximumStepSeconds: 0.5 }))
    const cells = rows * columns
    const [deepest, hazard, arrival] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells).fill(Number.NaN)]
    for (let step = 1; step <= 1200; step++) {
      solver.advance(0.5, step < 600 ? patchyRain(3) : undefined)
      const depth = solver.depthMetres()
      const { eastMetresPerSecond: east, southMetresPerSecond: south } = solver.velocity()
      for (let i = 0; i < cells; i++) {
        deepest[i] = Math.max(deepest[i], depth[i])
        hazard[i] = Math.max(hazard[i], depth[i] * Math.sqrt(east[i] * east[i] + south[i] * south[i]))
        if (depth[i] >= 0.02 && Number.isNaN(arrival[i])) arrival[i] = solver.timeSeconds
      }
    }
    expect(solver.steps).toBe(1200)
    expect(solver.maximumDepthMetres()).toEqual(deepest)
    expect(solver.maximumHazard()).toEqual(hazard)
    expect(solver.arrivalSeconds()).toEqual(arrival)
    expect(largest(hazard)).toBeGreaterThan(0.005)
    expect(arrival.some((seconds) => Number.isNaN(seconds)) && arrival.some((seconds) => seconds > 10)).toBe(true)
  })

  test('water of the start has arrived at 0 s and counts for the maximum', () => {
    const initialDepthMetres = new Float64Array(rows * columns)
    initialDepthMetres[300] = 0.5
    const solver = createSolver(square(new Float64Array(rows * columns), { initialDepthMetres, track: { maximumDepth: true, arrivalDepthMetres: 0.5 } }))
    solver.advance(60)
    expect(solver.arrivalSeconds()[300]).toBe(0)
    expect(solver.arrivalSeconds().filter((seconds) => !Number.isNaN(seconds))).toHaveLength(1)
    expect(solver.maximumDepthMetres()[300]).toBe(0.5)
  })

  test('the velocity of steady flow is discharge over depth, toward its side', () => {
    const q = 0.5
    const slope = 0.002
    const bed = Float64Array.from({ length: 50 }, (_, x) => -x * 10 * slope)
    const { options, rain } = fed(bed, 10, q, { manning: 0.03, edge: { kind: 'free', slope, sides: ['east'] } })
    const solver = createSolver(options)
    for (let hour = 0; hour < 3; hour++) solver.advance(3600, rain)
    const { eastMetresPerSecond, southMetresPerSecond } = solver.velocity()
    const depth = solver.depthMetres()
    for (const x of [5, 25, 45]) expect(eastMetresPerSecond[x]).toBeCloseTo(q / depth[x], 3)
    expect(eastMetresPerSecond[25]).toBeCloseTo(((q * 0.03) / Math.sqrt(slope)) ** -0.6 * q, 2)
    expect(largest(southMetresPerSecond)).toBe(0)
    const down = createSolver({ ...options, rows: 50, columns: 1, edge: { kind: 'free', slope, sides: ['south'] } })
    for (let hour = 0; hour < 3; hour++) down.advance(3600, rain)
    expect(down.velocity().southMetresPerSecond).toEqual(eastMetresPerSecond)
  })

  test('nothing is kept that was not asked for', () => {
    const solver = createSolver(square(hills(1)))
    for (const field of [solver.maximumDepthMetres(), solver.arrivalSeconds(), solver.maximumHazard(), solver.infiltratedMetres()])
      expect(field).toHaveLength(0)
  })

  test('the ground takes what it can, and no more than there is', () => {
    const flat = new Float64Array(rows * columns)
    const rain = new Float64Array(rows * columns).fill(30)
    const solver = createSolver(square(flat, { infiltrationMmPerHour: flat.map((_, i) => (i < 5 ? 100 : 0)) }))
    solver.advance(3600, rain)
    const taken = solver.infiltratedMetres()
    expect(taken[0]).toBeGreaterThan(0.0299)
    expect(taken[0]).toBeLessThan(0.1)
    expect(taken[5]).toBe(0)
    expect(solver.mass().infiltrationCubicMetres).toBeCloseTo(taken.reduce((sum, metres) => sum + metres, 0) * 400, 9)
    expect(solver.mass().errorShare).toBeLessThan(1e-12)
    const even = createSolver(square(flat, { infiltrationMmPerHour: 10 }))
    even.advance(3600, rain)
    expect(largest(even.infiltratedMetres().map((metres) => metres - 0.01))).toBeLessThan(1e-12)
    expect(largest(even.depthMetres().map((metres) => metres - 0.02))).toBeLessThan(1e-12)
  })

  test('a capacity that is a function is asked at each advance, with what there is', () => {
    const seen: number[] = []
    const solver = createSolver(
      square(new Float64Array(rows * columns), {
        infiltrationMmPerHour: ({ timeSeconds, depthMetres, infiltratedMetres }) => {
          seen.push(timeSeconds, depthMetres[0], infiltratedMetres[0])
          return timeSeconds === 0 ? 0 : 36
        },
      }),
    )
    solver.advance(100, new Float64Array(rows * columns).fill(360))
    solver.advance(100)
    solver.advance(100)
    expect(seen.map((value) => Number(value.toFixed(9)))).toEqual([0, 0, 0, 100, 0.01, 0, 200, 0.009, 0.001])
  })
})
