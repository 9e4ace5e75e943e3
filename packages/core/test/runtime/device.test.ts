import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseGpus, visibleGpus } from '../../lib/runtime/gpu.js'
import { chooseDevice, findRuntime, type Machine, runtimeEnvironment } from '../../lib/runtime/index.js'
import { pathWith, phd } from './phd.js'

// Lines as nvidia-smi 535 prints them with --format=csv,noheader,nounits
const twoGpus = parseGpus(
  '0, NVIDIA A100-SXM4-40GB, 40960, 40326, 535.129.03, 8.0, GPU-11111111-aaaa\n1, NVIDIA H100 80GB HBM3, 81559, 80000, 535.129.03, 9.0, GPU-22222222-bbbb\n',
)
const cuda = { dir: '/r', addon: '/r/a', device: 'cuda', tensorflow: '2.21.0', libraries: [], source: 'wheel', installed: '' } as const
const machine = (part: Partial<Machine>): Machine => ({ gpus: twoGpus, cuda: { ...cuda, libraries: [] }, ...part })

describe('chooseDevice', () => {
  it('auto takes the first GPU where GPU and CUDA runtime are there', () => {
    expect(chooseDevice('auto', machine({}))).toMatchObject({ kind: 'cuda', index: 0, name: 'cuda:0', uuid: 'GPU-11111111-aaaa' })
    expect(chooseDevice('auto', machine({})).why).toBe('GPU 0 (NVIDIA A100-SXM4-40GB, 39.4 GiB free, compute capability 8.0)')
  })

  it('auto says why it took the CPU', () => {
    expect(chooseDevice('auto', machine({ gpus: [] }))).toMatchObject({ kind: 'cpu', name: 'cpu', why: expect.stringContaining('nvidia-smi shows no GPU') })
    expect(chooseDevice('auto', machine({ cuda: undefined })).why).toBe('CPU: TensorFlow with CUDA is not installed')
  })

  it('cpu and cuda:N are taken as asked', () => {
    expect(chooseDevice('cpu', machine({}))).toEqual({ kind: 'cpu', name: 'cpu', why: 'CPU, as asked' })
    expect(chooseDevice('cuda:1', machine({}))).toMatchObject({ kind: 'cuda', index: 1, name: 'cuda:1' })
    expect(chooseDevice('cuda', machine({})).name).toBe('cuda:0')
  })

  it('cuda where something is missing says what, never falls back', () => {
    const failure = (asked: string, part: Partial<Machine>) => {
      try {
        chooseDevice(asked, machine(part))
      } catch (error) {
        return error
      }
      throw new Error('did not throw')
    }
    const old = [{ ...twoGpus[0], driver: '470.57.02' }]
    const small = [{ ...twoGpus[0], name: 'Tesla M40', computeCapability: '5.2' }]
    expect(failure('cuda:0', { gpus: [] })).toMatchObject({ code: 'RUNTIME_NO_GPU', message: expect.stringContaining('nvidia-smi shows no GPU') })
    expect(failure('cuda:7', {})).toMatchObject({ code: 'RUNTIME_NO_GPU', message: expect.stringContaining('there is cuda:0 (NVIDIA A100-SXM4-40GB), cuda:1') })
    expect(failure('cuda:0', { cuda: undefined })).toMatchObject({ code: 'RUNTIME_NO_GPU', remedy: 'phd runtime install --device cuda' })
    expect(failure('cuda:0', { gpus: old })).toMatchObject({ code: 'RUNTIME_NO_GPU', message: expect.stringContaining('driver 470.57.02 is too old') })
    expect(failure('cuda:0', { gpus: small })).toMatchObject({ code: 'RUNTIME_NO_GPU', message: expect.stringContaining('compute capability 5.2') })
  })

  it.each(['gpu', 'cuda:', 'cuda:-1', 'CUDA:0', 'cuda:x', ''])('refuses the name %j as wrong usage', (asked) => {
    expect(() => chooseDevice(asked, machine({}))).toThrow(
      expect.objectContaining({ code: 'RUNTIME_DEVICE_NAME', usage: true, expected: 'auto, cpu or cuda:N' }),
    )
  })
})

