/**
 * All of a build, decided before any rain is read: which labels of which event at which place go into which file.
 *
 * Work is in blocks: consecutive labels of one event and one side, up to 64, of all tiles of its place at once. A block is a
 * pure function of the plan, so that any thread, machine or later day builds the same bytes.
 */
import type { DatasetMetadata, DatasetSplit } from '../metadata.js'
import type { Area, SourceSpec } from '../source/index.js'

export interface PlannedPlace {
  name: string
  /** In water cells of the kept area of its event's place. */
  area: Area
  /** Side of all its samples where places are split; otherwise the block's counts. */
  split?: DatasetSplit
}

export interface PlannedEvent {
  event: string
  /** Before it was cut into tiles. */
  place: string
  name: string
  spec: SourceSpec
  before: 'dry' | 'unknown'
  rainShape: [number, number]
  waterShape: [number, number]
  /** What `--crop` and `--bounds` leave, in water cells. */
  kept: Area
  startMs?: number
  places: PlannedPlace[]
}

export interface Block {
  id: number
  /** Index into `events`. */
  event: number
  /** Counts up at its place: the name of its files. */
  number: number
  split: DatasetSplit
  /** With random files: of each place of the event. */
  placeSplits?: DatasetSplit[]
  minutes: number[]
  /** Of each label, the index of its depth. */
  depths: number[]
}

/** Plain data: threads get a copy. */
export interface BuildPlan {
  shapes: Pick<DatasetMetadata, 'rainfallradar' | 'waterdepth'>
  rain: DatasetMetadata['rain']
  factor: number
  wetThresholdMetres: number
  binary: boolean
  removeIsolated: boolean
  missing: 'skip' | 'fail'
  dryKeep: number
  seed: number
  events: PlannedEvent[]
  blocks: Block[]
}

export function splitOfPlace(block: Block, place: PlannedPlace, index: number): DatasetSplit {
  return place.split ?? block.placeSplits?.[index] ?? block.split
}

export function shardFile(block: Block, place: PlannedPlace): string {
  return `${place.name}/${String(block.number).padStart(4, '0')}.tfrecord.gz`
}
