/** The N-API addon between Node and TensorFlow's C API: its sources, how they are compiled, and a version of both. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)

/**
 * -DNAPI_VERSION=8 is a stable ABI: one build serves every Node from 20 on. Loops with a choice or a root in them become
 * vectors only where the compiler need not preserve floating-point traps and errno, which nothing here looks at.
 */
export const compilerFlags = ['-O3', '-fno-trapping-math', '-fno-math-errno', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8']

/** Beside the addon. */
export const loaderFile = join('addon', 'load_quietly.node')

const ownSources = [
  'module.cc',
  'graph.cc',
  'function.cc',
  'upload.cc',
  'memory.cc',
  ...kernelSources('kernel', 'parallel', 'gelu', 'layer_norm', 'depthwise_filter', 'cross_entropy', 'softmax', 'bias', 'batch_norm', 'adam'),
]

function kernelSources(...names: string[]): string[] {
  return names.map((name) => join('kernels', `${name}.cc`))
}

/** Ours, and those shipped inside @tensorflow/tfjs-node-gpu (Apache-2.0), compiled unpatched: module.cc includes the other one. */
export function addonSources(): string[] {
  return [...ownSources.map(ownSource), join(bindingPackage(), 'binding', 'tfjs_backend.cc')]
}

/** Opens TensorFlow's libraries without the log lines that no variable silences. */
export function loaderSource(): string {
  return ownSource('load_quietly.cc')
}

function ownSource(name: string): string {
  return fileURLToPath(new URL(`../../native/${name}`, import.meta.url))
}

/** Folders with the headers of Node-API and of the binding. */
export function addonIncludes(): string[] {
  return [join(dirname(require.resolve('node-api-headers/package.json')), 'include'), dirname(bindingPackage())]
}

/** Of a runtime folder. */
export const addonFile = join('addon', 'tfjs_binding.node')

/** Ten hex digits that change with the sources or the flags. */
export function addonVersion(): string {
  const hash = createHash('sha256').update(compilerFlags.join(' '))
  const binding = join(bindingPackage(), 'binding')
  const own = dirname(loaderSource())
  const ours = readdirSync(own, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(cc|h)$/.test(name))
  for (const name of ours.sort()) hash.update(readFileSync(join(own, name)))
  for (const name of readdirSync(binding).sort()) hash.update(readFileSync(join(binding, name)))
  return hash.digest('hex').slice(0, 10)
}

function bindingPackage(): string {
  return dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json'))
}
