/**
 * What of NVIDIA's wheels a GPU node needs. Data, and how it is chosen.
 *
 * TensorFlow 2.21 opens at run time: cudart, cublas and cublasLt, cudnn, cufft, cusolver, cusparse (without all of these
 * it takes no GPU), cupti (only when it profiles) and nccl (only between GPUs). cusparse and cusolver are linked with
 * nvJitLink; cuDNN opens its own parts and nvrtc; cublasLt opens nvrtc. XLA runs ptxas and reads libdevice.
 */
import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '../../errors.js'
import { alsoInCublas } from '../cuda-links.js'
import { bytesOf } from '../size.js'
import { type Entry, entriesUnder, type LeftOut } from './entry.js'

const needed = [
  'cublas/lib/libcublas.so.12',
  'cublas/lib/libcublasLt.so.12',
  'cuda_cupti/lib/libcupti.so.12',
  'cuda_nvcc/bin/ptxas',
  'cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
  'cuda_nvrtc/lib/libnvrtc.so.12',
  'cuda_runtime/lib/libcudart.so.12',
  'cudnn/lib/libcudnn.so.9',
  'cufft/lib/libcufft.so.11',
  'cusolver/lib/libcusolver.so.11',
  'cusparse/lib/libcusparse.so.12',
  'nvjitlink/lib/libnvJitLink.so.12',
]
/** Parts of the above whose names or numbers change between releases. */
const neededToo = [/^cudnn\/lib\/libcudnn_\w+\.so\.9$/, /^cuda_nvrtc\/lib\/libnvrtc-builtins\.so\.[\d.]+$/]

const otherwise = 'nothing that runs here opens it'
const notNeeded: [folder: RegExp, what: string, why: string][] = [
  [/^nccl\//, 'NCCL', 'joins several GPUs; phd computes on one'],
  [/^cusolver\/lib\/libcusolverMg/, 'cuSOLVER for several GPUs', 'phd computes on one'],
  [/^curand\//, 'cuRAND', 'TensorFlow draws random numbers by itself'],
  [/^cuda_nvrtc\/lib\/.*\.alt\./, 'the second build of NVRTC', otherwise],
  [/^cuda_nvcc\/nvvm\/lib64\//, 'libNVVM', 'TensorFlow brings its own compiler to PTX'],
  [/^cuda_cupti\//, 'CUPTI beyond its library', 'performance counters are read by profilers'],
]

/** `nvidia` is the folder of a runtime; entries lie under `path`. BUNDLE_CUDA_MISSING where a needed file is not there. */
export function cudaEntries(nvidia: string, path: string): { entries: Entry[]; leftOut: LeftOut[] } {
  const missing = needed.filter((each) => !existsSync(join(nvidia, each)))
  if (missing.length > 0) {
    throw new PhdError('BUNDLE_CUDA_MISSING', 'The CUDA runtime is not whole.', {
      expected: missing.map((each) => join(nvidia, each)).join(', '),
      remedy: 'phd runtime install --device cuda --force',
    })
  }
  const left = new Map<string, LeftOut>()
  const isNeeded = (below: string) => needed.includes(below) || neededToo.some((each) => each.test(below))
  const leave = (below: string) => {
    if (lstatSync(join(nvidia, below)).isSymbolicLink()) return false // made anew below
    const [, what, why] = notNeeded.find(([folder]) => folder.test(below)) ?? [undefined, 'other files of the CUDA wheels', otherwise]
    left.set(what, { what, bytes: (left.get(what)?.bytes ?? 0) + bytesOf(join(nvidia, below)), why })
    return false
  }
  const entries = entriesUnder(nvidia, path, (below) => below.endsWith('/') || isNeeded(below) || leave(below))
  return { entries: [...entries, ...links(entries, path)], leftOut: [...left.values()] }
}

function links(entries: Entry[], path: string): Entry[] {
  const below = entries.map((entry) => entry.path.slice(path.length + 1))
  const linked = below.filter((each) => alsoInCublas.some((which) => which.test(each)))
  return linked.map((each) => ({ path: `${path}/cublas/lib/${each.slice(each.lastIndexOf('/') + 1)}`, content: { link: `../../${each}` } }))
}
