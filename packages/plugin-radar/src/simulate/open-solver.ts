/** The solver that was taken, behind one face. */
import { createParallelSolver, createSolver, createTensorSolver, type Solver, type SolverOptions, type SolverState } from '../solver/index.js'
import type { Computing } from './compute.js'

export type OpenSolver = Omit<Solver, 'advance'> & {
  advance(seconds: number, rainMmPerHour?: ArrayLike<number>): void | Promise<void>
  close(): Promise<void>
}

export async function openSolver(options: SolverOptions, computing: Computing, threads: number, from?: SolverState): Promise<OpenSolver> {
  if (computing.solver === 'tensor') return createTensorSolver(options, { device: computing.device }, from)
  if (threads > 1) return createParallelSolver(options, threads, from)
  return Object.assign(createSolver(options, from), { close: async () => {} })
}
