/**
 * How TensorFlow gets onto the machine: found, installed, tried, removed, and which device to compute on.
 *
 *     const device = chooseDevice('auto')                        // {kind: 'cpu', name: 'cpu', why: 'CPU: …'}
 *     Object.assign(process.env, runtimeEnvironment(device))     // before the addon loads
 *     const binding = require(requireRuntime(device.kind).addon) // or RUNTIME_MISSING: phd runtime install
 *
 * A runtime is one folder, complete or absent, that may be moved: `runtime.json`, `addon/tfjs_binding.node`,
 * `tensorflow/` with two libraries and the C headers, and for CUDA `nvidia/*` beside it, where TensorFlow looks.
 * Errors: RUNTIME_*, each with its cure.
 */

// Which device
export { type ChosenDevice, chooseDevice, type Machine } from './device.js'
export { runtimeEnvironment } from './environment.js'
export { type Gpu, gpus } from './gpu.js'
// Installed runtimes
export { inspectRuntimes, type RuntimeStatus, tryRuntime } from './inspect.js'
export { type InstallOptions, type InstallProgress, installRuntime } from './install.js'
export { findRuntime, type InstalledRuntime, type RuntimeDevice, requireRuntime, runtimeDir, tensorflowVersion } from './location.js'
export { type Removed, removeRuntimes } from './remove.js'
export { formatBytes } from './size.js'
export { type Smoke, smokeTest } from './smoke.js'
