/** Are the files of a data set here, and are they still what they were? */
import { type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Dataset, DatasetFile } from '../kinds.js'
import { datasetFile, sha256Of } from '../registry/dataset.js'

export type FileState = 'ok' | 'missing' | 'changed'

export interface Verified {
  name: string
  path: string
  state: FileState
}

/** Reads the whole file where its length is right. */
export async function stateOf(path: string, { bytes, sha256 }: DatasetFile): Promise<FileState> {
  const found = entry(path)
  if (!found) return 'missing'
  if (!found.isFile() || found.size !== bytes) return 'changed'
  return (await sha256Of(path)) === sha256 ? 'ok' : 'changed'
}

/** Every file of the set, in `folder` or else where experiments look for it. Fetches nothing. */
export async function verifyDataset({ files }: Pick<Dataset, 'files'>, folder?: string): Promise<Verified[]> {
  const found: Verified[] = []
  for (const [name, file] of Object.entries(files)) {
    const path = placeOf(name, file, folder)
    found.push({ name, path, state: await stateOf(path, file) })
  }
  return found
}

/** How many of the files lie there with the right length; their content is not read. */
export function countHere({ files }: Pick<Dataset, 'files'>, folder?: string): number {
  return Object.entries(files).filter(([name, file]) => entry(placeOf(name, file, folder))?.size === file.bytes).length
}

function entry(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined
    throw error
  }
}

function placeOf(name: string, { sha256 }: DatasetFile, folder?: string): string {
  return folder === undefined ? datasetFile(name, sha256) : join(folder, name)
}
