/** What a split is asked, and what it answers. */
import type { DatasetSplit, PlaceMetadata } from '../metadata.js'

export type SplitBy = 'place' | 'time' | 'event' | 'file'

/** The labels of one event at one place. */
export interface SplitCandidate {
  place: string
  event: string
  minutes: number[]
  /** UTC of minute 0, where the event has a place in time. */
  startMs?: number
  part?: PlaceMetadata['part']
}

export interface SplitOptions {
  by?: SplitBy
  /** Names of places or events to hold out; drawn by `seed` without them. */
  validate?: string[]
  test?: string[]
  /** Minute of the event, or UTC in milliseconds. */
  validateFrom?: TimePoint
  testFrom?: TimePoint
  /** Blocks of time of this length, drawn by `seed`. */
  blockHours?: number
  /** Shares that are drawn; default 0.2 and 0. */
  validateShare?: number
  testShare?: number
  seed: number
  allowLeakage: boolean
}

export type TimePoint = { minute: number } | { utcMs: number }

export interface SplitPlan {
  by: SplitBy
  /** Undefined: the sample is left out. Where `ofFile` is given, this says which samples are in any file. */
  splitOf(place: string, event: string, minute: number): DatasetSplit | undefined
  /** Side of the n-th of all files. */
  ofFile?(file: number, files: number): DatasetSplit
  /** A sentence for the user. */
  note: string
}
