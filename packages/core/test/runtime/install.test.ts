/**
 * Real installs with the real compiler, into homes of their own. They link the libraries of the runtime in the default
 * data home, so they need no network: they skip where `phd runtime install` has not run.
 */
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRuntime, smokeTest, tensorflowVersion } from '../../lib/runtime/index.js'
import { findBuild } from '../../lib/runtime/libraries.js'
import { wheelFile, wheels } from '../../lib/runtime/wheels.js'
import { type PackageIndex, packageIndex } from './package-index.js'
import { before, newFolder, onlyIndex, pathWith, phd, script, startPhd, until } from './phd.js'

const installed = findRuntime('cpu')
const from = installed?.dir ?? ''
const slow = { timeout: 300_000 }
const oracle = fileURLToPath(new URL('../../../../.oracle', import.meta.url))

describe.skipIf(!installed)('install (needs: phd runtime install)', slow, () => {
  const PHD_HOME = newFolder()
  const home = { PHD_HOME }
  const runtimes = () => readdirSync(join(PHD_HOME, 'runtime'))

  it('two at once: one builds, the other waits and finds it done', async () => {
    const both = await Promise.all([1, 2].map(() => phd(['runtime', 'install', '--from', from], home)))
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const said = both.map(({ stdout }) => stdout)
    expect(said.filter((text) => text.includes('works, after'))).toHaveLength(1)
    expect(said.filter((text) => /Another phd \(process \d+\) is installing; waiting for it\.[\s\S]*is installed: /.test(text))).toHaveLength(1)
    expect(runtimes()).toHaveLength(1)
  })

  it('again is nothing to do, in less than a second', async () => {
    const built = statSync(join(PHD_HOME, 'runtime', runtimes()[0], 'addon', 'tfjs_binding.node')).mtimeMs
    const cpuSeconds: number[] = []
    const tellUsage = before(`process.on('exit', () => process.stderr.write(JSON.stringify(process.cpuUsage())))`)
    for (let i = 0; i < 3; i++) {
      const answer = await phd(['runtime', 'install', '--json'], { ...home, PATH: pathWith([]), NODE_OPTIONS: tellUsage })
      expect(answer.code).toBe(0)
      expect(JSON.parse(answer.stdout)).toMatchObject({ already: true, tensorflow: tensorflowVersion, device: 'cpu' })
      const { user, system } = JSON.parse(answer.stderr) as NodeJS.CpuUsage
      cpuSeconds.push((user + system) / 1e6)
    }
    expect(Math.min(...cpuSeconds)).toBeLessThan(1) // of the processor, the least of three: other programs run beside this one
    expect(statSync(join(PHD_HOME, 'runtime', runtimes()[0], 'addon', 'tfjs_binding.node')).mtimeMs).toBe(built)
  })

  it('status says what, where, how large, and that it computes', async () => {
    const { stdout, code } = await phd(['runtime', 'status', '--json'], home)
    expect(code).toBe(0)
    const { runtimes: found, leftoverBytes } = JSON.parse(stdout)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ broken: false, current: true, serves: ['cpu'], smoke: { works: true, tensorflow: tensorflowVersion, gpu: false } })
    expect(leftoverBytes).toBe(0)
    expect((await phd(['runtime', 'status'], home)).stdout).toMatch(/computes: {3}yes, on cpu$/m)
  })

  it('works from another place, for the folder can be moved', async () => {
    const moved = join(newFolder(), 'elsewhere')
    const dir = join(PHD_HOME, 'runtime', runtimes()[0])
    renameSync(dir, moved)
    expect(await smokeTest(join(moved, 'addon', 'tfjs_binding.node'), { kind: 'cpu' })).toMatchObject({ works: true })
    renameSync(moved, dir)
  })

  it('a new addon shares the libraries that are there: no Python, no download', async () => {
    const [name] = runtimes()
    const older = `${name.slice(0, name.lastIndexOf('-'))}-0000000000`
    renameSync(join(PHD_HOME, 'runtime', name), join(PHD_HOME, 'runtime', older))
    const answer = await phd(['runtime', 'install'], { ...home, ...onlyIndex('http://127.0.0.1:9/simple'), PATH: pathWith(['g++', 'as', 'ld']) })
    expect(answer.stderr + answer.stdout).toContain(`TensorFlow is there already (${older}); only the addon is built anew.`)
    expect(answer.code).toBe(0)
    expect(runtimes().sort()).toEqual([name, older].sort())
  })

  it('a runtime with a file missing is told broken, and a command that needs it names the install', async () => {
    const [, current] = runtimes().sort()
    const dir = join(PHD_HOME, 'runtime', current)
    renameSync(join(dir, 'addon'), join(dir, 'gone'))
    expect((await phd(['runtime', 'status'], home)).stdout).toContain('broken:     files are missing')
    const { checks } = JSON.parse((await phd(['doctor', '--json'], home)).stdout)
    expect(checks[1]).toMatchObject({ name: 'TensorFlow', state: 'problem', remedy: 'phd runtime install' })
    renameSync(join(dir, 'gone'), join(dir, 'addon'))
  })

  it('an addon that does not load is a problem that doctor and status name', async () => {
    const [, current] = runtimes().sort()
    const addon = join(PHD_HOME, 'runtime', current, 'addon', 'tfjs_binding.node')
    const whole = readFileSync(addon)
    writeFileSync(addon, 'not a library')
    const answer = await phd(['doctor'], home)
    expect(answer.stdout).toMatch(/^PROBLEM {2}TensorFlow {4}2\.21\.0 \(cpu\) does not load: Error: .*file too short/m)
    expect(answer.stdout).toContain('phd runtime install --force')
    expect(answer.code).toBe(1)
    writeFileSync(addon, whole.subarray(0, 1000))
    expect((await phd(['runtime', 'status'], home)).stdout).toMatch(
      /computes: {3}no\n {2}problem: {4}it crashed \(SIG\w+\)\n {2}try: {8}phd runtime install --force/,
    )
    writeFileSync(addon, whole)
  })

  it('remove asks nothing and says what it freed', async () => {
    const wrong = await phd(['runtime', 'remove'], home)
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('expected: --device cpu, --device cuda or --all')
    const cuda = await phd(['runtime', 'remove', '--device', 'cuda'], home)
    expect(cuda).toMatchObject({ code: 0, stdout: 'There was nothing to remove.\n' })
    const all = await phd(['runtime', 'remove', '--all'], home)
    expect(all.stdout.match(/^Removed /gm)).toHaveLength(2)
    expect(all.stdout).toMatch(/^Freed \d+ kB\.$/m)
    expect(runtimes()).toEqual([])
    expect(existsSync(installed!.libraries[0])).toBe(true)
  })
})

