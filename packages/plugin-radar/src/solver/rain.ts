/** Rain and infiltration capacity of one `advance`, onto the solver's grid. */
import { PhdError } from '@phd/core'
import { fillInner, type Grid, inner, total, wallMetres } from './grid.js'
import { cellName, type SolverOptions } from './options.js'

const metresPerSecond = 1 / 3_600_000

/** Without rain, dry weather. RADAR_SOLVER_RAIN where an intensity inside the domain is negative or no number. */
export function setRain(grid: Grid, rainMmPerHour: ArrayLike<number> | undefined): void {
  const { rows, columns, stride, bed, rain, rowRains } = grid
  if (rainMmPerHour && rainMmPerHour.length !== rows * columns) wrongRain(`one intensity a cell, ${rows * columns}`, String(rainMmPerHour.length))
  let sum = 0
  for (let y = 0, k = 0; y < rows; y++) {
    const rainedBefore = rowRains[y + 1] === 1
    if (!rainMmPerHour && !rainedBefore) continue
    let inRow = 0
    for (let x = 0, i = (y + 1) * stride + 1; x < columns; x++, i++, k++) {
      const rate = rainMmPerHour && bed[i] !== wallMetres ? rainMmPerHour[k] : 0
      if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY)) wrongRain('0 mm/h or more in every cell of the domain', `${rate} in ${cellName(k, columns)}`)
      rain[i] = rate * metresPerSecond
      inRow += rain[i]
    }
    rowRains[y + 1] = inRow > 0 ? 1 : 0
    sum += inRow
  }
  grid.totals[total.rainRate] = sum
}

function wrongRain(expected: string, received: string): never {
  throw new PhdError('RADAR_SOLVER_RAIN', 'This rain cannot fall on the grid of the solver.', { expected, received, remedy: 'fill gaps of the radar first' })
}

/** RADAR_SOLVER_INFILTRATION where a capacity inside the domain is negative or no number. */
export function setCapacity(grid: Grid, infiltration: SolverOptions['infiltrationMmPerHour']): void {
  const { rows, columns, bed, stride } = grid
  const state = () => ({ timeSeconds: grid.totals[total.timeSeconds], depthMetres: inner(grid, grid.depth), infiltratedMetres: inner(grid, grid.infiltrated) })
  const asked = typeof infiltration === 'function' ? infiltration(state()) : infiltration
  const field = typeof asked === 'number' ? new Float64Array(rows * columns).fill(asked) : (asked ?? [])
  const wrong = (received: string) => {
    const detail = { expected: `0 mm/h or more in each of ${rows * columns} cells`, received }
    throw new PhdError('RADAR_SOLVER_INFILTRATION', 'The ground cannot take water like this.', detail)
  }
  if (field.length !== rows * columns) wrong(`${field.length} cells`)
  for (let k = 0; k < field.length; k++) {
    const outside = bed[(Math.floor(k / columns) + 1) * stride + (k % columns) + 1] === wallMetres
    if (!outside && !(field[k] >= 0 && field[k] < Number.POSITIVE_INFINITY)) wrong(`${field[k]} in ${cellName(k, columns)}`)
  }
  fillInner(grid, grid.capacity, field, metresPerSecond)
}
