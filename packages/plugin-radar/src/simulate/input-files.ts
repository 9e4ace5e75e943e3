/** Inputs as files: which are stores, and what is in them. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A folder, or a name that says so: what is wrong with it, `openRasterStore` tells. */
export function isStore(path: string): boolean {
  return existsSync(path) ? statSync(path).isDirectory() : /\.zarr\/?$/.test(path)
}

/** SHA-256 over names within folders and the contents, in the order given; folders in order of names. */
export async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesOf(path)) {
      hash.update(`${file.slice(path.length)}\0${statSync(file).size}\0`)
      for await (const piece of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(piece as Buffer)
    }
  }
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