describe.skipIf(!installed)('a killed install (needs: phd runtime install)', slow, () => {
  const wheel = wheels[`cpu-${process.arch}`][0]
  let index: PackageIndex
  beforeAll(async () => {
    index = await packageIndex(wheel.name, wheelFile(wheel), (response) => {
      response.writeHead(200, { 'content-length': wheel.bytes })
      response.write(Buffer.alloc(1 << 20)) // and no more: the download never ends
    })
  })
  afterAll(() => index.close())

  it('in the download and in the compile leaves no runtime; the next one cleans up and succeeds', async () => {
    const PHD_HOME = newFolder()
    const root = join(PHD_HOME, 'runtime')
    const inside = () => (existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [])

    const downloading = startPhd(['runtime', 'install'], { PHD_HOME, ...onlyIndex(index.url) })
    await until(() => inside().some((name) => /pip-unpack.*\.whl$/.test(name)), 'pip writes the wheel')
    downloading.kill('SIGKILL')
    index.close()
    expect(inside()).toContain('.lock')

    const started = join(PHD_HOME, 'compiler-started')
    const compiler = script(join(PHD_HOME, 'slow-g++'), `touch '${started}'; while kill -0 $PPID; do sleep 0.1; done 2>/dev/null`)
    const compiling = startPhd(['runtime', 'install', '--from', from], { PHD_HOME, CXX: compiler })
    await until(() => existsSync(started), 'the compiler runs')
    expect(readdirSync(root).filter((name) => name.startsWith('.installing-'))).toHaveLength(1) // that of the first is cleaned
    compiling.kill('SIGKILL')

    const status = await phd(['runtime', 'status'], { PHD_HOME })
    expect(status.stdout).toContain('No TensorFlow is installed')
    const answer = await phd(['runtime', 'install', '--from', from], { PHD_HOME })
    expect(answer.stdout).toContain('works, after')
    expect(answer.code).toBe(0)
    expect(readdirSync(root)).toEqual([expect.stringMatching(/^tensorflow-2\.21\.0-cpu-[0-9a-f]{10}$/)])
  })

  it('Ctrl-C in the compile stops it, says so and leaves nothing', async () => {
    const PHD_HOME = newFolder()
    const started = join(PHD_HOME, 'compiler-started')
    const compiler = script(join(PHD_HOME, 'slow-g++'), `touch '${started}'; exec sleep 60`)
    const compiling = startPhd(['runtime', 'install', '--from', from], { PHD_HOME, CXX: compiler })
    await until(() => existsSync(started), 'the compiler runs')
    const ended = new Promise<number | null>((resolve) => compiling.on('exit', resolve))
    compiling.kill('SIGINT')
    expect(await ended).toBe(1)
    expect(readdirSync(join(PHD_HOME, 'runtime'))).toEqual([])
  })
})

describe.skipIf(!existsSync(join(oracle, 'bin', 'python')))('a Python environment (needs .oracle with tensorflow-cpu)', () => {
  it('is found by its root, its site-packages and its tensorflow folder', () => {
    const build = findBuild(oracle)
    expect(build).toMatchObject({ version: tensorflowVersion, cuda: undefined })
    expect(findBuild(build!.root)).toEqual(build)
    expect(findBuild(join(build!.root, 'tensorflow'))).toEqual(build)
  })
})

describe.skipIf(!process.env.PHD_TEST_WHEELS)('from wheels on disk (needs PHD_TEST_WHEELS, a folder with the pinned wheels)', slow, () => {
  it('downloads with pip, unpacks, builds', async () => {
    const env = { PHD_HOME: newFolder(), PIP_NO_INDEX: '1', PIP_FIND_LINKS: process.env.PHD_TEST_WHEELS }
    const answer = await phd(['runtime', 'install', '--json'], env)
    expect(JSON.parse(answer.stdout)).toMatchObject({ already: false, source: 'wheel', tensorflow: tensorflowVersion })
    expect((await phd(['runtime', 'remove', '--all'], env)).stdout).toContain('Freed 85')
  })
})
