/** Decoded shards, least recently used first out, bounded in bytes. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { readRecords, truncated } from '../tfrecord/index.js'
import type { DatasetMetadata, ShardMetadata } from './metadata.js'
import { decodeSample, type Sample } from './sample.js'

export class ShardCache {
  readonly #dir: string
  readonly #metadata: DatasetMetadata
  readonly #maximumBytes: number
  /** In order of use; a promise, so that two readers of one shard decode it once. */
  readonly #shards = new Map<string, { samples: Promise<Sample[]>; bytes: number }>()
  #bytes = 0

  constructor(dir: string, metadata: DatasetMetadata, maximumBytes: number) {
    this.#dir = dir
    this.#metadata = metadata
    this.#maximumBytes = maximumBytes
  }

  read(shard: ShardMetadata): Promise<Sample[]> {
    const kept = this.#shards.get(shard.file)
    if (kept) {
      this.#shards.delete(shard.file)
      this.#shards.set(shard.file, kept)
      return kept.samples
    }
    const entry = { samples: this.#decode(shard), bytes: shard.records * sampleBytes(this.#metadata) }
    this.#shards.set(shard.file, entry)
    this.#bytes += entry.bytes
    entry.samples.catch(() => this.#drop(shard.file))
    for (const file of this.#shards.keys()) {
      if (this.#bytes <= this.#maximumBytes || file === shard.file) break
      this.#drop(file)
    }
    return entry.samples
  }

  #drop(file: string): void {
    this.#bytes -= this.#shards.get(file)?.bytes ?? 0
    this.#shards.delete(file)
  }

  async #decode(shard: ShardMetadata): Promise<Sample[]> {
    const path = join(this.#dir, shard.file)
    const samples: Sample[] = []
    for await (const record of readRecords(path)) samples.push(decodeSample(record, this.#metadata, `Record ${samples.length} of ${path}`))
    if (samples.length < shard.records) throw truncated(path, `${samples.length} of ${shard.records} records`)
    if (samples.length > shard.records) throw another(path, `${shard.records} records`, `${samples.length}`)
    const sha256 = await sha256Of(path)
    if (sha256 !== shard.sha256) throw another(path, `sha256 ${shard.sha256}`, sha256)
    return samples
  }
}

/** A whole shard, but not this one: of another place, or of another build. */
function another(path: string, expected: string, received: string): PhdError {
  return new PhdError('RADAR_SHARD_CORRUPT', `The shard ${path} is not the one that metadata.json describes.`, {
    expected,
    received,
    remedy: 'build the dataset again: phd radar build --force',
  })
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

function sampleBytes({ rainfallradar, waterdepth }: DatasetMetadata): number {
  const cells = (shape: number[]) => shape.reduce((product, size) => product * size, 1)
  return 4 * (cells(rainfallradar) + cells(waterdepth))
}
