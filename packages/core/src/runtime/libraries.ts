/**
 * TensorFlow as a Python environment lays it out, which is the layout of a runtime too:
 * `tensorflow/*.so.2`, `tensorflow/include`, `nvidia/*` and `tensorflow*-VERSION.dist-info` side by side.
 */
import { existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { PhdError } from '../errors.js'
import { linkTree } from './cuda-links.js'
import { type RuntimeDevice, tensorflowVersion } from './location.js'

export const tensorflowLibrary = 'libtensorflow_cc.so.2'
export const frameworkLibrary = 'libtensorflow_framework.so.2'

export interface Build {
  /** The folder that holds `tensorflow/`. */
  root: string
  /** From the distribution's metadata; undefined where there is none. */
  version?: string
  cuda?: string
  cudnn?: string
}

/** TensorFlow under a virtual environment, a site-packages folder, or the tensorflow folder itself. */
export function findBuild(given: string): Build | undefined {
  const dir = resolve(given)
  const pythons = ['lib', 'lib64'].flatMap((lib) => pythonFolders(join(dir, lib)))
  const roots = [...(basename(dir) === 'tensorflow' ? [dirname(dir)] : []), dir, ...pythons]
  const root = roots.find((each) => existsSync(join(each, 'tensorflow', tensorflowLibrary)))
  return root === undefined ? undefined : describeBuild(root)
}

function pythonFolders(lib: string): string[] {
  if (!existsSync(lib)) return []
  const pythons = readdirSync(lib).filter((name) => /^python3\.\d+$/.test(name))
  return pythons.map((name) => join(lib, name, 'site-packages'))
}

export function describeBuild(root: string): Build {
  const version = readdirSync(root).flatMap((name) => /^tensorflow(?:_cpu|_gpu)?-(.+)\.dist-info$/.exec(name)?.[1] ?? [])[0]
  const file = join(root, 'tensorflow', 'python', 'platform', 'build_info.py')
  const info = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const value = (key: string) => new RegExp(`'${key}', '([^']+)'`).exec(info)?.[1]
  return { root, version, cuda: value('cuda_version'), cudnn: value('cudnn_version') }
}

/** The build under `--from`, right for `device`, or RUNTIME_FROM_*. */
export function requireBuild(from: string, device: RuntimeDevice): Build {
  const remedy = device === 'cuda' ? `pip install 'tensorflow[and-cuda]==${tensorflowVersion}'` : `pip install tensorflow-cpu==${tensorflowVersion}`
  const build = findBuild(from)
  if (!build) {
    throw new PhdError('RUNTIME_FROM_MISSING', `There is no TensorFlow in ${from}.`, {
      expected: `a virtual environment, its site-packages folder or its tensorflow folder, with tensorflow/${tensorflowLibrary}`,
      received: existsSync(from) ? 'a folder without it' : 'no such folder',
      remedy: `in that environment: ${remedy}`,
    })
  }
  if (build.version !== undefined && build.version !== tensorflowVersion) throw wrongVersion(from, build.version, remedy)
  if (device === 'cuda' && !build.cuda) {
    throw new PhdError('RUNTIME_FROM_DEVICE', `TensorFlow in ${from} is built for the CPU only.`, {
      expected: 'a build with CUDA',
      received: 'is_cuda_build False',
      remedy: `in that environment: ${remedy}`,
    })
  }
  return build
}

export function wrongVersion(from: string, received: string, remedy: string): PhdError {
  return new PhdError('RUNTIME_FROM_VERSION', `TensorFlow in ${from} is of another version.`, {
    expected: tensorflowVersion,
    received,
    remedy: `in that environment: ${remedy}`,
  })
}

/** Lay a Python environment's build out under `dir` by symbolic links. */
export function linkBuild({ root }: Build, dir: string, device: RuntimeDevice): void {
  const from = join(realpathSync(root), 'tensorflow')
  const to = join(dir, 'tensorflow')
  mkdirSync(to, { recursive: true })
  for (const name of [tensorflowLibrary, frameworkLibrary, 'include']) symlinkSync(realpathSync(join(from, name)), join(to, name))
  const nvidia = join(from, '..', 'nvidia')
  if (device === 'cuda' && existsSync(nvidia)) linkTree(realpathSync(nvidia), join(dir, 'nvidia'))
}

/** Lay another runtime's build out under `dir` by hard links: same disk, no copy. */
export function shareBuild(runtime: string, dir: string): void {
  const shared = readdirSync(runtime).filter((name) => name === 'tensorflow' || name === 'nvidia' || name.endsWith('.dist-info'))
  for (const name of shared) hardLinkTree(join(runtime, name), join(dir, name))
}

function hardLinkTree(from: string, to: string): void {
  const what = lstatSync(from)
  if (what.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
  else if (what.isFile()) linkSync(from, to)
  else {
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) hardLinkTree(join(from, name), join(to, name))
  }
}
