/** XLA finds ptxas and libdevice of the installed CUDA runtime, and the user's own flags stay. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runtimeDir, runtimeEnvironment } from '../../lib/runtime/index.js'

const gpu = { kind: 'cuda', index: 0 } as const
const flags = () => runtimeEnvironment(gpu).XLA_FLAGS

/** A home with the files that make a CUDA runtime whole, with or without its compiler. */
function home({ compiler }: { compiler: boolean }): string {
  vi.stubEnv('PHD_HOME', mkdtempSync(join(tmpdir(), 'phd-test-')))
  const dir = runtimeDir('cuda')
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'addon.node'), '')
  writeFileSync(join(dir, 'runtime.json'), JSON.stringify({ addon: 'addon.node', device: 'cuda', libraries: [] }))
  if (compiler) mkdirSync(join(dir, 'nvidia', 'cuda_nvcc'), { recursive: true })
  return dir
}

describe('XLA_FLAGS', () => {
  beforeEach(() => vi.stubEnv('XLA_FLAGS', undefined))
  afterEach(() => vi.unstubAllEnvs())

  it("names the installed runtime's compiler on a GPU, and nothing on a CPU", () => {
    const dir = home({ compiler: true })
    expect(flags()).toBe(`--xla_gpu_cuda_data_dir='${dir}/nvidia/cuda_nvcc'`)
    expect(runtimeEnvironment({ kind: 'cpu' })).not.toHaveProperty('XLA_FLAGS')
  })

  it('comes before flags of the user, which win where they name a compiler, or are a file', () => {
    const dir = home({ compiler: true })
    vi.stubEnv('XLA_FLAGS', '--xla_dump_to=/dump')
    expect(flags()).toBe(`--xla_gpu_cuda_data_dir='${dir}/nvidia/cuda_nvcc' --xla_dump_to=/dump`)
    vi.stubEnv('XLA_FLAGS', '--xla_gpu_cuda_data_dir=/usr/local/cuda')
    expect(flags()).toBeUndefined()
    vi.stubEnv('XLA_FLAGS', '/etc/xla.flags')
    expect(flags()).toBeUndefined()
  })

  it('is left alone where the runtime has no compiler, or there is none', () => {
    home({ compiler: false })
    expect(flags()).toBeUndefined()
    vi.stubEnv('PHD_HOME', '/nowhere')
    expect(flags()).toBeUndefined()
  })
})

describe('TF_ENABLE_ONEDNN_OPTS', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('is on, without which some processors have no gradient of a dilated convolution, unless the user says otherwise', () => {
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', undefined)
    expect(runtimeEnvironment({ kind: 'cpu' }).TF_ENABLE_ONEDNN_OPTS).toBe('1')
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0')
    expect(runtimeEnvironment({ kind: 'cpu' }).TF_ENABLE_ONEDNN_OPTS).toBe('0')
  })
})
