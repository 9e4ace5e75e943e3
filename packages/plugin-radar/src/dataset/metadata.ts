/**
 * `metadata.json` of a dataset folder.
 *
 * The two keys of the peer's layout, `rainfallradar` and `waterdepth`, stand at the top with the shapes of the two
 * tensors, so that a program that knows only those reads our shards; everything else is ours.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PhdError } from '@phd/core'
import { z } from 'zod'
import { patternSteps, poolings } from '../pairs/index.js'

export const formatName = 'phd-radar-dataset'
export const formatVersion = 2
export const metadataFile = 'metadata.json'

const count = z.int().positive()
const cell = z.int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const insideFolder = z.string().refine((file) => !file.startsWith('/') && !file.split(/[\\/]/).includes('..'), 'a path inside the folder')

const shardSchema = z
  .object({
    /** Inside the folder: `PLACE/0000.tfrecord.gz`. */
    file: insideFolder,
    split: z.enum(['train', 'validate', 'test']),
    /** The simulation that the shard's samples come from: times of two events have nothing to do with each other. */
    event: z.string(),
    records: count,
    bytes: count,
    sha256,
    /** Minute of the label of each record, from the start of the event, ascending. */
    minutes: z.array(z.number()),
    /** Cells at or above the threshold of `classBalance`, over all records. */
    wetCells: z.int().nonnegative(),
  })
  .refine((shard) => shard.minutes.length === shard.records, 'as many minutes as records')

const placeSchema = z.object({
  name: z.string().min(1),
  /** Edge of a cell of `waterdepth`. */
  cellMetres: z.number().positive(),
  /** ESRI ASCII grid, gzipped, inside the folder; null where the place has no terrain. */
  heightmap: z.object({ file: insideFolder, sha256 }).nullable(),
  /** Of the input files, by event. */
  sources: z.record(z.string(), z.record(z.string(), sha256)),
  shards: z.array(shardSchema),
  /** Of the terrain, over the cells that have any: what a height is normalised by. Since version 2. */
  terrain: z.object({ meanMetres: z.number(), sdMetres: z.number().nonnegative() }).optional(),
  /** A part of a larger area, in cells of its water: places that overlap share terrain. Since version 2. */
  part: z.object({ of: z.string(), row: cell, column: cell, rows: count, columns: count }).optional(),
  /** Where it lies: outer edges of the north-west cell in the units of the projection. Since version 2. */
  grid: z.object({ west: z.number(), north: z.number(), cellX: z.number().positive(), cellY: z.number().positive(), crs: z.string().optional() }).optional(),
})

const fields = z.object({
  /** (channel, y, x), mm/h divided by `rain.maximumMmPerHour` and clipped to 0..1; channel 0 is the oldest. */
  rainfallradar: z.tuple([count, count, count]),
  /** (y, x), metres; row 0 is north. */
  waterdepth: z.tuple([count, count]),
  format: z.literal(formatName),
  /** Version 1 knew no test split, no parts and none of the fields below that say so. */
  formatVersion: z.union([z.literal(1), z.literal(formatVersion)]),
  rain: z.object({
    stepMinutes: z.number().positive(),
    /** Steps in each channel, newest first, as `--pattern` takes them. */
    pattern: z.array(count).min(1),
    pooling: z.enum(poolings),
    /** What 1 means: mm/h; with the pooling `sum` millimetres. */
    maximumMmPerHour: z.number().positive(),
    /** Length of the whole window. */
    windowMinutes: z.number().positive(),
    /** The label is the depth this long after the window's end. */
    offsetMinutes: z.number().nonnegative(),
    /** Where labels lie between radar frames: their windows end up to this much earlier. Since version 2. */
    lagMinutes: z.number().nonnegative().optional(),
  }),
  /** Class balance is counted at this depth; depths are stored in metres, so any threshold may be used later. */
  wetThresholdMetres: z.number().positive(),
  places: z.array(placeSchema).min(1),
  /** Where rain, terrain and water come from, in short; empty where the pairs do not say. */
  origins: z.object({ rain: z.array(z.string()), terrain: z.array(z.string()), water: z.array(z.string()) }),
  split: z.object({
    by: z.enum(['place', 'time', 'event', 'file']),
    seed: z.number(),
    /** True where `--allow-leakage` was given. */
    leakageAllowed: z.boolean(),
    notes: z.array(z.string()),
  }),
  /** How `waterdepth` was made. Since version 2. */
  water: z
    .object({
      /** `wet`: 1 where the depth reaches `wetThresholdMetres`, 0 elsewhere. */
      unit: z.enum(['metres', 'wet']),
      /** Wet cells without a wet neighbour among the eight around them were made dry. */
      isolatedRemoved: z.boolean(),
      strideDepths: count,
    })
    .optional(),
  /** UTC of minute 0 of each event, where it has a place in time. Since version 2. */
  starts: z.record(z.string(), z.iso.datetime()).optional(),
  /** What became of the samples that are not here, and of values that were changed. Since version 2. */
  counts: z
    .object({
      missingRain: cell,
      missingWater: cell,
      dryDropped: cell,
      /** Null where `--dedupe` was not asked for. */
      duplicatesRemoved: cell.nullable(),
      clippedRainValues: cell,
      isolatedCells: cell,
    })
    .optional(),
  versions: z.record(z.string(), z.string()),
})

