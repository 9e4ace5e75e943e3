import { random } from '@phd/core'
import { createSolver, type SolverOptions } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { frictionPower } from '../../lib/solver/friction-power.js'
import { hills, largest, patchyRain, square } from './terrain.js'
import { textbookSolver } from './textbook.js'

describe('the kernels', () => {
  test('h^(-7/3) in float32 is within 1e-6 of the power, from 1e-9 m to 100 km', () => {
    const draw = random(1, 'depths')
    let worst = 0
    for (let k = 0; k < 300_000; k++) {
      const h = Math.fround(10 ** (14 * draw() - 9))
      worst = Math.max(worst, Math.abs(frictionPower(h) * h ** (7 / 3) - 1))
    }
    expect(worst).toBeLessThan(1e-6)
    expect(worst).toBeGreaterThan(1e-8)
  })

  // Widths with every remainder of the vectors' four faces and two cells; Manning's n a number and a field; dry, thin and deep water.
  test.each([1, 2, 3, 4, 5, 6, 7, 24])('vectors and TypeScript agree to the last bit on a grid of %i columns', (columns) => {
    const rows = 9
    for (const manning of [0.03, hills(3, rows, columns).map((z) => z / 3000)]) {
      const elevationMetres = hills(5, rows, columns)
      if (columns > 3) elevationMetres[2 * columns + 2] = Number.NaN
      const run = (kernel: 'simd' | 'plain') => {
        const options: SolverOptions = { rows, columns, cellMetres: 10, elevationMetres, manning, kernel, edge: { kind: 'free', slope: 0.01 } }
        const solver = createSolver({ ...options, initialDepthMetres: elevationMetres.map((z, i) => (i % 3 ? 0 : Math.max(0, 101 - z))) })
        for (let k = 0; k < 6; k++) solver.advance(200, k < 4 ? patchyRain(k, rows * columns) : undefined)
        return solver.state()
      }
      expect(run('simd')).toEqual(run('plain'))
    }
  })

  test('a field of one n is that n, to the last bit', () => {
    const run = (manning: SolverOptions['manning']) => {
      const solver = createSolver(square(hills(2), { manning, edge: { kind: 'free', slope: 0.01 } }))
      solver.advance(1800, patchyRain(2))
      return solver.state()
    }
    expect(run(new Float64Array(hills(2).length).fill(0.05))).toEqual(run(0.05))
    expect(run(0.05).depthMetres).not.toEqual(run(0.06).depthMetres)
  })

  test('both are within 1e-5 m of a textbook loop with Math.cbrt that looks at every cell', () => {
    for (const seed of [1, 2]) {
      const bed = hills(seed)
      const depth = bed.map((z) => Math.max(0, 99 - z))
      const options = square(bed, { maximumStepSeconds: 1, initialDepthMetres: depth })
      const solver = createSolver(options)
      const textbook = textbookSolver({ ...options, manning: 0.04, theta: 0.9, froudeLimit: 0.8, minimum: 1e-5 }, depth)
      const rain = patchyRain(seed)
      for (let minute = 0; minute < 20; minute++) {
        solver.advance(60, minute < 10 ? rain : undefined)
        for (let second = 0; second < 60; second++) textbook.step(1, minute < 10 ? rain : undefined)
      }
      expect(solver.steps).toBe(1200)
      const found = solver.depthMetres()
      expect(largest(found.map((h, i) => h - textbook.depth[i]))).toBeLessThan(1e-5)
      expect(largest(found.map((h, i) => h - depth[i]))).toBeGreaterThan(0.1)
    }
  })

  test('rows that are skipped for being dry would not have changed anything: the same to the last bit beside a lake that keeps all rows busy', () => {
    const [rows, columns] = [24, 24]
    const bed = hills(6)
    const rain = new Float64Array(rows * columns)
    for (let i = 0; i < 3 * columns; i++) rain[i] = 100
    const alone = createSolver(square(bed, { maximumStepSeconds: 0.5 }))
    alone.advance(900, rain)
    alone.advance(900)
    const wide = columns + 4
    const beside = (field: Float64Array, lake: number) =>
      Float64Array.from({ length: rows * wide }, (_, i) =>
        i % wide < columns ? field[Math.floor(i / wide) * columns + (i % wide)] : i % wide === columns ? Number.NaN : lake,
      )
    const both = createSolver({
      rows,
      columns: wide,
      cellMetres: 20,
      maximumStepSeconds: 0.5,
      elevationMetres: beside(bed, 0),
      initialDepthMetres: beside(
        rain.map(() => 0),
        1,
      ),
    })
    both.advance(
      900,
      beside(rain, 0).map((rate) => rate || 0),
    )
    both.advance(900)
    expect(both.steps).toBe(alone.steps)
    const found = both.depthMetres().filter((_, i) => i % wide < columns)
    expect(found).toEqual(alone.depthMetres())
    expect(found.some((h) => h === 0)).toBe(true)
    expect(largest(found)).toBeGreaterThan(0.1)
  })
})
