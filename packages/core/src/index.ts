/**
 * @phd/core: everything public, by room.
 */

// Fetching: data sets, and what a plugin needs to fetch by itself
export { alone, backOffMs, inParallel, type RetryOptions, retrying } from './data/index.js'
// Errors
export { type ErrorDetail, errorToJson, formatError, isPhdError, PhdError } from './errors.js'
// What a plugin provides
export {
  type Dataset,
  type DatasetFile,
  dataset,
  type Experiment,
  experiment,
  type Figure,
  type FigureSource,
  figure,
  type Kind,
  type Kinds,
  type Lazy,
  type Provides,
  plugin,
  type Schema,
} from './kinds.js'
export { dataHome } from './paths.js'
// Progress
export * from './progress/index.js'
// Seeded random numbers
export { integer, normal, permutation, type Random, random } from './random.js'
export { sha256Of } from './registry/dataset.js'
// Finding what plugins provide
export { type PluginSource, type Registry, registry } from './registry/registry.js'
// Typed results
export * from './results/index.js'
// Runs
export * from './run/index.js'
export { coreVersion } from './version.js'
