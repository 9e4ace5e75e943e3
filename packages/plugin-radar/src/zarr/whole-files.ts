/** A store on disk in which a file is there whole or not at all: a kill leaves no torn chunk. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FileSystemStore } from '@zarrita/storage'

export class WholeFileStore extends FileSystemStore {
  override async set(key: `/${string}`, value: Uint8Array): Promise<void> {
    await writeWhole(join(this.root, key), value)
  }
}

/** Written beside and renamed. One writer a file. */
export async function writeWhole(file: string, value: Uint8Array | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, value)
  await rename(`${file}.new`, file)
}
