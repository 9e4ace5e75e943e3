/** Which device a `--device` means on this machine: never a silent fall back. */
import { PhdError } from '../errors.js'
import { type Gpu, gpus } from './gpu.js'
import { findRuntime, type InstalledRuntime, tensorflowVersion } from './location.js'

// CUDA 12 runs on 525 and later; the wheel has code for sm_60 and up
const oldestDriver = 525
const oldestComputeCapability = 6

export interface ChosenDevice {
  kind: 'cpu' | 'cuda'
  /** N of `cuda:N`. */
  index?: number
  /** Of the GPU, for CUDA_VISIBLE_DEVICES. */
  uuid?: string
  /** `cpu` or `cuda:0`: what runs record. */
  name: string
  /** A line for the user: what it is and why. */
  why: string
}

/** What the choice depends on; tests hand in their own. */
export interface Machine {
  gpus: Gpu[]
  cuda: InstalledRuntime | undefined
}

/**
 * `auto` takes the first GPU where there are a GPU and the CUDA runtime, else the CPU; `cpu`; `cuda` or `cuda:N`.
 * Errors: RUNTIME_DEVICE_NAME (usage), RUNTIME_NO_GPU (no driver or GPU, no such index, driver or GPU too old, no CUDA runtime).
 */
export function chooseDevice(asked: string, machine?: Machine): ChosenDevice {
  if (asked === 'cpu') return { kind: 'cpu', name: 'cpu', why: 'CPU, as asked' }
  const match = /^(auto|cuda(?::(\d+))?)$/.exec(asked)
  if (!match) throw new PhdError('RUNTIME_DEVICE_NAME', `There is no device ${asked}.`, { expected: 'auto, cpu or cuda:N', received: asked, usage: true })
  const here = machine ?? { gpus: gpus(), cuda: findRuntime('cuda') }
  const index = Number(match[2] ?? 0)
  const missing = whatIsMissing(here, index)
  if (!missing) return cuda(here.gpus.find((gpu) => gpu.index === index)!, asked === 'auto')
  if (asked === 'auto') return { kind: 'cpu', name: 'cpu', why: `CPU: ${missing.why}` }
  throw new PhdError('RUNTIME_NO_GPU', `${asked} cannot be used: ${missing.why}.`, { received: asked, remedy: missing.remedy })
}

function cuda({ index, uuid, name, memoryFreeMiB, computeCapability }: Gpu, auto: boolean): ChosenDevice {
  const about = `${name}, ${(memoryFreeMiB / 1024).toFixed(1)} GiB free, compute capability ${computeCapability}`
  return { kind: 'cuda', index, uuid, name: `cuda:${index}`, why: `GPU ${index} (${about})${auto ? '' : ', as asked'}` }
}

function whatIsMissing({ gpus: found, cuda: runtime }: Machine, index: number): { why: string; remedy: string } | undefined {
  if (found.length === 0) {
    const hidden = process.env.CUDA_VISIBLE_DEVICES === undefined ? '' : ` (CUDA_VISIBLE_DEVICES=${process.env.CUDA_VISIBLE_DEVICES})`
    return { why: `nvidia-smi shows no GPU${hidden}`, remedy: 'install the NVIDIA driver on a machine with a GPU, or --device cpu' }
  }
  const gpu = found.find((each) => each.index === index)
  if (!gpu) {
    const there = found.map((each) => `cuda:${each.index} (${each.name})`).join(', ')
    return { why: `there is no GPU ${index}; there is ${there}`, remedy: `--device cuda:${found[0].index}` }
  }
  if (Number.parseInt(gpu.driver, 10) < oldestDriver) {
    return { why: `NVIDIA driver ${gpu.driver} is too old for CUDA 12`, remedy: `update the driver to ${oldestDriver} or later` }
  }
  if (Number.parseFloat(gpu.computeCapability) < oldestComputeCapability) {
    return {
      why: `${gpu.name} has compute capability ${gpu.computeCapability}; TensorFlow ${tensorflowVersion} needs ${oldestComputeCapability}.0`,
      remedy: '--device cpu',
    }
  }
  if (!runtime) return { why: 'TensorFlow with CUDA is not installed', remedy: 'phd runtime install --device cuda' }
  return undefined
}