describe('visible GPUs', () => {
  const uuids = (visible: string | undefined) => visibleGpus(twoGpus, visible).map(({ index, uuid }) => `${index} ${uuid}`)

  it('counts anew among those that CUDA_VISIBLE_DEVICES names', () => {
    expect(uuids(undefined)).toEqual(['0 GPU-11111111-aaaa', '1 GPU-22222222-bbbb'])
    expect(uuids('1')).toEqual(['0 GPU-22222222-bbbb'])
    expect(uuids('1,0')).toEqual(['0 GPU-22222222-bbbb', '1 GPU-11111111-aaaa'])
    expect(uuids('GPU-2222')).toEqual(['0 GPU-22222222-bbbb'])
  })

  it('stops at the first that is not there, as CUDA does', () => {
    expect(uuids('')).toEqual([])
    expect(uuids('-1')).toEqual([])
    expect(uuids('1,9,0')).toEqual(['0 GPU-22222222-bbbb'])
  })

  it('keeps a MIG slice by its own name', () => {
    expect(visibleGpus(twoGpus, 'MIG-33')).toMatchObject([{ index: 0, uuid: 'MIG-33', name: 'NVIDIA A100-SXM4-40GB (MIG slice)' }])
  })
})

describe('runtimeEnvironment', () => {
  beforeEach(() => {
    for (const name of ['DEBUG', 'TF_CPP_MIN_LOG_LEVEL', 'TF_FORCE_GPU_ALLOW_GROWTH', 'TF_ENABLE_ONEDNN_OPTS']) vi.stubEnv(name, undefined)
  })
  afterEach(() => vi.unstubAllEnvs())

  it('hides GPUs from a run on the CPU, shows one to a run on it, and keeps TensorFlow quiet', () => {
    expect(runtimeEnvironment({ kind: 'cpu' })).toEqual({
      TF_CPP_MIN_LOG_LEVEL: '3',
      TF_ENABLE_ONEDNN_OPTS: '1',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
      CUDA_VISIBLE_DEVICES: '-1',
    })
    expect(runtimeEnvironment(chooseDevice('cuda:1', machine({}))).CUDA_VISIBLE_DEVICES).toBe('GPU-22222222-bbbb')
  })

  it('lets TensorFlow speak under DEBUG=phd:*, and leaves what the user has set', () => {
    vi.stubEnv('DEBUG', 'phd:*')
    expect(runtimeEnvironment({ kind: 'cpu' }).TF_CPP_MIN_LOG_LEVEL).toBe('0')
    vi.stubEnv('TF_CPP_MIN_LOG_LEVEL', '1')
    expect(runtimeEnvironment({ kind: 'cpu' }).TF_CPP_MIN_LOG_LEVEL).toBe('1')
  })
})

describe('phd doctor', () => {
  it('shows a GPU of nvidia-smi and the line that makes it usable', async () => {
    const smi = 'echo "0, NVIDIA A100-SXM4-40GB, 40960, 40326, 535.129.03, 8.0, GPU-11111111-aaaa"'
    const PATH = `${pathWith([], { 'nvidia-smi': smi })}:${process.env.PATH}`
    const answer = await phd(['doctor', '--json'], { PATH, PHD_HOME: '/nowhere', CUDA_VISIBLE_DEVICES: undefined })
    const { ready, checks } = JSON.parse(answer.stdout)
    const named = (name: string) => checks.find((check: { name: string }) => check.name === name)
    expect(named('GPU')).toMatchObject({ state: 'warning', remedy: 'phd runtime install --device cuda' })
    expect(named('TensorFlow')).toMatchObject({ state: 'problem', remedy: 'phd runtime install' })
    expect(ready).toBe(false)
    expect(answer.code).toBe(1)
  })

  it.skipIf(!findRuntime())('is content where the runtime is installed (needs: phd runtime install)', async () => {
    const answer = await phd(['doctor'], {})
    expect(answer.stdout).toMatch(/^ok {7}TensorFlow {4}2\.21\.0 \(c\w+.*\) computes on/m)
    expect(answer.stdout).toContain('Ready to train.')
    expect(answer.code).toBe(0)
  })

  it('names the cure of every lack on a bare machine', async () => {
    const answer = await phd(['doctor'], { PATH: pathWith([]), CXX: '', PHD_HOME: '/sys/nowhere' })
    for (const text of ['phd runtime install', 'python3-pip', 'apt install g++', 'set PHD_HOME']) expect(answer.stdout).toContain(text)
    expect(answer.stdout.match(/^PROBLEM/gm)).toHaveLength(4)
    expect(answer.code).toBe(1)
  })
})
