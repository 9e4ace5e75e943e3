/** TensorFlow is loaded when a solver on it is asked for, not before. */
import type { SolverOptions } from './options.js'
import type { SolverState } from './state.js'
import type { TensorOptions, TensorSolver } from './tensor/index.js'

/** On TensorFlow in float32, on a GPU where `device` says so: see tensor/index.ts. */
export async function createTensorSolver(options: SolverOptions, where?: TensorOptions, state?: SolverState): Promise<TensorSolver> {
  const room = await import('./tensor/index.js')
  return room.createTensorSolver(options, where, state)
}
