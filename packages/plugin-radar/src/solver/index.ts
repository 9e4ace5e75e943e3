/**
 * Water over terrain: a 2D inertial shallow-water solver.
 *
 * Grids are (y, x), row 0 north, square cells in metres. Water falls as rain onto every cell, flows by gravity against
 * Manning friction (exponent 10/3), sinks into the ground where it can, and leaves over the edge where that is free. Explicit,
 * adaptive time step `courant dx / sqrt(g h_max)`; Float64; nothing is allocated in a step. The mass balance is checked after
 * every advance. The discharge is that of Bates et al. 2010 with the q-centred average of de Almeida et al. 2012 (plain.ts).
 *
 * `createSolver` runs here and now; `createParallelSolver` on threads, with the same answer to the last bit. Between two
 * advances `state()` is all there is to know; `createSolver(options, state)` with the same options goes on to the last bit,
 * on any number of threads and with either kernel. A state is plain numbers and Float64Arrays: write them as they are.
 *
 * `createTensorSolver` is the same on TensorFlow, in float32: for GPUs (tensor/index.ts).
 *
 * A time step ends with its rain, then its infiltration: water flows first. Only rows with water to flow and their
 * neighbours are looked at.
 *
 * Errors: RADAR_SOLVER_INPUT (parameters), RADAR_SOLVER_RAIN, RADAR_SOLVER_INFILTRATION, RADAR_SOLVER_STATE (of another
 * grid), RADAR_SOLVER_MEMORY (over 4 GiB), RADAR_SOLVER_MASS, RADAR_SOLVER_THREAD (a thread ended), RADAR_SOLVER_CLOSED.
 */
export type { MassBalance } from './mass.js'
export { createTensorSolver } from './on-tensors.js'
export type { InfiltrationCapacity, InfiltrationState, Side, SolverOptions, Track } from './options.js'
export { createParallelSolver, type ParallelSolver } from './parallel.js'
export type { Readings } from './readings.js'
export { createSolver, type Solver } from './solver.js'
export type { SolverState } from './state.js'
export type { TensorOptions, TensorSolver } from './tensor/index.js'
export type { Velocity } from './velocity.js'
