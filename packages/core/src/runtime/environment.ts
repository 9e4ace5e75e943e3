/** What TensorFlow reads from the environment; it must be set before the addon loads. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findRuntime } from './location.js'

/**
 * Variables for a device as `chooseDevice` answers it. TensorFlow's own log is silent unless DEBUG names phd;
 * a variable that the user has set stays, but for the GPU, which `--device` chooses among the visible ones.
 */
export function runtimeEnvironment(device: { kind: 'cpu' | 'cuda'; index?: number; uuid?: string }): Record<string, string> {
  const noisy = process.env.DEBUG?.includes('phd') ?? false
  return {
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? (noisy ? '0' : '3'),
    // TensorFlow leaves oneDNN off on processors without AVX512-VNNI and the like; without it a CPU has no gradient of a dilated convolution.
    TF_ENABLE_ONEDNN_OPTS: process.env.TF_ENABLE_ONEDNN_OPTS ?? '1',
    TF_FORCE_GPU_ALLOW_GROWTH: process.env.TF_FORCE_GPU_ALLOW_GROWTH ?? 'true',
    CUDA_VISIBLE_DEVICES: device.kind === 'cuda' ? (device.uuid ?? String(device.index ?? 0)) : '-1',
    ...(device.kind === 'cuda' ? xlaFlags() : {}),
  }
}

/**
 * XLA compiles for a GPU with ptxas and libdevice; those of the installed runtime, unless the user's XLA_FLAGS name others or
 * are the name of a file with flags.
 */
function xlaFlags(): Record<string, string> {
  const given = process.env.XLA_FLAGS?.trim() ?? ''
  const runtime = findRuntime('cuda')
  const compiler = runtime && join(runtime.dir, 'nvidia', 'cuda_nvcc')
  if (!compiler || !existsSync(compiler) || given.includes('--xla_gpu_cuda_data_dir') || (given !== '' && !given.startsWith('-'))) return {}
  return { XLA_FLAGS: [`--xla_gpu_cuda_data_dir='${compiler}'`, given].filter(Boolean).join(' ') }
}
