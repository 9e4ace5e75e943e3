/** Every failure of the real command has its own code and cure, exits with 1, and leaves nothing. Needs python3 with pip; no network. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { wheelFile, wheels } from '../../lib/runtime/wheels.js'
import { type PackageIndex, packageIndex } from './package-index.js'
import { type Answer, before, newFolder, onlyIndex, pathWith, phd, script } from './phd.js'

const closedPort = 'http://127.0.0.1:9/simple'
const wheel = wheels[`cpu-${process.arch}`][0]
const indexes: PackageIndex[] = []
afterAll(() => {
  for (const index of indexes) index.close()
})

function expectFailure(answer: Answer, code: string, ...texts: string[]): void {
  expect(answer.stderr).toContain(`Error ${code}: `)
  for (const text of texts) expect(answer.stderr).toContain(text)
  expect(answer.stderr).toContain('  try:      ')
  expect(answer.stderr).not.toMatch(/^\s+at /m)
  expect(answer.code).toBe(1)
}

async function install(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Answer> {
  const PHD_HOME = newFolder()
  const answer = await phd(['runtime', 'install', ...args], { PHD_HOME, ...env })
  expect(existsSync(join(PHD_HOME, 'runtime')) ? readdirSync(join(PHD_HOME, 'runtime')) : []).toEqual([])
  return answer
}

describe('what the machine lacks', () => {
  it('RUNTIME_NO_PYTHON: no python3 on PATH', async () => {
    expectFailure(await install({ PATH: pathWith(['g++']) }), 'RUNTIME_NO_PYTHON', 'sudo apt install python3-pip')
  })

  it('RUNTIME_NO_PIP: a Python without pip', async () => {
    const environment = newFolder()
    execFileSync('python3', ['-m', 'venv', '--without-pip', environment])
    expectFailure(await install({ PATH: `${join(environment, 'bin')}:${process.env.PATH}` }), 'RUNTIME_NO_PIP', 'No module named pip', 'ensurepip')
  })

  it('RUNTIME_NO_COMPILER: no g++ on PATH', async () => {
    expectFailure(await install({ PATH: pathWith(['python3']), CXX: '' }), 'RUNTIME_NO_COMPILER', 'sudo apt install g++')
  })

  it('RUNTIME_NO_COMPILER: CXX names none', async () => {
    expectFailure(await install({ CXX: 'no-such-compiler' }), 'RUNTIME_NO_COMPILER', 'CXX names no-such-compiler, which is not there')
  })

  it('RUNTIME_HOME: the data folder is a file', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    expectFailure(await phd(['runtime', 'install'], { PHD_HOME: file }), 'RUNTIME_HOME', 'received: ENOTDIR', 'set PHD_HOME')
  })

  it('RUNTIME_NO_SPACE: says how much is needed and free, before any download', async () => {
    const full = `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; fs.statfsSync = () => ({ bavail: 5e4, bsize: 4096 }); syncBuiltinESMExports()`
    const answer = await install({ NODE_OPTIONS: before(full), ...onlyIndex(closedPort) })
    expectFailure(answer, 'RUNTIME_NO_SPACE', 'expected: 1.4 GB free', 'received: 205 MB free', 'PHD_HOME')
  })

  it('RUNTIME_ARCH: another processor, another operating system, CUDA on arm64', async () => {
    const as = (key: string, value: string) => ({ NODE_OPTIONS: before(`Object.defineProperty(process, '${key}', { value: '${value}' })`) })
    expectFailure(await install(as('arch', 's390x')), 'RUNTIME_ARCH', 'received: linux-s390x')
    expectFailure(await install(as('platform', 'darwin')), 'RUNTIME_ARCH', 'operating system is darwin')
    expectFailure(await install(as('arch', 'arm64'), '--device', 'cuda'), 'RUNTIME_ARCH', 'expected: Linux on x86-64', '--device cpu')
  })

  it('RUNTIME_COMPILE: shows what the compiler said', async () => {
    const compiler = script(join(newFolder(), 'old-g++'), 'echo "g++: error: unrecognized command line option -std=c++17" >&2; exit 1')
    const answer = await install({ CXX: compiler }, '--from', fakeEnvironment('2.21.0'))
    expectFailure(answer, 'RUNTIME_COMPILE', 'unrecognized command line option', compiler)
  })
})

describe('what the package index does', () => {
  it('RUNTIME_NO_NETWORK: nothing answers', async () => {
    expectFailure(await install(onlyIndex(closedPort)), 'RUNTIME_NO_NETWORK', 'Connection refused', '--from DIR')
  })

  it('RUNTIME_CHECKSUM: another file under the right name', async () => {
    const index = await packageIndex(wheel.name, wheelFile(wheel), (response) => response.end('not the wheel'))
    indexes.push(index)
    const got = execFileSync('sha256sum', { input: 'not the wheel', encoding: 'utf8' }).slice(0, 64)
    expectFailure(await install(onlyIndex(index.url)), 'RUNTIME_CHECKSUM', `expected: sha256 ${wheel.sha256}`, `received: sha256 ${got}`)
  })

  it('RUNTIME_NO_WHEEL: an index without the file', async () => {
    const index = await packageIndex('another-project', 'x.whl', (response) => response.end())
    indexes.push(index)
    expectFailure(await install(onlyIndex(index.url)), 'RUNTIME_NO_WHEEL', wheelFile(wheel), '--from DIR')
  })
})

describe('--from', () => {
  it('RUNTIME_FROM_MISSING: no TensorFlow there, no such folder', async () => {
    expectFailure(await install({}, '--from', newFolder()), 'RUNTIME_FROM_MISSING', 'a folder without it', 'pip install tensorflow-cpu==2.21.0')
    expectFailure(await install({}, '--from', '/no/such/folder'), 'RUNTIME_FROM_MISSING', 'no such folder')
  })

  it('RUNTIME_FROM_VERSION: another TensorFlow', async () => {
    expectFailure(await install({}, '--from', fakeEnvironment('2.15.1')), 'RUNTIME_FROM_VERSION', 'expected: 2.21.0', 'received: 2.15.1')
  })

  it('RUNTIME_FROM_DEVICE: a CPU build asked for CUDA', async () => {
    const answer = await install({}, '--from', fakeEnvironment('2.21.0'), '--device', 'cuda')
    if (process.arch === 'x64') expectFailure(answer, 'RUNTIME_FROM_DEVICE', "pip install 'tensorflow[and-cuda]==2.21.0'")
  })
})

it('answers failures as JSON too, with nothing else on stdout', async () => {
  const answer = await install({ PATH: pathWith(['g++']) }, '--json')
  expect(JSON.parse(answer.stdout).error).toMatchObject({ code: 'RUNTIME_NO_PYTHON', remedy: expect.stringContaining('apt') })
})

it('refuses a wrong --device as wrong usage', async () => {
  const answer = await install({}, '--device', 'gpu')
  expect(answer.code).toBe(2)
  expect(answer.stderr).toContain('Error USAGE: Expected --device=gpu to be one of: cpu, cuda')
})

/** A virtual environment by its looks; the libraries are empty. */
function fakeEnvironment(version: string): string {
  const dir = newFolder()
  const packages = join(dir, 'lib', 'python3.12', 'site-packages')
  mkdirSync(join(packages, `tensorflow-${version}.dist-info`), { recursive: true })
  mkdirSync(join(packages, 'tensorflow', 'include'), { recursive: true })
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) writeFileSync(join(packages, 'tensorflow', name), '')
  return dir
}
