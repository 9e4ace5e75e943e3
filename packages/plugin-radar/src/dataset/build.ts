/**
 * Pairs into a dataset: windows, pooling, offset, split, shards.
 *
 * The sample labelled at minute m has the depth at m and the rain window that ends at m - offset. Samples begin where the
 * window holds the first frame of the event. The folder is written beside its place and renamed when it is whole; the
 * same pairs and options give the same bytes.
 */

import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { coreVersion, PhdError } from '@phd/core'
import { defaultPattern, listPairs, type Pair, type Pooling, patternSteps, readPair } from '../pairs/index.js'
import { chooseHeaders } from './choose.js'
import { Duplicates, duplicateError, sharedRain } from './duplicates.js'
import { buildEvent, maximumMmPerHour } from './event.js'
import { encodeAsciiGrid } from './heightmap.js'
import { labelMinutes } from './labels.js'
import { findLeaks, leakageError, spanMinutes } from './leakage.js'
import { type DatasetMetadata, formatName, formatVersion, metadataFile, type PlaceMetadata } from './metadata.js'
import { originsOf } from './origins.js'
import { replaceFolder, throwIfStopped } from './replace-folder.js'
import { planSplit } from './split.js'

export interface BuildOptions {
  pairs: string
  out: string
  /** Only these places; otherwise all of the shape that most have. */
  places?: string[]
  /** Places to validate on. Without these and without `validateFromMinute`: about a fifth, drawn by `seed`. */
  validate?: string[]
  /** Split every event in time instead: labels from this minute on validate, with a gap of one window before them. */
  validateFromMinute?: number
  pattern?: number[]
  pooling?: Pooling
  offsetMinutes?: number
  /** Every n-th depth. */
  stride?: number
  wetThresholdMetres?: number
  seed?: number
  /** Replace a dataset that is there. */
  force?: boolean
  allowLeakage?: boolean
  signal?: AbortSignal
  progress?: (done: number, total: number, note: string) => void
  /** Lines for the user. */
  log?: (line: string) => void
}

/**
 * Errors: RADAR_PAIRS_MISSING, RADAR_PAIR_META, _MISSING, _SIZE, _CONFLICT, RADAR_PLACE_UNKNOWN, RADAR_SHAPE, RADAR_LABELS,
 * RADAR_RAIN_SHORT, RADAR_RAIN_NAN, RADAR_SPLIT_EMPTY, RADAR_LEAKAGE, RADAR_OUT_EXISTS, RADAR_STOPPED.
 */
export async function buildDataset(options: BuildOptions): Promise<DatasetMetadata> {
  const { pattern = defaultPattern, pooling = 'max', offsetMinutes = 0, stride = 1, wetThresholdMetres = 0.1, seed = 1, allowLeakage = false } = options
  const log = options.log ?? (() => {})
  const chosen = chooseHeaders(await listPairs(options.pairs), options.places, options.validate)
  for (const line of chosen.skipped) log(line)
  const stepMinutes = chosen.rainStepMinutes
  const rain = { stepMinutes, pattern, pooling, maximumMmPerHour, windowMinutes: patternSteps(pattern) * stepMinutes, offsetMinutes }
  const shapes = { rainfallradar: [pattern.length, ...chosen.rainShape], waterdepth: chosen.waterShape } satisfies Partial<DatasetMetadata>
  const events = chosen.headers.map((header) => ({ header, place: header.place, event: header.event, minutes: labelMinutes(header, rain, stride) }))
  const plan = planSplit(events, rain, { validate: options.validate, validateFromMinute: options.validateFromMinute, seed, allowLeakage })
  log(plan.note)

  return replaceFolder(options.out, options.force ?? false, metadataFile, async (folder) => {
    const places = new Map<string, PlaceMetadata>()
    const duplicates = new Duplicates()
    const rains: { name: string; sha256: string; splits: Set<string> }[] = []
    let clipped = 0
    for (const [done, { header, minutes }] of events.entries()) {
      throwIfStopped(options.signal)
      options.progress?.(done, events.length, header.event)
      const pair = await readPair(header)
      const place = places.get(pair.place) ?? (await startPlace(folder, pair))
      places.set(pair.place, place)
      checkSameTerrain(place, pair)
      const { shards, clippedValues } = await buildEvent(pair, minutes, {
        folder,
        shapes,
        rain,
        wetThresholdMetres,
        firstShard: place.shards.length,
        splitOf: (minute) => plan.splitOf(pair.place, minute),
        duplicates,
      })
      place.sources[pair.event] = pair.sha256
      place.shards.push(...shards)
      clipped += clippedValues
      rains.push({ name: pair.event, sha256: pair.sha256.rain, splits: new Set(shards.map((shard) => shard.split)) })
    }
    options.progress?.(events.length, events.length, '')
    const notes = [...sharedRain(rains), ...(clipped > 0 ? [`${clipped} pooled rain values above ${maximumMmPerHour} mm/h were cut to that.`] : [])]
    for (const note of notes) log(`Note: ${note}`)
    const metadata: DatasetMetadata = {
      ...shapes,
      format: formatName,
      formatVersion,
      rain,
      wetThresholdMetres,
      places: [...places.values()],
      origins: originsOf(chosen.headers),
      split: { by: plan.by, seed, leakageAllowed: allowLeakage, notes: [plan.note, ...notes] },
      versions: { phd: coreVersion },
    }
    const leaks = findLeaks(metadata)
    if (leaks.length > 0 && !allowLeakage) throw leakageError(leaks, spanMinutes(metadata))
    if (duplicates.acrossSplits.length > 0 && !allowLeakage) throw duplicateError(duplicates.acrossSplits)
    await writeFile(join(folder, metadataFile), `${JSON.stringify(metadata, null, 1)}\n`)
    return metadata
  })
}

async function startPlace(folder: string, pair: Pair): Promise<PlaceMetadata> {
  const { place: name, cellMetres, heightMetres, depthShape } = pair
  await mkdir(join(folder, name))
  const bytes = encodeAsciiGrid({ height: depthShape[1], width: depthShape[2], cellMetres, values: heightMetres })
  const file = `${name}/heightmap.asc.gz`
  await writeFile(join(folder, file), bytes)
  return { name, cellMetres, heightmap: { file, sha256: createHash('sha256').update(bytes).digest('hex') }, sources: {}, shards: [] }
}

function checkSameTerrain(place: PlaceMetadata, pair: Pair): void {
  const [other] = Object.keys(place.sources)
  const problem = pair.event in place.sources ? `two pairs of one event ${pair.event}` : 'two terrains'
  if (other === undefined || (place.sources[other].dem === pair.sha256.dem && !(pair.event in place.sources))) return
  throw new PhdError('RADAR_PAIR_CONFLICT', `The place ${place.name} has ${problem}.`, {
    expected: 'one terrain a place and one pair an event',
    received: `pairs of the events ${other} and ${pair.event}`,
    remedy: 'give each terrain its own "place" and each simulation its own "event" in meta.json',
  })
}
