/** Open a dataset from its cached files; every file is checked against its sha256 first. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { PhdError } from '../errors.js'
import type { Dataset } from '../kinds.js'
import { dataHome } from '../paths.js'

/** Files are looked up as `$PHD_HOME/datasets/SHA256/NAME`. DATASET_MISSING says where to put one that is not there. */
export async function openDataset<T>(it: Dataset<T>): Promise<T> {
  const paths: Record<string, string> = {}
  for (const [name, { url, sha256, bytes }] of Object.entries(it.files)) {
    const path = join(dataHome(), 'datasets', sha256, name)
    if (!existsSync(path)) {
      throw new PhdError('DATASET_MISSING', `The dataset file ${name} is not on this machine.`, {
        expected: `${path} (${bytes} bytes)`,
        remedy: `download ${url} to that path`,
      })
    }
    const found = await sha256Of(path)
    if (found !== sha256) {
      throw new PhdError('DATASET_CHECKSUM', `${path} is not the file it should be.`, {
        expected: `sha256 ${sha256}`,
        received: found,
        remedy: `delete it and download ${url} again`,
      })
    }
    paths[name] = path
  }
  return it.open(paths)
}

/** Hexadecimal sha256 of a file, streamed. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
