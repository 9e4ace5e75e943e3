/** What is installed, whether it works, and what it takes. */
import { existsSync, lstatSync } from 'node:fs'
import { basename } from 'node:path'
import { chooseDevice } from './device.js'
import { gpus } from './gpu.js'
import { downloadsDir, type InstalledRuntime, type RuntimeDevice, readRuntime, runtimeDir, runtimeFolders, runtimesDir } from './location.js'
import { bytesOf } from './size.js'
import { type Smoke, smokeTest } from './smoke.js'
import { leftovers } from './staging.js'

export interface RuntimeStatus {
  dir: string
  /** Files are missing: `phd runtime install` mends it. */
  broken: boolean
  /** This version of phd uses it; others belong to other versions, and are not tried. */
  current: boolean
  /** Devices it was seen to compute on here. */
  serves: RuntimeDevice[]
  bytes: number
  /** Its libraries are those of another runtime too, on disk only once. */
  shared: boolean
  runtime?: InstalledRuntime
  smoke?: Smoke
}

export async function inspectRuntimes(): Promise<{ home: string; runtimes: RuntimeStatus[]; leftoverBytes: number }> {
  const runtimes: RuntimeStatus[] = []
  for (const dir of runtimeFolders()) runtimes.push(await inspect(dir))
  const rest = [downloadsDir(), ...leftovers(runtimesDir())].filter((path) => existsSync(path))
  return { home: runtimesDir(), runtimes, leftoverBytes: rest.reduce((total, path) => total + bytesOf(path), 0) }
}

async function inspect(dir: string): Promise<RuntimeStatus> {
  const runtime = readRuntime(dir)
  const current = [runtimeDir('cpu'), runtimeDir('cuda')].some((each) => basename(each) === basename(dir))
  const common = {
    dir,
    broken: runtime === undefined,
    current,
    bytes: bytesOf(dir),
    shared: runtime !== undefined && lstatSync(runtime.libraries[0]).nlink > 1,
  }
  if (!runtime || !current) return { ...common, serves: [], runtime }
  const smoke = await tryRuntime(runtime)
  const serves: RuntimeDevice[] = [...(smoke.works ? ['cpu' as const] : []), ...(smoke.gpu ? ['cuda' as const] : [])]
  return { ...common, serves, runtime, smoke }
}

/** On the first GPU where the runtime has CUDA and there is one, else on the CPU. */
export function tryRuntime(runtime: InstalledRuntime): Promise<Smoke> {
  const onGpu = runtime.device === 'cuda' && gpus().length > 0
  return smokeTest(runtime.addon, onGpu ? chooseDevice('auto', { gpus: gpus(), cuda: runtime }) : { kind: 'cpu' })
}