type Fields = z.infer<typeof fields>

const shardsOf = ({ places }: Fields) => places.flatMap(({ shards }) => shards)
const distinct = (names: string[]) => new Set(names).size === names.length
const labelsOf = ({ places }: Fields) =>
  places.flatMap(({ name, shards }) => shards.flatMap(({ event, minutes }) => minutes.map((minute) => JSON.stringify([name, event, minute]))))

/** What holds between fields: each sample stands once, and the numbers fit each other. */
const metadataSchema = fields
  .refine(({ places }) => distinct(places.map(({ name }) => name)), { path: ['places'], message: 'each place once' })
  .refine((metadata) => distinct(shardsOf(metadata).map(({ file }) => file)), { path: ['places'], message: 'each shard file once' })
  .refine((metadata) => distinct(labelsOf(metadata)), { path: ['places'], message: 'each minute of an event once' })
  .refine(({ rainfallradar, rain }) => rain.pattern.length === rainfallradar[0], { path: ['rain', 'pattern'], message: 'as many blocks as rain channels' })
  .refine(({ rain }) => rain.windowMinutes === patternSteps(rain.pattern) * rain.stepMinutes, {
    path: ['rain', 'windowMinutes'],
    message: 'the steps of the pattern times stepMinutes',
  })
  .refine((metadata) => shardsOf(metadata).every(({ wetCells, records }) => wetCells <= records * metadata.waterdepth[0] * metadata.waterdepth[1]), {
    path: ['places'],
    message: 'not more wet cells than cells',
  })

export type DatasetMetadata = Fields
export type PlaceMetadata = z.infer<typeof placeSchema>
export type ShardMetadata = z.infer<typeof shardSchema>
/** The sides that training knows. */
export type Split = 'train' | 'validate'
/** All sides: `test` is for the last figures of a thesis, and nothing before them. */
export type DatasetSplit = ShardMetadata['split']
export const splits: DatasetSplit[] = ['train', 'validate', 'test']

/** Errors: RADAR_DATASET_MISSING, RADAR_METADATA_INVALID. */
export async function readMetadata(dir: string): Promise<DatasetMetadata> {
  const file = join(dir, metadataFile)
  const text = await readFile(file, 'utf8').catch(() => {
    throw new PhdError('RADAR_DATASET_MISSING', `There is no dataset in ${dir}.`, {
      expected: `a folder with ${metadataFile}`,
      remedy: 'phd radar build --pairs DIR --out DATASET',
    })
  })
  const parsed = metadataSchema.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(file, `${issue.path.join('.') || 'the file'}: ${issue.message}`)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid(file, `no JSON: ${(error as Error).message}`)
  }
}

function invalid(file: string, received: string): PhdError {
  return new PhdError('RADAR_METADATA_INVALID', `${file} does not describe a dataset.`, {
    expected: `the ${metadataFile} that phd radar build writes (format ${formatName}, version 1 or ${formatVersion})`,
    received,
    remedy: 'build the dataset again: phd radar build --force',
  })
}
