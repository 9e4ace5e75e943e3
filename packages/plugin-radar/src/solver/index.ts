/**
 * Water over terrain: a 2D inertial shallow-water solver.
 *
 * Grids are (y, x), row 0 north, square cells in metres. Water falls as rain onto every cell, flows by gravity against
 * Manning friction (exponent 10/3), and leaves over the edge where that is free. Explicit, adaptive time step
 * `courant dx / sqrt(g h_max)`; Float64; nothing is allocated in a step. The mass balance is checked after every advance.
 * The discharge is that of Bates et al. 2010 with the q-centred average of de Almeida et al. 2012 (see flux.ts).
 */
export type { SolverOptions } from './options.js'
export { createSolver, type MassBalance, type Solver } from './solver.js'
