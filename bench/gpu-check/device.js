// What computes: the device, its driver, and the versions of everything between.
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { chooseDevice, gpus, requireRuntime } from '../../packages/core/lib/runtime/index.js'

/** Ampere. */
const bf16ComputeCapability = 8

/** RUNTIME_NO_GPU, RUNTIME_MISSING, RUNTIME_DEVICE_NAME where it cannot compute there. */
export function deviceFacts(asked) {
  const device = chooseDevice(asked)
  const { tensorflow, cuda, cudnn } = requireRuntime(device.kind)
  const gpu = device.kind === 'cuda' ? gpus().find(({ index }) => index === device.index) : undefined
  return {
    device: device.name,
    uuid: device.uuid,
    gpu: gpu && { name: gpu.name, driver: gpu.driver, computeCapability: gpu.computeCapability, memoryMiB: gpu.memoryTotalMiB, freeMiB: gpu.memoryFreeMiB },
    cpu: {
      name: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      instructions: instructions(),
    },
    bf16: gpu === undefined || Number.parseFloat(gpu.computeCapability) >= bf16ComputeCapability,
    versions: { tensorflow, ...(device.kind === 'cuda' ? { cuda, cudnn } : {}), node: process.versions.node },
  }
}

/** The sets that TensorFlow has code for; empty where the system does not tell. */
function instructions() {
  if (!existsSync('/proc/cpuinfo')) return []
  const flags = new Set(/^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].trim().split(/\s+/))
  return ['sse4_2', 'avx', 'avx2', 'fma', 'avx512f', 'avx512_vnni', 'avx512_bf16', 'amx_bf16', 'asimd', 'sve', 'bf16'].filter((name) => flags.has(name))
}
