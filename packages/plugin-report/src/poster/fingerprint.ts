/** What build.json says of a file. */
import { createHash } from 'node:crypto'
import type { Build } from '../manifest/index.js'
import type { PosterFile } from './figure-files.js'

export function fingerprint({ path, data }: PosterFile): Build['files'][number] {
  return { file: path, sha256: createHash('sha256').update(data).digest('hex'), bytes: Buffer.byteLength(data) }
}
