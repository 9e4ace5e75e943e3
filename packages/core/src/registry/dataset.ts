/** Open a dataset from its cached files; every file is checked against its sha256 first. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { PhdError } from '../errors.js'
import type { Dataset } from '../kinds.js'
import { dataHome } from '../paths.js'

/** Where the files of datasets are kept: $PHD_DATA, else `datasets` in `dataHome()`. */
export function datasetsHome(): string {
  return process.env.PHD_DATA ? resolve(process.env.PHD_DATA) : join(dataHome(), 'datasets')
}

/** The place of one file: two sets that hold the same file share it. */
export function datasetFile(name: string, sha256: string): string {
  return join(datasetsHome(), sha256, name)
}

/** Files are looked up at `datasetFile`. DATASET_MISSING says how to get one that is not there: by `name`, where it is given. */
export async function openDataset<T>(it: Dataset<T>, name?: string): Promise<T> {
  const paths: Record<string, string> = {}
  for (const [file, { url, sha256, bytes }] of Object.entries(it.files)) {
    const path = datasetFile(file, sha256)
    if (!existsSync(path)) {
      throw new PhdError('DATASET_MISSING', `The dataset file ${file} is not on this machine.`, {
        expected: `${path} (${bytes} bytes)`,
        remedy: name ? `phd data fetch ${name}` : `download ${url} to that path`,
      })
    }
    const found = await sha256Of(path)
    if (found !== sha256) {
      throw new PhdError('DATASET_CHECKSUM', `${path} is not the file it should be.`, {
        expected: `sha256 ${sha256}`,
        received: found,
        remedy: name ? `phd data fetch ${name}` : `delete it and download ${url} again`,
      })
    }
    paths[file] = path
  }
  return it.open(paths)
}

/** Hexadecimal sha256 of a file, streamed. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
