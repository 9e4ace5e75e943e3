/** What is packed, against npm, readelf and the names that TensorFlow's library looks for. */
import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cudaEntries } from '../../lib/runtime/bundle/cuda.js'
import { elfNeeds } from '../../lib/runtime/bundle/elf.js'
import { productionModules } from '../../lib/runtime/bundle/modules.js'
import { projectEntries } from '../../lib/runtime/bundle/project.js'
import { findRuntime } from '../../lib/runtime/index.js'
import { newFolder, whereIs } from './phd.js'

const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '')
const installed = findRuntime()

it('the production modules are those that npm counts', () => {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  const npm = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
  const folders = npm.filter((dir) => dir !== root && !lstatSync(dir).isSymbolicLink())
  expect(folders.length).toBeGreaterThan(100)
  expect(productionModules(root, [root, ...packages])).toEqual([...folders].sort())
})

it('the guide has every error code and every flag of it', () => {
  const guide = readFileSync(join(root, 'docs', 'guide', 'offline-node.md'), 'utf8')
  const room = join(root, 'packages', 'core', 'src', 'runtime', 'bundle')
  const sources = readdirSync(room).map((name) => readFileSync(join(room, name), 'utf8'))
  const codes = sources.flatMap((text) => text.match(/(?<=')BUNDLE_[A-Z_]+(?=')/g) ?? [])
  expect(codes.length).toBeGreaterThan(5)
  expect([...new Set(codes)].filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
  const command = readFileSync(join(room, '..', '..', 'commands', 'runtime', 'bundle.ts'), 'utf8')
  const flags = [...command.matchAll(/^ {4}'?([a-z-]+)'?: Flags\./gm)].map((match) => match[1])
  expect(flags).toEqual(['device', 'out', 'part-size', 'level'])
  expect(flags.filter((flag) => !guide.includes(`--${flag} `))).toEqual([])
})

const program = whereIs('readelf')
describe.skipIf(!program)('ELF files (needs readelf)', () => {
  const readelf = (...args: string[]) => execFileSync(program!, args, { encoding: 'utf8', maxBuffer: 1 << 28 })

  it.each([process.execPath, ...(installed ? [installed.addon, installed.libraries[1]] : [])])('%s needs what readelf says', (file) => {
    const needed = [...readelf('-d', file).matchAll(/\(NEEDED\).*\[(.*)\]/g)].map((match) => match[1])
    const versions: Record<string, string[]> = {}
    let library = ''
    for (const line of readelf('-V', '--wide', file).split('\n')) {
      library = /Version: 1 {2}File: (\S+)/.exec(line)?.[1] ?? library
      const name = /^ {2}(?:0x|00)[0-9a-f]+: {3}Name: (\S+) {2}Flags/.exec(line)?.[1]
      if (name) versions[library] = [...(versions[library] ?? []), name]
    }
    expect(Object.keys(versions).length).toBeGreaterThan(0)
    expect(elfNeeds(file)).toEqual({ libraries: needed, versions })
  })

  it('anything else is none', () => {
    expect(elfNeeds(fileURLToPath(import.meta.url))).toBeUndefined()
  })
})

const wheels = [
  'cublas/lib/libcublas.so.12',
  'cublas/lib/libcublasLt.so.12',
  'cublas/lib/libnvblas.so.12',
  'cuda_cupti/lib/libcupti.so.12',
  'cuda_cupti/lib/libnvperf_host.so',
  'cuda_nvcc/bin/ptxas',
  'cuda_nvcc/nvvm/lib64/libnvvm.so',
  'cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
  'cuda_nvrtc/lib/libnvrtc-builtins.alt.so.12.9',
  'cuda_nvrtc/lib/libnvrtc-builtins.so.12.9',
  'cuda_nvrtc/lib/libnvrtc.alt.so.12',
  'cuda_nvrtc/lib/libnvrtc.so.12',
  'cuda_runtime/include/cuda.h',
  'cuda_runtime/lib/libcudart.so.12',
  'cudnn/lib/libcudnn.so.9',
  'cudnn/lib/libcudnn_graph.so.9',
  'cufft/lib/libcufft.so.11',
  'cufft/lib/libcufftw.so.11',
  'curand/lib/libcurand.so.10',
  'cusolver/lib/libcusolver.so.11',
  'cusolver/lib/libcusolverMg.so.11',
  'cusparse/lib/libcusparse.so.12',
  'nccl/lib/libnccl.so.2',
  'nvjitlink/lib/libnvJitLink.so.12',
]

describe('CUDA', () => {
  const nvidia = newFolder()
  for (const name of wheels) {
    mkdirSync(dirname(join(nvidia, name)), { recursive: true })
    writeFileSync(join(nvidia, name), Buffer.alloc(4096))
  }
  const leftBehind = /nvblas|nvperf|libnvvm|\.alt\.|cuda\.h|cufftw|curand|cusolverMg|nccl/

  it('packs what TensorFlow opens and what that needs, and says what it leaves', () => {
    const { entries, leftOut } = cudaEntries(nvidia, 'n')
    const files = entries.filter(({ content }) => 'file' in content).map(({ path }) => path.slice(2))
    expect(files).toEqual(wheels.filter((name) => !leftBehind.test(name)))
    expect(leftOut.reduce((total, { bytes }) => total + bytes, 0)).toBe(4096 * wheels.filter((name) => leftBehind.test(name)).length)
    expect(leftOut.map(({ what }) => what)).toEqual(expect.arrayContaining(['NCCL', 'cuRAND', 'libNVVM', 'cuSOLVER for several GPUs']))
  })

  it("links what TensorFlow's RUNPATH does not reach into a folder that it reaches", () => {
    const links = cudaEntries(nvidia, 'n').entries.flatMap(({ path, content }) => ('link' in content ? [[path, content.link]] : []))
    expect(links).toEqual([
      ['n/cublas/lib/libnvrtc-builtins.so.12.9', '../../cuda_nvrtc/lib/libnvrtc-builtins.so.12.9'],
      ['n/cublas/lib/libnvrtc.so.12', '../../cuda_nvrtc/lib/libnvrtc.so.12'],
      ['n/cublas/lib/libcusolver.so.11', '../../cusolver/lib/libcusolver.so.11'],
    ])
  })

  it('a library that is not there is named', () => {
    rmSync(join(nvidia, 'cufft'), { recursive: true })
    const error = { code: 'BUNDLE_CUDA_MISSING', expected: join(nvidia, 'cufft/lib/libcufft.so.11'), remedy: 'phd runtime install --device cuda --force' }
    expect(() => cudaEntries(nvidia, 'n')).toThrow(expect.objectContaining(error))
  })
})

describe('a project', () => {
  const dir = newFolder()
  const write = (path: string, text = '') => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  for (const path of [
    'bin/phd.js',
    'bench/a.js',
    'bench/.cache/x',
    'LICENSE',
    'node_modules/dep/index.js',
    'node_modules/dep/index.js.map',
    'node_modules/dev/index.js',
    'packages/one/src/a.ts',
  ])
    write(path)
  for (const name of ['dep', 'dev']) write(`node_modules/${name}/package.json`, '{}')
  write('package.json', '{"devDependencies": {"dev": "1"}}')
  write(
    'packages/one/package.json',
    JSON.stringify({ name: '@x/one', files: ['lib', 'oclif.manifest.json'], dependencies: { dep: '1' }, peerDependencies: { other: '1' } }),
  )

  it('that is not built is told', () => {
    expect(() => projectEntries(dir)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_NOT_BUILT', message: '@x/one is not built.', expected: join(dir, 'packages/one/lib'), remedy: 'npm run build' }),
    )
  })

  it('is what it publishes, its benches, and its production modules', () => {
    for (const path of ['lib/a.js', 'lib/a.js.map', 'oclif.manifest.json']) write(`packages/one/${path}`)
    const { entries, leftOut } = projectEntries(dir)
    expect(entries.map(({ path, content }) => ('link' in content ? `${path} -> ${content.link}` : path)).sort()).toEqual([
      'LICENSE',
      'bench/a.js',
      'bin/phd.js',
      'node_modules/@x/one -> ../../packages/one',
      'node_modules/dep/index.js',
      'node_modules/dep/package.json',
      'package.json',
      'packages/one/lib/a.js',
      'packages/one/oclif.manifest.json',
      'packages/one/package.json',
    ])
    expect(leftOut.map(({ what }) => what)).toEqual(['source maps of packages'])
  })

  it('without a module that it needs is told', () => {
    rmSync(join(dir, 'node_modules/dep'), { recursive: true })
    expect(() => projectEntries(dir)).toThrow(expect.objectContaining({ code: 'BUNDLE_NOT_BUILT', message: 'The package dep is not installed.' }))
  })
})
