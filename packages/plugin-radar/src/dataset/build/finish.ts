/** From blocks to a dataset: duplicates, leakage, terrain, metadata, file lists, statistics. */
import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { coreVersion, PhdError, writeAtomic } from '@phd/core'
import { encodeAsciiGrid } from '../heightmap.js'
import { findLeaks, leakageError, spanMinutes } from '../leakage.js'
import { type DatasetMetadata, formatName, formatVersion, metadataFile, type PlaceMetadata, type ShardMetadata, splits } from '../metadata.js'
import { Statistics, writeStatistics } from '../statistics/index.js'
import { FirstOfEach, rewriteShard } from './dedupe.js'
import { Duplicates, duplicateError, sharedRain } from './duplicates.js'
import { maximumMmPerHour, type Planned } from './make-plan.js'
import type { BuildOptions } from './options.js'
import type { PartialBuild } from './partial.js'

/** Errors: RADAR_LEAKAGE, RADAR_SPLIT_EMPTY, RADAR_NOTHING_LEFT, RADAR_SHARD_CORRUPT. */
export async function finishDataset(planned: Planned, partial: PartialBuild, options: BuildOptions): Promise<DatasetMetadata> {
  const { plan, split, sources } = planned
  const { allowLeakage = false, dedupe = false, seed = 1 } = options
  const folder = partial.dataset
  const base = { ...plan.shapes, rain: plan.rain }
  const shards = new Map<string, ShardMetadata[]>()
  const inputs = new Map<string, Record<string, string>>()
  const rainSplits = new Map<string, Set<string>>()
  const counts = { missingRain: 0, missingWater: 0, dryDropped: 0, clippedRainValues: 0, isolatedCells: 0, duplicatesRemoved: dedupe ? 0 : null }
  const [first, duplicates, statistics] = [new FirstOfEach(), new Duplicates(), new Statistics()]
  const terrain = terrainHashes(planned)
  for (const block of plan.blocks) {
    const notes = await partial.notes(block.id)
    const { event, place } = plan.events[block.event]
    inputs.set(`${place}/${event}`, { ...sources[block.event].inputs, ...notes.inputs })
    for (const key of ['missingRain', 'missingWater', 'dryDropped', 'clippedRainValues', 'isolatedCells'] as const) counts[key] += notes.counts[key]
    for (const written of notes.files) {
      const keep = dedupe ? first.keep(written.hashes) : undefined
      const lost = keep?.filter((stays) => !stays).length ?? 0
      const file = keep && lost > 0 ? await rewriteShard(folder, written, keep, base, terrain[written.place]) : written
      if (counts.duplicatesRemoved !== null) counts.duplicatesRemoved += lost
      if (!file) {
        await rm(join(folder, written.file), { force: true })
        continue
      }
      duplicates.add(file)
      statistics.add(file)
      const { bytes, sha256, minutes } = file
      const wetCells = file.wetCells.reduce((sum, cells) => sum + cells, 0)
      const own = shards.get(file.place) ?? []
      own.push({ file: file.file, split: file.split, event: file.event, records: minutes.length, bytes, sha256, minutes, wetCells })
      shards.set(file.place, own)
      const key = `${place}/${event}`
      rainSplits.set(key, (rainSplits.get(key) ?? new Set()).add(file.split))
    }
  }
  const rains = sources.flatMap(({ place, event }) => {
    const sha256 = inputs.get(`${place}/${event}`)?.rain
    return sha256 ? [{ name: event, sha256, splits: rainSplits.get(`${place}/${event}`) ?? new Set<string>() }] : []
  })
  const notes = [...planned.lines, ...noted(counts, plan.rain.pooling), ...sharedRain(rains)]
  if (shards.size > 0 && [...shards.values()].flat().every(({ wetCells }) => wetCells === 0)) {
    notes.push(`No sample has a wet cell (${plan.wetThresholdMetres} m or more): there is nothing to learn but dry.`)
  }
  for (const note of notes) options.log?.(`Note: ${note}`)
  const starts = plan.events.flatMap(({ event, startMs }) => (startMs === undefined ? [] : [[event, new Date(startMs).toISOString()] as const]))
  const metadata: DatasetMetadata = {
    ...plan.shapes,
    format: formatName,
    formatVersion,
    rain: plan.rain,
    wetThresholdMetres: plan.wetThresholdMetres,
    places: await writePlaces(planned, folder, shards, inputs),
    origins: origins(sources.map((source) => source.origins)),
    split: { by: split.by, seed, leakageAllowed: allowLeakage, notes: [split.note, ...notes] },
    water: { unit: plan.binary ? 'wet' : 'metres', isolatedRemoved: plan.removeIsolated, strideDepths: options.stride ?? 1 },
    ...(starts.length > 0 && { starts: Object.fromEntries(starts) }),
    counts,
    versions: { phd: coreVersion },
  }
  checkSides(metadata)
  const leaks = findLeaks(metadata)
  if (leaks.length > 0 && !allowLeakage) throw leakageError(leaks, spanMinutes(metadata))
  if (duplicates.acrossSplits.length > 0 && !allowLeakage) throw duplicateError(duplicates.acrossSplits)
  for (const side of splits) {
    const files = metadata.places.flatMap((place) => place.shards.filter((shard) => shard.split === side).map((shard) => shard.file))
    if (files.length > 0) writeAtomic(join(folder, `${side}.txt`), `${files.join('\n')}\n`)
  }
  writeStatistics(folder, statistics, metadata)
  writeAtomic(join(folder, metadataFile), `${JSON.stringify(metadata, null, 1)}\n`)
  return metadata
}

