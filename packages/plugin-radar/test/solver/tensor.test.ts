import { createSolver, createTensorSolver, type SolverOptions } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { hills, largest, patchyRain, rows, square } from './terrain.js'

const elevationMetres = hills(3).map((z, i) => (i === 100 ? Number.NaN : 1000 + z))
const options: SolverOptions = square(elevationMetres, {
  manning: hills(5).map((z) => z / 2500),
  edge: { kind: 'free', slope: { east: 0.004, south: 0.01 } },
  infiltrationMmPerHour: 5,
  track: { maximumDepth: true, arrivalDepthMetres: 0.02, maximumHazard: true },
  initialDepthMetres: elevationMetres.map((z) => Math.max(0, 1098 - z) || 0),
})

describe('createTensorSolver', () => {
  // Graph and XLA add in other orders.
  test.each([false, true])('it has the water of the plain loop, within 1e-6 of the deepest (XLA: %s)', async (xla) => {
    const plain = createSolver({ ...options, kernel: 'plain' })
    const solver = await createTensorSolver(options, { device: 'cpu', xla })
    expect(solver.device).toBe('cpu')
    for (const rain of [patchyRain(1), patchyRain(2), undefined]) {
      plain.advance(120, rain)
      await solver.advance(120, rain)
    }
    const [mine, theirs] = [solver.state(), plain.state()]
    const off = (a: Float64Array, b: Float64Array) => largest(a.map((value, i) => (Number.isNaN(b[i]) && Number.isNaN(value) ? 0 : value - b[i])))
    expect(solver.steps).toBe(plain.steps)
    expect(off(mine.depthMetres, theirs.depthMetres)).toBeLessThan(1e-6 * largest(theirs.depthMetres))
    const inside = (field: Float64Array) => field.filter((_, i) => i !== 100)
    expect(off(inside(mine.maximumDepthMetres), inside(theirs.maximumDepthMetres))).toBeLessThan(1e-6 * largest(inside(theirs.maximumDepthMetres)))
    expect(off(inside(mine.infiltratedMetres), inside(theirs.infiltratedMetres))).toBeLessThan(1e-8)
    // In a pond of metres the last digit of float32 is a slope.
    expect(off(mine.dischargeX, theirs.dischargeX)).toBeLessThan(1e-5)
    expect(off(inside(mine.maximumHazard), inside(theirs.maximumHazard))).toBeLessThan(5e-5)
    expect(largest(inside(theirs.maximumHazard))).toBeGreaterThan(1e-3)
    expect(off(mine.arrivalSeconds, theirs.arrivalSeconds)).toBeLessThan(2)
    expect(solver.mass().outflowCubicMetres / plain.mass().outflowCubicMetres).toBeCloseTo(1, 5)
    expect(solver.mass().errorShare).toBeLessThan(1e-5)
    expect(solver.outflowCubicMetresPerSecond / plain.outflowCubicMetresPerSecond).toBeCloseTo(1, 4)
    await solver.close()
    await expect(solver.advance(1)).rejects.toMatchObject({ code: 'RADAR_SOLVER_CLOSED' })
    expect(solver.depthMetres()).toHaveLength(rows * rows)
  })

  test('a lake at rest stays at rest on a mountain, as only differences of heights are used', async () => {
    const bed = hills(1).map((z) => z + 4000)
    const lake = bed.map((height) => Math.max(0, 4101 - height))
    const solver = await createTensorSolver(square(bed, { initialDepthMetres: lake }), { device: 'cpu', xla: false })
    await solver.advance(600)
    expect(largest(solver.depthMetres().map((depth, i) => depth - lake[i]))).toBeLessThan(1e-4)
    await solver.close()
  })

  test('it goes on from a state of the loop, and the loop from its own', async () => {
    const loop = createSolver(options)
    loop.advance(61, patchyRain(1))
    const tensors = await createTensorSolver(options, { device: 'cpu', xla: false }, loop.state())
    await tensors.advance(60)
    const back = createSolver(options, tensors.state())
    back.advance(60)
    loop.advance(120)
    expect(back.timeSeconds).toBe(181)
    const deepest = largest(loop.depthMetres().map((h) => h || 0))
    expect(largest(back.depthMetres().map((h, i) => h - loop.depthMetres()[i] || 0))).toBeLessThan(1e-5 * deepest)
    await tensors.close()
  })

  test('a grid of one row is refused', async () => {
    await expect(createTensorSolver({ rows: 1, columns: 4, cellMetres: 1, elevationMetres: [0, 0, 0, 0] }, { device: 'cpu' })).rejects.toMatchObject({
      ...{ code: 'RADAR_SOLVER_INPUT', expected: 'two rows and two columns or more on TensorFlow', received: '1x4' },
    })
  })
})
