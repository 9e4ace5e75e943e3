/** What a build is asked for. */
import type { Pooling } from '../../pairs/index.js'
import type { StorePaths } from '../source/index.js'
import type { SplitBy, TimePoint } from '../split/index.js'

export interface BuildOptions {
  /** Folder of pairs; or `stores`, or `published`. */
  pairs?: string
  stores?: StorePaths[]
  /** Or a folder of shards of the published system, and its terrain. */
  published?: { dir: string; heightmap: string }
  out: string
  /** Only these places of the pairs; otherwise all of the shape that most have. */
  places?: string[]

  /** Default: by place; by time where there is one place on the calendar or a time is given. */
  splitBy?: SplitBy
  /** Places (or events) to validate on. Without these and without times: about a fifth, drawn by `seed`. */
  validate?: string[]
  test?: string[]
  /** Split in time instead: labels from this minute of every event on validate, with a gap of one window before them. */
  validateFromMinute?: number
  validateFrom?: TimePoint
  testFrom?: TimePoint
  /** Blocks of time of this length, each wholly on one side. */
  blockHours?: number
  validateShare?: number
  testShare?: number
  allowLeakage?: boolean

  pattern?: number[]
  pooling?: Pooling
  offsetMinutes?: number
  /** Every n-th depth. */
  stride?: number
  /** Samples whose rain or water is not whole: left out and counted, or an error. Default: `fail` for pairs, `skip` for stores. */
  missing?: 'skip' | 'fail'

  wetThresholdMetres?: number
  /** Store 1 for wet and 0 for dry instead of metres. */
  binary?: boolean
  /** Make wet cells dry that have no wet neighbour among the eight around them. */
  removeIsolated?: boolean
  /** Rows and columns of water cells in the middle. */
  crop?: [number, number]
  /** West, south, east, north in the units of the projection. */
  bounds?: [number, number, number, number]
  /** Side of square parts, each a place of its own; and the step from one to the next, by default the side. */
  tile?: number
  tileStride?: number
  /** Share of the training samples without a wet cell that is kept. */
  dryKeep?: number
  dedupe?: boolean

  seed?: number
  /** Threads. Default: as many as there are processors, where there is enough to do. */
  workers?: number
  /** Build only the i-th of n portions, from 1. */
  shard?: [number, number]
  /** Build nothing: put together what all portions have built. */
  merge?: boolean
  /** Replace a dataset that is there, and what an interrupted build left. */
  force?: boolean
  signal?: AbortSignal
  progress?: (done: number, total: number, note: string) => void
  /** Lines for the user. */
  log?: (line: string) => void
}
