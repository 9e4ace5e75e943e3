import { createParallelSolver, createSolver, type SolverOptions } from '@phd/plugin-radar'
import { describe, expect, test } from 'vitest'
import { hills, patchyRain, rows, square } from './terrain.js'

const options: SolverOptions = square(
  hills(8).map((z, i) => (i === 30 ? Number.NaN : z)),
  {
    ...{ edge: { kind: 'free', slope: 0.004 }, infiltrationMmPerHour: 3, track: { maximumDepth: true, arrivalDepthMetres: 0.01, maximumHazard: true } },
    initialDepthMetres: hills(8).map((z) => Math.max(0, 98 - z)),
  },
)

describe('state', () => {
  test('a solver goes on from it to the last bit: after its arrays went through a file, with the other kernel, on threads', async () => {
    const whole = createSolver(options)
    const first = createSolver(options)
    for (const solver of [whole, first]) {
      solver.advance(300, patchyRain(1))
      solver.advance(77, patchyRain(2))
    }
    const state = structuredClone(first.state())
    whole.advance(300, patchyRain(3))
    whole.advance(600)
    for (const kernel of ['simd', 'plain'] as const) {
      const second = createSolver({ ...options, kernel }, state)
      expect(second.timeSeconds).toBe(377)
      second.advance(300, patchyRain(3))
      second.advance(600)
      expect(second.state()).toEqual(whole.state())
      expect(second.mass()).toEqual(whole.mass())
    }
    const threads = await createParallelSolver(options, 2, state)
    await threads.advance(300, patchyRain(3))
    await threads.advance(600)
    await threads.close()
    expect(threads.state()).toEqual(whole.state())
  })

  test('the state read off a state is that state', () => {
    const solver = createSolver(options)
    for (const seconds of [100, 101, 102]) {
      solver.advance(seconds, patchyRain(1))
      expect(createSolver(options, solver.state()).state()).toEqual(solver.state())
    }
  })

  test('a state of another grid or with other outputs is refused', () => {
    const state = createSolver(options).state()
    const fails = (other: SolverOptions, received: string) =>
      expect(() => createSolver(other, state)).toThrow(
        expect.objectContaining({ code: 'RADAR_SOLVER_STATE', message: 'The solver cannot go on from this state: it was made with other options.', received }),
      )
    fails({ ...options, rows: 2 * rows, columns: 12, elevationMetres: hills(8), initialDepthMetres: undefined }, '24x24')
    fails({ ...options, track: {} }, '576')
    fails({ ...options, infiltrationMmPerHour: undefined }, '576')
    expect(() => createSolver(options, { ...state, dischargeX: new Float64Array(3) })).toThrow(expect.objectContaining({ received: '3' }))
  })
})
