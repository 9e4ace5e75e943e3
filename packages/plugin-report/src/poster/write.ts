/** Files into a folder, each whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PosterFile } from './figure-files.js'

/** All are written under temporary names before the first is renamed. */
export function writeFiles(dir: string, files: PosterFile[]): void {
  const temporary = files.map(({ path }) => join(dir, `${path}.${process.pid}.tmp`))
  try {
    files.forEach(({ data }, i) => {
      mkdirSync(dirname(temporary[i]), { recursive: true })
      writeFileSync(temporary[i], data)
    })
    files.forEach(({ path }, i) => {
      renameSync(temporary[i], join(dir, path))
    })
  } catch (error) {
    for (const file of temporary) rmSync(file, { force: true })
    throw error
  }
}
