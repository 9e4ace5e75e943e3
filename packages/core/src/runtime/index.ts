/**
 * How TensorFlow gets onto the machine: found, installed, removed, and which device to compute on.
 *
 *     const device = chooseDevice('auto')                        // {kind: 'cpu', name: 'cpu', why: 'CPU: …'}
 *     Object.assign(process.env, runtimeEnvironment(device))     // before the addon loads
 *     const binding = require(requireRuntime(device.kind).addon) // or RUNTIME_MISSING: phd runtime install
 *
 * A runtime is one folder, complete or absent, that may be moved: `runtime.json`, `addon/tfjs_binding.node`,
 * `tensorflow/` with two libraries and the C headers, and for CUDA `nvidia/*` beside it, where TensorFlow looks.
 * Errors: RUNTIME_*, each with its cure.
 */
export { type ChosenDevice, chooseDevice, type Machine } from './device.js'
export { runtimeEnvironment } from './environment.js'
export { type Gpu, gpus } from './gpu.js'
export { type InstallOptions, type InstallProgress, installRuntime } from './install.js'
export { findRuntime, type InstalledRuntime, type RuntimeDevice, requireRuntime, runtimeDir, tensorflowVersion } from './location.js'
