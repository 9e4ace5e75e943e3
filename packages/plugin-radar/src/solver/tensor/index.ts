/**
 * The solver on TensorFlow: the whole grid at once, in float32, on a GPU where `device` says so.
 *
 * Options, readings, state and errors are those of ../index.ts; a state made here goes on on threads and the other way round.
 * What differs: float32 has seven digits, so depths part from the loop's by about 1e-6 of the deepest, and the mass balance is
 * right to about 1e-5 instead of 1e-12. A grid has two rows and two columns at least. Needs `phd runtime install`.
 */
import { PhdError } from '@phd/core'
import { type Compiled, compile, openTensorFlow, tf } from '@phd/core/tensor'
import { fillInner, type Grid, inner, total } from '../grid.js'
import { checkMass } from '../mass.js'
import { checkSeconds, type SolverOptions } from '../options.js'
import { setCapacity, setRain } from '../rain.js'
import { openGrid, type Readings, readings, refreshRows } from '../readings.js'
import type { SolverState } from '../state.js'
import { createStep, type Fields } from './step.js'

export interface TensorSolver extends Readings {
  /** Of TensorFlow: cpu, cuda:0. */
  readonly device: string
  /** As `Solver.advance`; one at a time. */
  advance(seconds: number, rainMmPerHour?: ArrayLike<number>): Promise<void>
  /** Gives tensors back; what was computed can still be read. */
  close(): Promise<void>
}

export interface TensorOptions {
  /** `auto`, `cpu`, `cuda:N`. Default auto. */
  device?: string
  /** Machine code by XLA; without it TensorFlow runs op by op of its graph. Default true. */
  xla?: boolean
}

/** Unrolled in one call, so that they share its cost. */
const stepsPerCall = 4

export async function createTensorSolver(
  options: SolverOptions,
  { device = 'auto', xla = true }: TensorOptions = {},
  state?: SolverState,
): Promise<TensorSolver> {
  const { grid, set } = openGrid(options, state)
  if (grid.rows < 2 || grid.columns < 2) {
    const detail = { expected: 'two rows and two columns or more on TensorFlow', received: `${grid.rows}x${grid.columns}` }
    throw new PhdError('RADAR_SOLVER_INPUT', 'The solver cannot start with these parameters.', detail)
  }
  const opened = await openTensorFlow(device)
  const read = readings(grid, set)
  const fields = fieldsOf(grid)
  const step = compile(createStep(grid, set, fields, stepsPerCall), { xla }) as Compiled<[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor], tf.Tensor>
  let closed = false

  const advance = async (seconds: number, rainMmPerHour?: ArrayLike<number>) => {
    if (closed) throw new PhdError('RADAR_SOLVER_CLOSED', 'This solver is closed.', { expected: 'advances before close', received: 'closed' })
    checkSeconds(seconds)
    setRain(grid, rainMmPerHour)
    if (set.infiltrates) setCapacity(grid, options.infiltrationMmPerHour)
    const [rain, capacity] = [onGrid(grid, grid.rain), set.infiltrates ? onGrid(grid, grid.capacity) : tf.scalar(0)]
    await run(grid, step, seconds, rain, capacity)
    tf.dispose([rain, capacity])
    download(grid, fields)
    checkMass(read.mass().errorShare, read.timeSeconds, set.massErrorLimit)
  }
  const close = async () => {
    if (closed) return
    closed = true
    step.dispose()
    tf.dispose(Object.values(fields))
  }
  const setDepth = (depthMetres: ArrayLike<number>) => {
    read.setDepth(depthMetres)
    const depth = onGrid(grid, grid.depth)
    fields.depth.assign(depth as tf.Tensor)
    depth.dispose()
  }
  return Object.assign(read, { device: opened.device, advance, close, setDepth })
}

async function run(
  grid: Grid,

  step: Compiled<[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor], tf.Tensor>,
  seconds: number,
  rain: tf.Tensor,
  capacity: tf.Tensor,
): Promise<void> {
  const { totals } = grid
  const start = totals[total.timeSeconds]
  let steps = 0
  for (let left = seconds; left > 0; ) {
    const [leftNow, elapsed] = [tf.scalar(left), tf.scalar(start + seconds - left)]
    const answer = await step.async(leftNow, elapsed, rain, capacity)
    const [after, made, outflow, infiltration, lastOutflow] = await answer.data()
    tf.dispose([leftNow, elapsed, answer])
    steps += made
    totals[total.outflow] += outflow
    totals[total.infiltration] += infiltration
    totals[total.outflowRate] = lastOutflow
    if (!(after < left)) break // depths that are no numbers; the mass balance says so
    left = after
  }
  totals[total.rain] += totals[total.rainRate] * seconds
  totals[total.timeSeconds] = start + seconds
  // The current discharges lie where the number of steps says.
  totals[total.steps] += steps
}

function onGrid(grid: Grid, field: Float64Array): tf.Tensor {
  return tf.tensor2d(Float32Array.from(inner(grid, field, 0)), [grid.rows, grid.columns])
}

function fieldsOf(grid: Grid): Fields {
  const { rows, columns, stride, totals } = grid
  const faces = grid.faces[totals[total.steps] % 2]
  const variable = (tensor: tf.Tensor) => {
    const it = tf.variable(tensor, false)
    tensor.dispose()
    return it
  }
  const cut = (field: Float64Array, height: number, width: number) => {
    const values = new Float32Array(height * width)
    for (let y = 0; y < height; y++) values.set(field.subarray((y + 1) * stride + 1, (y + 1) * stride + 1 + width), y * width)
    return variable(tf.tensor2d(values, [height, width]))
  }
  const followed = (field: Float64Array) =>
    variable(
      field.length > 0
        ? onGrid(
            grid,
            field.map((value) => (Number.isNaN(value) ? -1 : value)),
          )
        : tf.scalar(0),
    )
  return {
    depth: variable(onGrid(grid, grid.depth)),
    qx: cut(faces.x, rows, columns + 1),
    qy: cut(faces.y, rows + 1, columns),
    infiltrated: followed(grid.infiltrated),
    maximumDepth: followed(grid.maximumDepth),
    arrival: followed(grid.arrival),
    maximumHazard: followed(grid.maximumHazard),
  }
}

function download(grid: Grid, fields: Fields): void {
  const { rows, columns, stride, totals } = grid
  const faces = grid.faces[totals[total.steps] % 2]
  fillInner(grid, grid.depth, fields.depth.dataSync())
  refreshRows(grid)
  const paste = (field: Float64Array, values: ArrayLike<number>, height: number, width: number) => {
    for (let y = 0, k = 0; y < height; y++) for (let x = 0; x < width; x++, k++) field[(y + 1) * stride + 1 + x] = values[k]
  }
  paste(faces.x, fields.qx.dataSync(), rows, columns + 1)
  paste(faces.y, fields.qy.dataSync(), rows + 1, columns)
  if (grid.infiltrated.length > 0) fillInner(grid, grid.infiltrated, fields.infiltrated.dataSync())
  if (grid.maximumDepth.length > 0) fillInner(grid, grid.maximumDepth, fields.maximumDepth.dataSync())
  if (grid.maximumHazard.length > 0) fillInner(grid, grid.maximumHazard, fields.maximumHazard.dataSync())
  if (grid.arrival.length > 0) {
    const seconds = Array.from(fields.arrival.dataSync(), (value) => (value < 0 ? Number.NaN : value))
    fillInner(grid, grid.arrival, seconds)
  }
}
