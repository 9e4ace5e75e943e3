import { createSolver, type SolverOptions } from '@phd/plugin-radar'
import { describe, expect, test, vi } from 'vitest'
import { columns, hills, rows, square } from './terrain.js'

const cells = rows * columns
const one = (value: number, at = 25) => new Float64Array(cells).fill(1).fill(value, at, at + 1)

describe('what the solver refuses', () => {
  test.each<[string, Partial<SolverOptions>, string, string]>([
    ['rows', { rows: 0 }, 'rows and columns, 1 or more', '0x24'],
    ['elevation', { elevationMetres: new Float64Array(3) }, 'one elevation a cell', '3 for 24x24'],
    ['cell size', { cellMetres: -1 }, 'a positive cell size', '-1'],
    ["Manning's n", { manning: 0 }, "a positive Manning's n", '0'],
    ["Manning's n of a cell", { manning: one(Number.NaN) }, "a positive Manning's n in every cell", 'NaN in row 1, column 1'],
    ["cells of Manning's n", { manning: [1, 2] }, "one Manning's n a cell", '2 for 24x24'],
    ['theta', { theta: 2 }, 'theta in (0, 1]', '2'],
    ['Courant number', { courant: 0 }, 'a Courant number in (0, 1]', '0'],
    ['Froude limit', { froudeLimit: 0 }, 'a positive Froude limit', '0'],
    ['minimum flow depth', { minimumFlowDepthMetres: 0 }, 'a minimum flow depth of 1e-9 m or more', '0'],
    ['longest step', { maximumStepSeconds: Number.NaN }, 'a positive longest time step', 'NaN'],
    ['mass error', { massErrorLimit: 0 }, 'a positive limit of the mass error', '0'],
    ['slope', { edge: { kind: 'free', slope: 0 } }, 'a positive slope at a free edge', '{"kind":"free","slope":0}'],
    ['slope of a side', { edge: { kind: 'free', slope: { east: -1 } } }, 'a positive slope at a free edge', '{"kind":"free","slope":{"east":-1}}'],
    ['initial depth', { initialDepthMetres: one(-0.1) }, 'a depth of 0 m or more in every cell', '-0.1 in row 1, column 1'],
    ['arrival', { track: { arrivalDepthMetres: 0 } }, 'a positive depth of arrival', '0'],
    ['kernel', { kernel: 'fast' as 'simd' }, 'the kernel simd or plain', 'fast'],
  ])('%s', (_, options, expected, received) => {
    const error = expect.objectContaining({ code: 'RADAR_SOLVER_INPUT', message: 'The solver cannot start with these parameters.', expected, received })
    expect(() => createSolver(square(hills(1), options))).toThrow(error)
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%f seconds', (seconds) => {
    const error = expect.objectContaining({ code: 'RADAR_SOLVER_INPUT', message: 'The solver cannot go on for this time.', received: String(seconds) })
    expect(() => createSolver(square(hills(1))).advance(seconds)).toThrow(error)
  })

  test('rain that is missing, negative or of another grid; not where there is no terrain', () => {
    const solver = createSolver(square(hills(1).map((z, i) => (i === 30 ? Number.NaN : z))))
    const fails = (rain: ArrayLike<number>, received: string) =>
      expect(() => solver.advance(60, rain)).toThrow(
        expect.objectContaining({
          code: 'RADAR_SOLVER_RAIN',
          message: 'This rain cannot fall on the grid of the solver.',
          received,
          remedy: 'fill gaps of the radar first',
        }),
      )
    fails(one(Number.NaN), 'NaN in row 1, column 1')
    fails(one(-3), '-3 in row 1, column 1')
    fails(one(Number.POSITIVE_INFINITY), 'Infinity in row 1, column 1')
    fails([1], '1')
    expect(() => solver.advance(60, one(Number.NaN, 30))).not.toThrow()
    expect(solver.depthMetres()[30]).toBeNaN()
  })

  test('a capacity of the ground that makes no sense', () => {
    const fails = (infiltrationMmPerHour: SolverOptions['infiltrationMmPerHour'], received: string) =>
      expect(() => createSolver(square(hills(1), { infiltrationMmPerHour })).advance(1)).toThrow(
        expect.objectContaining({ code: 'RADAR_SOLVER_INFILTRATION', message: 'The ground cannot take water like this.', received }),
      )
    fails(one(-1), '-1 in row 1, column 1')
    fails([1, 2], '2 cells')
    fails(() => Number.NaN, 'NaN in row 0, column 0')
  })

  test('depths that are no numbers are found by the mass balance', () => {
    const solver = createSolver(square(hills(1)))
    solver.setDepth(one(Number.NaN))
    expect(() => solver.advance(60)).toThrow(
      expect.objectContaining({
        code: 'RADAR_SOLVER_MASS',
        message: 'The solver lost or made water by minute 1.',
        received: 'NaN',
        expected: 'a mass error below 0.001 of the water',
      }),
    )
  })

  test('a grid of more than 4 GiB', () => {
    const elevationMetres = { length: 1e8 } as ArrayLike<number>
    expect(() => createSolver({ rows: 1e4, columns: 1e4, cellMetres: 1, elevationMetres })).toThrow(
      expect.objectContaining({ code: 'RADAR_SOLVER_MEMORY', message: 'A grid of 10000x10000 cells does not fit into the memory of one solver.' }),
    )
  })

  test('memory that cannot be had', () => {
    const none = vi.spyOn(WebAssembly, 'Memory').mockImplementation(function none() {
      throw new RangeError('could not allocate memory')
    })
    expect(() => createSolver(square(hills(1)))).toThrow(
      expect.objectContaining({ code: 'RADAR_SOLVER_MEMORY', message: 'There is no memory for a grid of 24x24 cells.', received: 'could not allocate memory' }),
    )
    none.mockRestore()
  })
})
