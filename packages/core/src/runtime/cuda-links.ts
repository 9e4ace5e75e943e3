/**
 * CUDA libraries where TensorFlow and cuBLAS look for them.
 *
 * TensorFlow 2.21 opens them through the RUNPATH of libtensorflow_framework, which names the folder of cuBLAS and others
 * but not that of cuSOLVER; without cuSOLVER it takes no GPU and says so in its log only. cublasLt opens NVRTC from its own
 * folder alone. A link in cuBLAS' folder stands in for each.
 */
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Files below `nvidia/` that cuBLAS' folder must have too. */
export const alsoInCublas = [/^cusolver\/lib\/libcusolver\.so/, /^cuda_nvrtc\/lib\/libnvrtc/]

/** `nvidia` is the folder of a runtime. Links that are there stay. */
export function linkBesideCublas(nvidia: string): void {
  const cublas = join(nvidia, 'cublas', 'lib')
  if (!existsSync(cublas)) return
  for (const folder of ['cusolver', 'cuda_nvrtc']) {
    const lib = join(nvidia, folder, 'lib')
    for (const name of existsSync(lib) ? readdirSync(lib) : []) {
      if (!alsoInCublas.some((which) => which.test(`${folder}/lib/${name}`)) || existsSync(join(cublas, name))) continue
      symlinkSync(join('..', '..', folder, 'lib', name), join(cublas, name))
    }
  }
}

/** A tree of folders of our own, whose files are links to those of `from`: links can be added without writing there. */
export function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else symlinkSync(source, target)
  }
}
