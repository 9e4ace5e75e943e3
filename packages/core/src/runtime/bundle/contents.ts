/** Everything that goes into a bundle for one device, in the order of the stream, and what stays behind. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { coreVersion } from '../../version.js'
import { type InstalledRuntime, type RuntimeDevice, requireRuntime } from '../location.js'
import { bytesOf } from '../size.js'
import { cudaEntries } from './cuda.js'
import { type Entry, entriesUnder, fileEntry, type LeftOut } from './entry.js'
import { type Launcher, type LauncherContext, launcherText } from './launcher.js'
import { projectEntries, projectRoot } from './project.js'
import { systemNeeds } from './system-libraries.js'

export interface Contents {
  entries: Entry[]
  leftOut: LeftOut[]
  versions: Record<string, string>
  requires: { platform: string; arch: string; glibc: string }
}

const gpuCheck = 'bench/gpu-check.js'

/** RUNTIME_MISSING, BUNDLE_NOT_BUILT, BUNDLE_CUDA_MISSING where a part is not there. */
export function bundleContents(device: RuntimeDevice): Contents {
  const runtime = requireRuntime(device)
  const root = projectRoot()
  const project = projectEntries(root)
  const tensorflow = runtimeEntries(runtime, device)
  const node = fileEntry('libexec/node', realpathSync(process.execPath))
  const packed = [node, ...project.entries, ...tensorflow.entries]
  const system = systemNeeds(packed)
  const versions = versionsOf(runtime)
  const requires = { platform: process.platform, arch: process.arch, glibc: system.glibc }
  const about: Entry = { path: 'bundle.json', content: { text: `${JSON.stringify({ device, versions, requires }, null, 2)}\n` } }
  const launchers = launcherEntries({ runtime: basename(runtime.dir), cuda: device === 'cuda', libraries: system.libraries }, existsSync(join(root, gpuCheck)))
  const entries = [...packed, ...system.entries, about, ...launchers].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
  return { entries, leftOut: [...tensorflow.leftOut, ...project.leftOut].sort((a, b) => b.bytes - a.bytes), versions, requires }
}

/** What seldom changes comes first, so that a new build changes the last parts only. */
function rank({ path }: Entry): number {
  const order = ['libexec/', 'lib/', 'node_modules/'].findIndex((folder) => path.startsWith(folder))
  return order < 0 ? 3 : order
}

/**
 * The runtime's folder with addon and record, and links to `lib/tensorflow` and `lib/nvidia`: its name changes with the
 * addon, theirs do not. Links to a Python environment are followed.
 */
function runtimeEntries(runtime: InstalledRuntime, device: RuntimeDevice): { entries: Entry[]; leftOut: LeftOut[] } {
  const at = `home/runtime/${basename(runtime.dir)}`
  const own = [...entriesUnder(dirname(runtime.addon), `${at}/addon`), fileEntry(`${at}/runtime.json`, join(runtime.dir, 'runtime.json'))]
  const libraries = runtime.libraries.map((file) => fileEntry(`lib/tensorflow/${basename(file)}`, file))
  const link = (name: string): Entry => ({ path: `${at}/${name}`, content: { link: `../../../lib/${name}` } })
  const headers = {
    what: "TensorFlow's C headers",
    bytes: bytesOf(realpathSync(join(runtime.dir, 'tensorflow', 'include'))),
    why: 'the addon is built already',
  }
  const common = [...own, ...libraries, link('tensorflow')]
  if (device === 'cpu') return { entries: common, leftOut: [headers] }
  const cuda = cudaEntries(join(runtime.dir, 'nvidia'), 'lib/nvidia')
  return { entries: [...common, link('nvidia'), ...cuda.entries], leftOut: [headers, ...cuda.leftOut] }
}

function versionsOf({ tensorflow, cuda, cudnn }: InstalledRuntime): Record<string, string> {
  return { phd: coreVersion, node: process.versions.node, tensorflow, ...(cuda ? { cuda } : {}), ...(cudnn ? { cudnn } : {}) }
}

function launcherEntries(context: LauncherContext, withGpuCheck: boolean): Entry[] {
  const launchers: (Launcher & { name: string })[] = [
    { name: 'phd', script: 'bin/phd.js', about: 'phd with the Node, the TensorFlow and the packages of this folder.' },
    { name: 'node', about: 'The Node of this folder, for scripts of your own.' },
    ...(withGpuCheck ? [{ name: 'gpu-check', script: gpuCheck, about: 'Every kernel and step on the GPU against the CPU, and how fast.' }] : []),
  ]
  return launchers.map(({ name, ...launcher }) => ({ path: name, executable: true, content: { text: launcherText(launcher, context) } }))
}
