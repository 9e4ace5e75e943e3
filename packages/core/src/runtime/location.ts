/** Where an installed runtime lies and what its record says. One folder per TensorFlow version, device and addon. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { PhdError } from '../errors.js'
import { dataHome } from '../paths.js'
import { addonVersion } from './addon.js'
import { addonHeaders } from './wheels.js'

export type RuntimeDevice = 'cpu' | 'cuda'
export const tensorflowVersion = '2.21.0'

/** `runtime.json` of an installed runtime, with its folder. */
export interface InstalledRuntime {
  dir: string
  /** The compiled N-API addon, `tfjs_binding.node`; `require` it once `runtimeEnvironment` is set. */
  addon: string
  device: RuntimeDevice
  tensorflow: string
  /** CUDA and cuDNN versions that this TensorFlow was built with; absent on the CPU build. */
  cuda?: string
  cudnn?: string
  /** Full paths of the shared libraries, TensorFlow's first. */
  libraries: string[]
  /** `wheel`, or the Python environment that the libraries are linked from. */
  source: string
  installed: string
}

/** The folder of all runtimes. */
export function runtimesDir(): string {
  return join(dataHome(), 'runtime')
}

/** Whole wheels of an install that has not ended yet. */
export function downloadsDir(): string {
  return join(runtimesDir(), 'downloads')
}

/** The folder of the runtime that this version of phd uses. */
export function runtimeDir(device: RuntimeDevice): string {
  return join(runtimesDir(), `tensorflow-${tensorflowVersion}-${device}-${addonVersion()}`)
}

/**
 * The installed runtime that serves `device`: a CUDA build serves the CPU too.
 * Without a device the CUDA build comes first. Undefined where there is none or files are missing.
 */
export function findRuntime(device?: RuntimeDevice): InstalledRuntime | undefined {
  const order: RuntimeDevice[] = device === 'cpu' ? ['cpu', 'cuda'] : device === 'cuda' ? ['cuda'] : ['cuda', 'cpu']
  for (const each of order) {
    const found = readRuntime(runtimeDir(each))
    if (found) return found
  }
  return undefined
}

/** Like `findRuntime`, but RUNTIME_MISSING where there is none. */
export function requireRuntime(device?: RuntimeDevice): InstalledRuntime {
  const found = findRuntime(device)
  if (found) return found
  throw new PhdError('RUNTIME_MISSING', `TensorFlow ${tensorflowVersion}${device === 'cuda' ? ' with CUDA' : ''} is not installed.`, {
    expected: runtimeDir(device ?? 'cpu'),
    remedy: `phd runtime install${device === 'cuda' ? ' --device cuda' : ''}`,
  })
}

/** A whole runtime of the same TensorFlow and device, with the headers that the addon needs, whose addon is of another version. */
export function findSibling(device: RuntimeDevice): InstalledRuntime | undefined {
  const prefix = `tensorflow-${tensorflowVersion}-${device}-`
  const others = installedRuntimes().filter(({ dir }) => basename(dir).startsWith(prefix) && dir !== runtimeDir(device))
  return others.find(({ dir }) => addonHeaders.every((header) => existsSync(join(dir, header))))
}

/** Every whole runtime, of whatever version. */
export function installedRuntimes(): InstalledRuntime[] {
  return runtimeFolders().flatMap((dir) => readRuntime(dir) ?? [])
}

/** Every folder of a runtime, whole or broken. */
export function runtimeFolders(): string[] {
  const root = runtimesDir()
  if (!existsSync(root)) return []
  const names = readdirSync(root).filter((name) => name.startsWith('tensorflow-'))
  return names.sort().map((name) => join(root, name))
}

/** The runtime in one folder; undefined unless the record, the addon and every library are there. */
export function readRuntime(dir: string): InstalledRuntime | undefined {
  const record = join(dir, 'runtime.json')
  if (!existsSync(record)) return undefined
  const { addon, libraries, ...rest } = JSON.parse(readFileSync(record, 'utf8')) as Omit<InstalledRuntime, 'dir'>
  const runtime: InstalledRuntime = { dir, addon: join(dir, addon), ...rest, libraries: libraries.map((library) => join(dir, library)) }
  return [runtime.addon, ...runtime.libraries].every((path) => existsSync(path)) ? runtime : undefined
}
