/**
 * All that a solver knows, as plain arrays and numbers, for a checkpoint: with the same options it goes on to the last bit.
 *
 * Fields are (y, x) without walls. Discharges are m2/s a metre of face: `dischargeX` through west faces and the last east
 * one, (rows, columns + 1), positive east; `dischargeY` through north faces and the last south ones, (rows + 1, columns),
 * positive south. Sums are metres of water over one cell. What was not asked for has no cells.
 */
import { PhdError } from '@phd/core'
import { fillInner, type Grid, inner, total } from './grid.js'

export interface SolverState {
  rows: number
  columns: number
  timeSeconds: number
  steps: number
  initialMetres: number
  rainMetres: number
  infiltrationMetres: number
  outflowMetres: number
  outflowCubicMetresPerSecond: number
  depthMetres: Float64Array
  dischargeX: Float64Array
  dischargeY: Float64Array
  infiltratedMetres: Float64Array
  maximumDepthMetres: Float64Array
  arrivalSeconds: Float64Array
  maximumHazard: Float64Array
}

const sums = [
  ['timeSeconds', total.timeSeconds],
  ['steps', total.steps],
  ['initialMetres', total.initial],
  ['rainMetres', total.rain],
  ['infiltrationMetres', total.infiltration],
  ['outflowMetres', total.outflow],
  ['outflowCubicMetresPerSecond', total.outflowRate],
] as const

const followed = [
  ['infiltratedMetres', 'infiltrated'],
  ['maximumDepthMetres', 'maximumDepth'],
  ['arrivalSeconds', 'arrival'],
  ['maximumHazard', 'maximumHazard'],
] as const

export function readState(grid: Grid): SolverState {
  const { rows, columns, stride, totals } = grid
  const { x, y } = grid.faces[totals[total.steps] % 2]
  const dischargeX = new Float64Array(rows * (columns + 1))
  const dischargeY = new Float64Array((rows + 1) * columns)
  for (let row = 0; row < rows; row++) dischargeX.set(x.subarray((row + 1) * stride + 1, (row + 1) * stride + columns + 2), row * (columns + 1))
  for (let row = 0; row <= rows; row++) dischargeY.set(y.subarray((row + 1) * stride + 1, (row + 1) * stride + columns + 1), row * columns)
  const numbers = Object.fromEntries(sums.map(([name, place]) => [name, totals[place]]))
  const fields = Object.fromEntries(followed.map(([name, field]) => [name, grid[field].length > 0 ? inner(grid, grid[field]) : new Float64Array()]))
  return { rows, columns, ...numbers, depthMetres: inner(grid, grid.depth, 0), dischargeX, dischargeY, ...fields } as unknown as SolverState
}

/** Into a grid that is new. RADAR_SOLVER_STATE where the state is of another grid. */
export function writeState(grid: Grid, state: SolverState): void {
  const { rows, columns, stride, totals } = grid
  const sizes: [string, number, number][] = [
    ['depthMetres', state.depthMetres.length, rows * columns],
    ['dischargeX', state.dischargeX.length, rows * (columns + 1)],
    ['dischargeY', state.dischargeY.length, (rows + 1) * columns],
    ...followed.map(([name, field]): [string, number, number] => [name, state[name].length, grid[field].length > 0 ? rows * columns : 0]),
  ]
  if (state.rows !== rows || state.columns !== columns) wrongState(`${rows}x${columns} cells`, `${state.rows}x${state.columns}`)
  for (const [name, received, expected] of sizes) if (received !== expected) wrongState(`${expected} numbers in ${name}`, String(received))
  for (const [name, place] of sums) totals[place] = state[name]
  fillInner(grid, grid.depth, state.depthMetres)
  for (const [name, field] of followed) if (grid[field].length > 0) fillInner(grid, grid[field], state[name])
  const faces = grid.faces[state.steps % 2]
  for (let row = 0; row < rows; row++) faces.x.set(state.dischargeX.subarray(row * (columns + 1), (row + 1) * (columns + 1)), (row + 1) * stride + 1)
  for (let row = 0; row <= rows; row++) faces.y.set(state.dischargeY.subarray(row * columns, (row + 1) * columns), (row + 1) * stride + 1)
  faces.xMoves.fill(1)
  faces.yMoves.fill(1)
}

function wrongState(expected: string, received: string): never {
  throw new PhdError('RADAR_SOLVER_STATE', 'The solver cannot go on from this state: it was made with other options.', { expected, received })
}
