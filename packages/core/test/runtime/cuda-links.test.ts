/** CUDA libraries stand where TensorFlow's loader and cuBLAS look: in the folder of cuBLAS. */
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { linkBesideCublas, linkTree } from '../../lib/runtime/cuda-links.js'

const folder = mkdtempSync(join(tmpdir(), 'phd-cuda-links-'))
afterAll(() => rmSync(folder, { recursive: true }))

const libraries = ['cublas/lib/libcublas.so.12', 'cusolver/lib/libcusolver.so.11', 'cusolver/lib/libcusolverMg.so.11', 'cuda_nvrtc/lib/libnvrtc.so.12']

function plant(name: string): string {
  const nvidia = join(folder, name)
  for (const path of libraries) {
    mkdirSync(dirname(join(nvidia, path)), { recursive: true })
    writeFileSync(join(nvidia, path), path)
  }
  return nvidia
}

it('links cuSOLVER and NVRTC beside cuBLAS, relatively, and again without complaint', () => {
  const nvidia = plant('wheels')
  linkBesideCublas(nvidia)
  linkBesideCublas(nvidia)
  expect(readlinkSync(join(nvidia, 'cublas/lib/libcusolver.so.11'))).toBe('../../cusolver/lib/libcusolver.so.11')
  expect(readFileSync(join(nvidia, 'cublas/lib/libnvrtc.so.12'), 'utf8')).toBe('cuda_nvrtc/lib/libnvrtc.so.12')
  expect(() => readlinkSync(join(nvidia, 'cublas/lib/libcusolverMg.so.11'))).toThrow('ENOENT')
})

it("takes another environment's libraries by links and writes nothing there", () => {
  const theirs = plant('environment')
  const ours = join(folder, 'ours')
  linkTree(theirs, ours)
  linkBesideCublas(ours)
  expect(readFileSync(join(ours, 'cublas/lib/libcusolver.so.11'), 'utf8')).toBe('cusolver/lib/libcusolver.so.11')
  expect(() => readlinkSync(join(theirs, 'cublas/lib/libcusolver.so.11'))).toThrow('ENOENT')
})

it('does nothing where there is no CUDA', () => {
  linkBesideCublas(join(folder, 'nowhere'))
})
