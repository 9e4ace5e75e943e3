/**
 * Simulate: rain and terrain into water.
 *
 * In: rain (time, y, x) in mm/h, a Zarr store or radar files, streamed one frame at a time; terrain (y, x) in metres on
 * square cells. Their grids may differ in cell size, extent and projection: each cell of the terrain takes the rate of the
 * rain cell that holds its centre. A frame holds for its minutes, which end at its time.
 *
 * Out: a Zarr store with water_depth (time, y, x), metres, at the end of every `outputMinutes`, elevation (y, x), and on request velocity_x and
 * velocity_y (m/s, toward east and north), maximum_depth (m), arrival_time (min) and maximum_hazard (m2/s); the account of
 * the water in its manifest and, at every output, in mass_balance.csv inside it. NaN where there is no terrain.
 *
 * A kill at any moment loses what came after the last checkpoint; the same command goes on from there, and the store is the
 * same to the last byte. It does not depend on the number of threads either. On TensorFlow (`compute`) the water is of float32:
 * within 1e-6 of the deepest of that in float64, and what was begun with the one does not go on with the other.
 *
 * Errors: RADAR_SIMULATE_TIME, _OVERLAP (frames), _COVERAGE (rain and terrain in different places), _MISSING (rain), _RAIN,
 * _TERRAIN, _HOLES, _SIZE, _OPTION, _INFILTRATION, _RESUME, _CHECKPOINT; RADAR_SOLVER_MASS, RADAR_STOPPED; those of the
 * readers, the store and the solver; RUNTIME_NO_GPU, _MISSING, _BROKEN, _DEVICE_NAME where `compute` cannot be had.
 */
export type { Compute, Computing, SolverName } from './compute.js'
export type { SimulateReport } from './execute.js'
export { type MissingRain, missingRainPolicies } from './missing-rain.js'
export { type OutputName, outputNames, type WaterAccount } from './model.js'
export { type Compat, type ParamsOptions, type ProgressNow, type RunOptions, type SimulateOptions, type SolverParameters, solverDefaults } from './options.js'
export * from './runoff/index.js'
export { simulate } from './simulate.js'
export { type Holes, holePolicies } from './terrain.js'
