/** Opening a dataset folder. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { decodeAsciiGrid, invalidHeightmap } from './heightmap.js'
import { findLeaks, type Leak, leakageError, spanMinutes } from './leakage.js'
import { type DatasetMetadata, type DatasetSplit, type PlaceMetadata, readMetadata, type ShardMetadata } from './metadata.js'
import type { Sample } from './sample.js'
import { ShardCache } from './shard-cache.js'

/** Where one sample lies. */
export interface SampleIndex {
  place: string
  event: string
  /** Of the label, from the start of the event. */
  minute: number
  /** `PLACE/NNNN.tfrecord.gz` */
  shard: string
  /** From 0, inside the shard. */
  record: number
}

export interface Place {
  name: string
  cellMetres: number
  /** Of the heightmap and of `waterdepth`. */
  height: number
  width: number
  /** (y, x), metres; row 0 is north; NaN where there is no terrain. */
  heightMetres: Float32Array
}

export interface DatasetFolder {
  dir: string
  metadata: DatasetMetadata
  /** Overlaps between the splits; empty unless the override was given here or when the dataset was built. */
  leaks: Leak[]
  /** In order of place, event and time. */
  samples(split: DatasetSplit): SampleIndex[]
  /** Errors: RADAR_PLACE_UNKNOWN, RADAR_HEIGHTMAP_MISSING, RADAR_HEIGHTMAP_INVALID, RADAR_SHAPE. */
  readPlace(name: string): Promise<Place>
  /**
   * One sample, through a cache of decoded shards: read samples shard by shard where the data are larger than the cache.
   * The arrays are shared with the cache: do not write into them.
   * Errors: RADAR_SHARD_MISSING, _EMPTY, _TRUNCATED, _CORRUPT, RADAR_SHAPE, RADAR_RAIN_NAN, RADAR_DEPTH_INVALID.
   */
  readSample(index: SampleIndex): Promise<Sample>
}

export interface OpenOptions {
  /** Open although training and validation overlap. */
  allowLeakage?: boolean
  /** Bound of the decoded shards kept in memory. Default 512 MiB; the shard in use is always kept. */
  cacheBytes?: number
}

/** Errors: RADAR_DATASET_MISSING, RADAR_METADATA_INVALID, RADAR_LEAKAGE. */
export async function openDataset(dir: string, options: OpenOptions = {}): Promise<DatasetFolder> {
  const metadata = await readMetadata(dir)
  const leaks = findLeaks(metadata)
  if (leaks.length > 0 && !metadata.split.leakageAllowed && !options.allowLeakage) throw leakageError(leaks, spanMinutes(metadata))
  const cache = new ShardCache(dir, metadata, options.cacheBytes ?? 512 * 2 ** 20)
  const shards = new Map(metadata.places.flatMap((place) => place.shards.map((shard) => [shard.file, shard] as const)))
  const places = new Map<string, Promise<Place>>()
  return {
    dir,
    metadata,
    leaks,
    samples: (split) => metadata.places.flatMap((place) => place.shards.filter((shard) => shard.split === split).flatMap((shard) => indexes(place, shard))),
    readPlace(name) {
      const kept = places.get(name) ?? readPlace(dir, metadata, name)
      places.set(name, kept)
      return kept
    },
    async readSample({ shard, record }) {
      const found = shards.get(shard)
      if (!found || record >= found.records) {
        throw new PhdError('RADAR_SAMPLE_UNKNOWN', `There is no record ${record} of ${shard} in ${dir}.`, { expected: 'an index that samples() gave' })
      }
      return (await cache.read(found))[record]
    },
  }
}

function indexes(place: PlaceMetadata, shard: ShardMetadata): SampleIndex[] {
  return shard.minutes.map((minute, record) => ({ place: place.name, event: shard.event, minute, shard: shard.file, record }))
}

async function readPlace(dir: string, metadata: DatasetMetadata, name: string): Promise<Place> {
  const place = metadata.places.find((one) => one.name === name)
  if (!place) {
    throw new PhdError('RADAR_PLACE_UNKNOWN', `There is no place ${name} in ${dir}.`, {
      expected: `one of: ${metadata.places.map((one) => one.name).join(', ')}`,
      received: name,
    })
  }
  const file = place.heightmap && join(dir, place.heightmap.file)
  const bytes = file ? await readFile(file).catch(() => undefined) : undefined
  if (!file || !bytes) {
    throw new PhdError('RADAR_HEIGHTMAP_MISSING', `The place ${name} has no heightmap.`, {
      expected: file ?? 'a heightmap in metadata.json',
      received: 'no file',
      remedy: 'build the dataset again: phd radar build --force',
    })
  }
  const grid = decodeAsciiGrid(bytes, file)
  const [height, width] = metadata.waterdepth
  if (grid.height !== height || grid.width !== width) {
    throw new PhdError('RADAR_SHAPE', `The heightmap ${file} has another shape than the water.`, {
      expected: `${height}x${width}`,
      received: `${grid.height}x${grid.width}`,
      remedy: 'build the dataset again: phd radar build --force',
    })
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== place.heightmap?.sha256) throw invalidHeightmap(file, `another file than metadata.json describes, of sha256 ${sha256}`)
  if (grid.values.every(Number.isNaN)) throw invalidHeightmap(file, 'not one cell with terrain')
  return { name, cellMetres: place.cellMetres, height, width, heightMetres: grid.values }
}
