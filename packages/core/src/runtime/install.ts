/**
 * Install TensorFlow once: download, unpack, compile, try, rename into place.
 *
 * A kill at any moment leaves either no runtime or a whole one. Everything the install needs is checked before the
 * download. Errors: RUNTIME_ARCH, _NO_PYTHON, _NO_PIP, _NO_COMPILER, _NO_SPACE, _HOME, _NO_NETWORK, _CHECKSUM, _NO_WHEEL,
 * _DOWNLOAD, _UNPACK, _COMPILE, _LOAD, _FROM_MISSING, _FROM_VERSION, _FROM_DEVICE, _STOPPED.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { PhdError } from '../errors.js'
import { addonFile } from './addon.js'
import { throwIfStopped } from './child.js'
import { compileAddon } from './compile.js'
import { linkBesideCublas } from './cuda-links.js'
import { downloadWheel } from './download.js'
import { describeBuild, frameworkLibrary, linkBuild, requireBuild, shareBuild, tensorflowLibrary, wrongVersion } from './libraries.js'
import {
  downloadsDir,
  findRuntime,
  findSibling,
  type InstalledRuntime,
  type RuntimeDevice,
  readRuntime,
  requireRuntime,
  runtimeDir,
  runtimesDir,
  tensorflowVersion,
} from './location.js'
import { withLock } from './lock.js'
import { requireCompiler, requirePip, requirePython, requireSpace, requireWritable, wheelsFor } from './requirements.js'
import { formatBytes } from './size.js'
import { smokeTest } from './smoke.js'
import { cleanLeftovers, makeStaging, moveIntoPlace } from './staging.js'
import { unpackWheel } from './unpack.js'
import type { Wheel } from './wheels.js'

/** `download` and `unpack` count bytes, `compile` counts steps. */
export type InstallProgress = (stage: 'download' | 'unpack' | 'compile', done: number, total: number) => void

export interface InstallOptions {
  device: RuntimeDevice
  /** A Python environment whose TensorFlow is linked instead of downloading one. */
  from?: string
  /** Install again over what is there. */
  force?: boolean
  progress?: InstallProgress
  /** A line for the user. */
  log?: (message: string) => void
  signal?: AbortSignal
}

/** `already` where nothing had to be done. */
export async function installRuntime(options: InstallOptions): Promise<InstalledRuntime & { already: boolean }> {
  const { device, force, signal, log = () => {} } = options
  const dir = runtimeDir(device)
  const present = () => (force ? readRuntime(dir) : findRuntime(device)) // CUDA's serves the CPU too
  const there = present()
  if (there && !force) return { ...there, already: true }
  requireWritable(runtimesDir())
  const waiting = (owner: string) => log(`Another phd (process ${owner.split('.')[0]}) is installing; waiting for it.`)
  return withLock(runtimesDir(), { waiting, signal }, async () => {
    const others = present()
    if (others && (!force || others.installed !== there?.installed)) return { ...others, already: true }
    cleanLeftovers(runtimesDir())
    const staging = makeStaging(runtimesDir())
    try {
      await build(staging, options)
      throwIfStopped(signal)
      moveIntoPlace(staging, dir)
    } finally {
      rmSync(staging, { recursive: true, force: true, maxRetries: 3 })
    }
    rmSync(downloadsDir(), { recursive: true, force: true })
    return { ...requireRuntime(device), already: false }
  })
}

async function build(dir: string, options: InstallOptions): Promise<void> {
  const { device, from, signal, progress = () => {} } = options
  const wheels = wheelsFor(device)
  const compiler = requireCompiler()
  const source = await layOutLibraries(dir, wheels, options)
  linkBesideCublas(join(dir, 'nvidia'))
  await compileAddon({ compiler, dir, progress: (done, total) => progress('compile', done, total), signal })
  const smoke = await smokeTest(join(dir, addonFile), { kind: device }, signal)
  if (!smoke.works) throw loadFailure(smoke.problem!)
  if (smoke.tensorflow !== tensorflowVersion) throw wrongVersion(from ?? dir, String(smoke.tensorflow), `pip install tensorflow==${tensorflowVersion}`)
  const { cuda, cudnn } = describeBuild(source === 'wheel' ? dir : source)
  const record: Omit<InstalledRuntime, 'dir'> = {
    addon: addonFile,
    device,
    tensorflow: tensorflowVersion,
    ...(device === 'cuda' ? { cuda, cudnn } : {}),
    libraries: [tensorflowLibrary, frameworkLibrary].map((name) => join('tensorflow', name)),
    source,
    installed: new Date().toISOString(),
  }
  writeFileSync(join(dir, 'runtime.json'), `${JSON.stringify(record, null, 2)}\n`)
}

/** Answers where the libraries came from: `wheel` or the root of a Python environment. */
async function layOutLibraries(dir: string, wheels: Wheel[], options: InstallOptions): Promise<string> {
  const { device, from, log = () => {} } = options
  if (from !== undefined) {
    const found = requireBuild(from, device)
    log(`Linking TensorFlow from ${found.root}.`)
    linkBuild(found, dir, device)
    return found.root
  }
  const sibling = findSibling(device)
  if (sibling) {
    log(`TensorFlow is there already (${relative(runtimesDir(), sibling.dir)}); only the addon is built anew.`)
    shareBuild(sibling.dir, dir)
    return sibling.source
  }
  await fetchLibraries(dir, wheels, options)
  return 'wheel'
}

async function fetchLibraries(dir: string, wheels: Wheel[], { signal, log = () => {}, progress = () => {} }: InstallOptions): Promise<void> {
  const python = requirePython()
  await requirePip(python)
  const total = { download: sum(wheels, 'bytes'), unpack: sum(wheels, 'keptBytes') }
  const largest = Math.max(...wheels.map((wheel) => wheel.bytes))
  requireSpace(runtimesDir(), total.download + largest + total.unpack)
  log(`TensorFlow ${tensorflowVersion}: ${formatBytes(total.download)} to download, ${formatBytes(total.unpack)} to keep.`)
  const paths: string[] = []
  let before = 0
  for (const wheel of wheels) {
    const start = before
    const report = (bytes: number) => progress('download', start + Math.min(bytes, wheel.bytes), total.download)
    paths.push(await downloadWheel(wheel, { python, downloads: downloadsDir(), staging: dir, progress: report, signal }))
    before += wheel.bytes
    progress('download', before, total.download)
  }
  before = 0
  for (const [i, wheel] of wheels.entries()) {
    const start = before
    const report = (bytes: number) => progress('unpack', Math.min(start + bytes, total.unpack - 1), total.unpack)
    before += await unpackWheel(wheel, paths[i], { python, target: dir, progress: report, signal })
  }
  progress('unpack', total.unpack, total.unpack)
  for (const name of ['pip', 'wheels', 'requirements.txt']) rmSync(join(dir, name), { recursive: true, force: true })
}

function sum(wheels: Wheel[], key: 'bytes' | 'keptBytes'): number {
  return wheels.reduce((total, wheel) => total + wheel[key], 0)
}

function loadFailure(problem: string): PhdError {
  return new PhdError('RUNTIME_LOAD', 'The addon was built but TensorFlow does not load.', {
    received: problem,
    remedy: /GLIBCXX|libstdc\+\+/.test(problem)
      ? 'install a newer libstdc++: sudo apt install libstdc++6'
      : 'phd doctor, and DEBUG=phd:* phd runtime install for all it prints',
  })
}
