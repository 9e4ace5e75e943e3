/** One pair as shards. */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Pair, pooledWindow } from '../pairs/index.js'
import { gzippedRecords } from '../tfrecord/index.js'
import type { Duplicates } from './duplicates.js'
import type { DatasetMetadata, ShardMetadata, Split } from './metadata.js'
import { checkRain, encodeSample } from './sample.js'

/** What 1 means in `rainfallradar`; the constant of the peer's datasets. */
export const maximumMmPerHour = 100
const recordsPerShard = 64

interface EventOptions {
  folder: string
  shapes: Pick<DatasetMetadata, 'rainfallradar' | 'waterdepth'>
  rain: DatasetMetadata['rain']
  wetThresholdMetres: number
  /** Number of the place's first shard of this event. */
  firstShard: number
  splitOf: (minute: number) => Split | undefined
  duplicates: Duplicates
}

/** Write the samples labelled at `minutes`. RADAR_RAIN_NAN. */
export async function buildEvent(pair: Pair, minutes: number[], options: EventOptions): Promise<{ shards: ShardMetadata[]; clippedValues: number }> {
  checkRain(pair.rainMmPerHour, `The pair of ${pair.place}, event ${pair.event},`)
  const shards: ShardMetadata[] = []
  let clippedValues = 0
  for (const { split, labels } of blocks(minutes, options.splitOf)) {
    const records: Uint8Array[] = []
    let wetCells = 0
    for (const minute of labels) {
      const { rain, depthMetres, clipped } = sampleAt(pair, minute, options.rain)
      const record = encodeSample({ rain, depthMetres }, options.shapes)
      for (const depth of depthMetres) if (depth >= options.wetThresholdMetres) wetCells++
      options.duplicates.add(record, pair, minute, split, depthMetres)
      records.push(record)
      clippedValues += clipped
    }
    const file = `${pair.place}/${String(options.firstShard + shards.length).padStart(4, '0')}.tfrecord.gz`
    const bytes = gzippedRecords(records)
    await writeFile(join(options.folder, file), bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    shards.push({ file, split, event: pair.event, records: records.length, bytes: bytes.length, sha256, minutes: labels, wetCells })
  }
  return { shards, clippedValues }
}

/** Labels of one split, in order, at most a shard's worth. */
function blocks(minutes: number[], splitOf: (minute: number) => Split | undefined): { split: Split; labels: number[] }[] {
  const found: { split: Split; labels: number[] }[] = []
  for (const minute of minutes) {
    const split = splitOf(minute)
    if (!split) continue
    const last = found.at(-1)
    if (last?.split === split && last.labels.length < recordsPerShard) last.labels.push(minute)
    else found.push({ split, labels: [minute] })
  }
  return found
}

function sampleAt(pair: Pair, minute: number, { pattern, pooling, stepMinutes, offsetMinutes }: DatasetMetadata['rain']) {
  const rain = pooledWindow(pair.rainMmPerHour, pair.rainShape, (minute - offsetMinutes) / stepMinutes, pattern, pooling)
  let clipped = 0
  for (let i = 0; i < rain.length; i++) {
    if (rain[i] > maximumMmPerHour) clipped++
    rain[i] = Math.min(1, Math.max(0, rain[i] / maximumMmPerHour))
  }
  const cells = pair.depthShape[1] * pair.depthShape[2]
  const frame = pair.depthMinutes.indexOf(minute)
  return { rain, depthMetres: pair.depthMetres.slice(frame * cells, (frame + 1) * cells), clipped }
}
