/** What is in a folder of published shards. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { decodeExample, decodeTensor, readRecords } from '../../tfrecord/index.js'
import type { DatasetMetadata } from '../metadata.js'
import { nameOf } from '../source/name.js'

export interface PublishedFile {
  path: string
  /** `file-12` */
  event: string
  sha256: string
  stamp: string
}

export type Shapes = Pick<DatasetMetadata, 'rainfallradar' | 'waterdepth'>

/** In order of their numbers; names without one follow by name. The shapes are those of the first record. Errors: RADAR_PUBLISHED and those of reading. */
export async function listPublished(dir: string): Promise<{ files: PublishedFile[]; shapes: Shapes }> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => /\.tfrecord(\.gz)?$/.test(name))
  if (names.length === 0) throw published(`There are no shards in ${dir}.`, 'files N.tfrecord.gz', 'none')
  const number = (name: string) => Number(/^(\d+)/.exec(name)?.[1] ?? Number.POSITIVE_INFINITY)
  names.sort((a, b) => (number(a) === number(b) ? (a < b ? -1 : 1) : number(a) - number(b)))
  const files: PublishedFile[] = []
  for (const name of names) {
    const path = join(dir, name)
    const { size, mtimeMs } = await stat(path)
    files.push({
      path,
      event: `file-${nameOf(name)}`,
      sha256: await sha256Of(path),
      stamp: `${size} ${mtimeMs}`,
    })
  }
  return { files, shapes: await shapesOf(files[0].path) }
}

async function shapesOf(path: string): Promise<Shapes> {
  for await (const record of readRecords(path)) {
    const features = decodeExample(record)
    const shape = (name: string) => {
      const bytes = features.get(name)
      return bytes ? decodeTensor(bytes).shape : []
    }
    const [rain, water] = [shape('rainfallradar'), shape('waterdepth')]
    if (rain.length === 3 && water.length === 2) return { rainfallradar: [rain[0], rain[1], rain[2]], waterdepth: [water[0], water[1]] }
    throw published(
      `${path} is not of the published layout.`,
      'features rainfallradar (channel, y, x) and waterdepth (y, x)',
      `${rain.join('x') || 'none'} and ${water.join('x') || 'none'}`,
    )
  }
  throw published(`${path} has no records.`, 'one or more', 'none')
}

export function published(message: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_PUBLISHED', message, { expected, received, usage: true })
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}
