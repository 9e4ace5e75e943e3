/**
 * Pack phd for a machine with no network, no Node and no Python: a GPU node with a driver, or any Linux with glibc.
 *
 *     await bundleRuntime({ device: 'cuda', out: 'bundle', partBytes: 60e6, level: 6 })
 *
 * In: the installed runtime of the device, and the built checkout that this code belongs to. Out: a folder of
 * `phd-bundle.000`, `.001`, … (together one gzipped tar), `SHA256SUMS` and `manifest.json`. The folder that one unpacks,
 * `phd-bundle/`, may lie anywhere and be read-only: `phd`, `node` and `gpu-check` at its root
 * run what is inside.
 *
 * The same contents give the same bytes, and parts that are whole are kept when it runs again. Nothing half-written
 * stays under a part's name.
 *
 * Errors: RUNTIME_MISSING, and BUNDLE_NOT_BUILT (no checkout, no build, a package missing), _CUDA_MISSING (a library that
 * TensorFlow opens is not in the runtime), _OUT (the folder holds something else), _CHANGED (a file changed meanwhile),
 * _STOPPED; DISK_FULL and NO_PERMISSION as everywhere; of the command line _PART_SIZE.
 */
export { type Bundle, bundleRuntime } from './bundle.js'
export { parsePartSize } from './part-size.js'
