/** Compile the addon against the headers and libraries in `dir/tensorflow`, so that the folder can be moved. */
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { PhdError } from '../errors.js'
import { addonFile, addonIncludes, addonSources, compilerFlags, loaderFile, loaderSource } from './addon.js'
import { lastLines, runChild } from './child.js'
import { frameworkLibrary, tensorflowLibrary } from './libraries.js'

export interface CompileOptions {
  compiler: string
  /** Of the runtime. */
  dir: string
  /** Steps done of all. */
  progress: (done: number, total: number) => void
  signal?: AbortSignal
}

/** Every source on its own, as many at once as there are processors, then the link. Throws RUNTIME_COMPILE with the compiler's last lines. */
export async function compileAddon({ compiler, dir, progress, signal }: CompileOptions): Promise<void> {
  const build = join(dir, 'build')
  const addon = join(dir, addonFile)
  for (const folder of [build, join(addon, '..')]) mkdirSync(folder, { recursive: true })
  const sources = addonSources()
  const total = sources.length + 2
  let done = 0
  const commands: string[][] = []
  const step = async (args: string[]) => {
    const { code, stderr } = await runChild(compiler, args, { env: { ...process.env, TMPDIR: build }, signal })
    if (code !== 0) {
      commands.length = 0
      throw compileFailure(compiler, stderr)
    }
    progress(++done, total)
  }
  progress(0, total)
  const includes = [...addonIncludes(), join(dir, 'tensorflow', 'include')].map((folder) => `-I${folder}`)
  const objects = sources.map((source) => join(build, `${basename(source)}.o`))
  for (const [i, source] of sources.entries()) commands.push([...compilerFlags, ...includes, '-c', source, '-o', objects[i]])
  commands.push([...compilerFlags, ...includes, '-shared', loaderSource(), '-ldl', '-o', join(dir, loaderFile)])
  const worker = async () => {
    for (let command = commands.shift(); command; command = commands.shift()) await step(command)
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 8) }, worker))
  const libraries = [`-L${join(dir, 'tensorflow')}`, `-l:${tensorflowLibrary}`, `-l:${frameworkLibrary}`]
  await step(['-shared', ...objects, ...libraries, '-Wl,-rpath,$ORIGIN/../tensorflow', '-o', addon])
  rmSync(build, { recursive: true })
}

function compileFailure(compiler: string, stderr: string): PhdError {
  const said = stderr.split('\n').filter((line) => /error|undefined reference|cannot find|not found|No space/i.test(line))
  return new PhdError('RUNTIME_COMPILE', `${compiler} could not build the addon.`, {
    expected: 'a C++17 compiler, such as g++ 9 or later',
    received: lastLines(said.join('\n') || stderr, 4),
    remedy: 'sudo apt install g++, or name another compiler: CXX=clang++ phd runtime install',
  })
}
