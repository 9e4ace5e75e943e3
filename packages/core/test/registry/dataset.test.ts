import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dataset } from '../../lib/index.js'
import { openDataset } from '../../lib/registry/dataset.js'

// FIPS 180-2, appendix B.1: the digest of "abc".
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const letters = dataset({
  about: 'Three letters.',
  licence: 'CC0',
  files: { 'letters.txt': { url: 'https://example.org/letters.txt', sha256, bytes: 3 } },
  open: async (paths) => paths,
})

let file: string
beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'phd-test-'))
  vi.stubEnv('PHD_HOME', home)
  file = join(home, 'datasets', sha256, 'letters.txt')
})
afterEach(() => vi.unstubAllEnvs())

function put(text: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

test('a file that is there and whole is opened', async () => {
  put('abc')
  expect(await openDataset(letters)).toEqual({ 'letters.txt': file })
})

test('DATASET_MISSING says where the file belongs and where it comes from', async () => {
  await expect(openDataset(letters)).rejects.toMatchObject({
    code: 'DATASET_MISSING',
    message: 'The dataset file letters.txt is not on this machine.',
    expected: `${file} (3 bytes)`,
    remedy: `download https://example.org/letters.txt to that path`,
  })
})

test('DATASET_CHECKSUM: another file under the right name is not opened', async () => {
  put('abd')
  await expect(openDataset(letters)).rejects.toMatchObject({
    code: 'DATASET_CHECKSUM',
    message: `${file} is not the file it should be.`,
    expected: `sha256 ${sha256}`,
  })
})