export function terrainHashes({ places }: Pick<Planned, 'places'>): Record<string, string> {
  const hash = (values: Float32Array) =>
    createHash('sha256')
      .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      .digest('hex')
  return Object.fromEntries(places.map(({ name, heightMetres }) => [name, hash(heightMetres)]))
}

async function writePlaces(
  { places, plan }: Planned,
  folder: string,
  shards: Map<string, ShardMetadata[]>,
  inputs: Map<string, Record<string, string>>,
): Promise<PlaceMetadata[]> {
  const written: PlaceMetadata[] = []
  for (const { heightMetres, from, ...place } of places) {
    const own = shards.get(place.name)
    if (!own) continue
    const events = new Set(own.map(({ event }) => event))
    const [height, width] = plan.shapes.waterdepth
    await mkdir(join(folder, place.name), { recursive: true })
    const bytes = encodeAsciiGrid({ height, width, cellMetres: place.cellMetres, values: heightMetres })
    const file = `${place.name}/heightmap.asc.gz`
    writeAtomic(join(folder, file), bytes)
    written.push({
      ...place,
      heightmap: { file, sha256: createHash('sha256').update(bytes).digest('hex') },
      sources: Object.fromEntries([...events].map((event) => [event, inputs.get(`${from}/${event}`) ?? {}])),
      shards: own,
      terrain: meanAndSd(heightMetres),
    })
  }
  return written
}

function meanAndSd(heightMetres: Float32Array): { meanMetres: number; sdMetres: number } {
  const known = heightMetres.filter((metres) => !Number.isNaN(metres))
  const mean = known.reduce((sum, metres) => sum + metres, 0) / known.length
  const variance = known.reduce((sum, metres) => sum + (metres - mean) ** 2, 0) / known.length
  return { meanMetres: mean, sdMetres: Math.sqrt(variance) }
}

function noted(counts: NonNullable<DatasetMetadata['counts']>, pooling: string): string[] {
  const unit = pooling === 'sum' ? 'mm' : 'mm/h'
  const lines: [number | null, string][] = [
    [counts.missingRain, 'samples are left out because rain of their window is missing.'],
    [counts.missingWater, 'samples are left out because water is missing.'],
    [counts.dryDropped, 'training samples without a wet cell are left out (--dry-keep).'],
    [counts.duplicatesRemoved, 'samples that stand earlier already are left out (--dedupe).'],
    [counts.isolatedCells, 'wet cells without a wet neighbour were made dry (--remove-isolated).'],
    [counts.clippedRainValues, `pooled rain values above ${maximumMmPerHour} ${unit} were cut to that.`],
  ]
  return lines.flatMap(([count, text]) => (count ? [`${count} ${text}`] : []))
}

/** Where the data come from, in short: of each origin what stands before its first comma. Figures and posters say it unasked. */
function origins(all: { rain?: string; terrain?: string; water?: string }[]): DatasetMetadata['origins'] {
  const distinct = (texts: (string | undefined)[]) => [...new Set(texts.flatMap((text) => (text ? [text.split(',')[0].trim()] : [])))]
  return { rain: distinct(all.map(({ rain }) => rain)), terrain: distinct(all.map(({ terrain }) => terrain)), water: distinct(all.map(({ water }) => water)) }
}

function checkSides({ places, counts }: DatasetMetadata): void {
  const sides = new Set(places.flatMap(({ shards }) => shards.map(({ split }) => split)))
  const empty = (['train', 'validate'] as const).find((side) => !sides.has(side))
  if (!empty) return
  throw new PhdError('RADAR_NOTHING_LEFT', `Not one sample is left to ${empty}.`, {
    expected: 'samples on both sides of the split',
    received: `left out: ${counts?.missingRain} for missing rain, ${counts?.missingWater} for missing water, ${counts?.dryDropped} dry, ${counts?.duplicatesRemoved ?? 0} duplicates`,
    remedy: 'other held-out places or times, or a greater --dry-keep',
  })
}
