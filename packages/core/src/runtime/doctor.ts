/**
 * Could the main job run here? Every part that training on the CPU needs, and what more there is.
 *
 * `ok`; `warning`: something less will work; `problem`: the main job could not run. All but `ok` come with their cure.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isPhdError, PhdError } from '../errors.js'
import { dataHome } from '../paths.js'
import { runChild } from './child.js'
import { chooseDevice } from './device.js'
import { gpus } from './gpu.js'
import { tryRuntime } from './inspect.js'
import { findRuntime, type InstalledRuntime, requireRuntime } from './location.js'
import { freeBytes, requireCompiler, requirePip, requirePython, wheelsFor } from './requirements.js'
import { formatBytes } from './size.js'

export interface Check {
  name: string
  state: 'ok' | 'warning' | 'problem'
  found: string
  remedy?: string
}

const testedNode = { oldest: { major: 20, minor: 19 }, newestMajor: 24 }
/** A training run with its checkpoints. */
const runBytes = 1e9

export async function examine(runsDir: string): Promise<Check[]> {
  const runtime = findRuntime()
  const ifMissing = runtime ? 'warning' : 'problem' // only the install needs Python and a compiler
  return [
    checkNode(),
    await checkRuntime(runtime),
    await check('Python, pip', ifMissing, async () => requirePip(requirePython())),
    await check('C++ compiler', ifMissing, async () => (await runChild(requireCompiler(), ['--version'])).stdout.split('\n')[0]),
    await check('GPU', 'warning', checkGpu),
    await check('data folder', 'problem', () => checkFolder(dataHome(), 'PHD_HOME')),
    await check('runs folder', 'problem', () => checkFolder(resolve(runsDir), 'PHD_RUNS')),
  ]
}

/** `found` is what `find` answers, or what it throws. */
async function check(name: string, lack: 'warning' | 'problem', find: () => string | Promise<string>): Promise<Check> {
  try {
    return { name, state: 'ok', found: await find() }
  } catch (error) {
    if (!isPhdError(error)) throw error
    return { name, state: lack, found: error.message, remedy: error.remedy }
  }
}

function checkNode(): Check {
  const { node } = process.versions
  const [major, minor] = node.split('.').map(Number)
  const found = `${node} (${process.platform} ${process.arch})`
  const { oldest, newestMajor } = testedNode
  if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
    return { name: 'Node', state: 'problem', found: `${found} is too old`, remedy: `install Node ${oldest.major}.${oldest.minor} or later: https://nodejs.org` }
  }
  if (major <= newestMajor) return { name: 'Node', state: 'ok', found }
  return { name: 'Node', state: 'warning', found: `${found} is newer than what phd is tested with`, remedy: `if TensorFlow fails, use Node ${newestMajor}` }
}

async function checkRuntime(runtime: InstalledRuntime | undefined): Promise<Check> {
  const name = 'TensorFlow'
  if (!runtime) {
    return check(name, 'problem', () => {
      wheelsFor('cpu')
      return requireRuntime().dir
    })
  }
  const smoke = await tryRuntime(runtime)
  const what = `${runtime.tensorflow} (${runtime.device}${runtime.cuda ? `, CUDA ${runtime.cuda}` : ''})`
  if (!smoke.works) return { name, state: 'problem', found: `${what} does not load: ${smoke.problem}`, remedy: 'phd runtime install --force' }
  if (smoke.problem)
    return { name, state: 'warning', found: `${what} computes on the CPU only: ${smoke.problem}`, remedy: 'phd runtime install --device cuda --force' }
  return { name, state: 'ok', found: `${what} computes on ${smoke.gpu ? 'GPU and CPU' : 'the CPU'}` }
}

/** No GPU at all is fine; one that cannot be used is not. */
function checkGpu(): string {
  const found = gpus()
  if (found.length === 0) return 'none that nvidia-smi shows; training uses the CPU'
  const { why } = chooseDevice('cuda:0')
  return `${why.replace(', as asked', '')}, driver ${found[0].driver}${found.length > 1 ? `; ${found.length} in all` : ''}`
}

function checkFolder(path: string, variable: string): string {
  let there = path
  while (!existsSync(there)) there = dirname(there)
  try {
    accessSync(there, constants.W_OK)
  } catch (cause) {
    throw new PhdError('NO_PERMISSION', `${path} cannot be written.`, { remedy: `set ${variable} to a folder of yours`, cause })
  }
  const free = freeBytes(there)
  if (free >= runBytes) return `${path}, ${formatBytes(free)} free`
  throw new PhdError('NO_SPACE', `${path} has ${formatBytes(free)} free; a run may take ${formatBytes(runBytes)}.`, {
    remedy: `free some space, or set ${variable} to a folder on a larger disk`,
  })
}
